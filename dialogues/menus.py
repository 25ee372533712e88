"""Buttons around the talks: which one to hold, what to change in it, what to do after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.events import Button, Prompt
from dialogues.talk import Talk
from dialogues.visitor import Kept

if TYPE_CHECKING:
    from dialogues.loader import Content

LONGEST_LABEL = 60


def edit_menu(talk: Talk) -> None:
    """Ask which earlier answer to change."""
    session = talk.session
    buttons = []
    for number, state_id in enumerate(session.path, 1):
        label = talk.dialogue.states[state_id].label
        assert label is not None
        text = f"{number}. {talk.text(label, talk.dialogue.states[state_id])}"
        text = text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
        buttons.append(talk.button(text, f"edit:{number}"))
    talk.add("strong", talk.say("edit_which"))
    talk.send(Prompt("menu", tuple(buttons)))


def completed_menu(talk: Talk) -> Prompt:
    """After the last state: keep it, change it, or choose another talk."""
    return _commands(talk, f"/summary {talk.session.id}", f"/edit {talk.session.id}", "/menu")


def farewell_menu(talk: Talk) -> Prompt:
    """After a pause or a stop: go on, take the summary along, or choose another talk."""
    return _commands(talk, f"/resume {talk.session.id}", f"/summary {talk.session.id}", "/menu")


def _commands(talk: Talk, *commands: str) -> Prompt:
    return Prompt(
        "menu",
        tuple(Button(talk.say(f"button_{c[1:].split()[0]}"), c) for c in commands),
    )


def menu(content: Content, language: str, kept: list[Kept]) -> Prompt:
    """All talks, those under way first, and what else there is."""
    say = content.catalogue.say
    under_way = sorted((k for k in kept if k.status in ("active", "paused")), key=recent)
    buttons = [
        Button(
            say(language, "continue_title", title=title_of(content, k, language)), f"/resume {k.id}"
        )
        for k in under_way
        if k.dialogue in content.dialogues
    ]
    for flow in content.dialogues.values():
        label = say(language, "minutes", title=flow.raw.title[language], count=flow.raw.minutes)
        buttons.append(Button(label, f"/start {flow.id}"))
    more = [Button(say(language, f"button_{v}"), f"/{v}") for v in ("privacy", "language")]
    return Prompt("menu", tuple(buttons), tuple(more))


def title_of(content: Content, kept: Kept, language: str) -> str:
    """The title of a talk."""
    return content.dialogues[kept.dialogue].raw.title[language]


def recent(kept: Kept) -> float:
    """What to sort by, so that the talk in which something was said last comes first."""
    return -kept.touched
