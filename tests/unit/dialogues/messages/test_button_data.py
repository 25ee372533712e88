"""What a button carries: an id that is no verb, in as many bytes as Telegram takes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogues.definition.content import Content
from dialogues.definition.parts import Choice
from dialogues.definition.states import QuestionKind
from dialogues.engine.session import Session
from dialogues.messages.inputs import parse_tap
from frameworks.definition.model import Text
from tests.support.talker import Talker

MOST_BYTES = 64
WORDS = ["skip", "back", "done", "edit", "stop", "help", "more", "keep", "pause", "resume", "menu",
         "language", "other", "end", "begin", "v1", "yes"]  # fmt: skip


def chosen(content: Content, ids: list[str], kind: QuestionKind = "choice") -> Talker:
    """At a question with these choices, labelled in capitals."""
    made = tuple(
        Choice(id=one, text=Text(nl=one.upper(), en=one.upper()), source=[]) for one in ids
    )
    flow = content.dialogues["tiny"]
    states = {
        **flow.states,
        "hurry": replace(flow.states["hurry"], kind=kind, choices=made, most=20),
    }
    content = replace(content, dialogues={"tiny": replace(flow, states=states)})
    return Talker(content, "tiny").say("1", "minder wachttijd in 2027")


@pytest.mark.parametrize("word", WORDS)
def test_a_choice_with_the_name_of_a_verb_is_a_choice(content: Content, word: str) -> None:
    """Alone, and among several."""
    one = chosen(content, [word, "rest"]).tap(word.upper())
    assert one.session.answers["hurry"].value == (word,)
    several = chosen(content, [word, "rest"], "several").tap(word.upper(), "REST", "Klaar")
    assert several.session.answers["hurry"].value == (word, "rest")
    typed = chosen(content, [word, "rest"]).say("2")
    assert typed.session.answers["hurry"].value == ("rest",)


def test_the_longest_id_fits_in_a_button(content: Content) -> None:
    """After a talk of nearly a thousand million prompts; an id has forty characters at most."""
    talk = chosen(content, ["x" * 40, "y" * 40])
    talk.session.id, talk.session.number = "f" * 12, 999_999_998
    talk.do("resume")
    data = [one.data for one in (*talk.prompt.choices, *talk.prompt.verbs)]
    assert max(len(one.encode()) for one in data) <= MOST_BYTES
    assert talk.tap("Y" * 40).session.answers["hurry"].value == ("y" * 40,)


def test_questions_with_long_names_can_be_changed(content: Content) -> None:
    """Their names are longest as follow-ups in a repeat, and differ only at their ends."""
    flow, names = content.dialogues["tiny"], [f"{'q' * 40}_more_{turn}" for turn in (1, 12)]
    asked = flow.states["goal"]
    states = {one: replace(asked, id=one, follows="", signals=()) for one in names}
    content = replace(content, dialogues={"tiny": replace(flow, states={**states, **flow.states})})
    talk = Talker(content, "tiny").say("30 huizen", "40 huizen")
    talk.session.id, talk.session.number = "f" * 12, 999_999
    talk.do("edit")
    data = [one.data for one in talk.prompt.choices]
    assert len(set(data)) == 2 and max(len(one.encode()) for one in data) <= MOST_BYTES
    before = talk.session
    for place, name in enumerate(names):
        tap, talk.session = parse_tap(data[place]), Session.load(before.dump())
        assert tap is not None
        assert talk.give(tap).session.state == name
