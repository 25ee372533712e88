"""Who speaks of death is told where there is help, wherever in a text they say it."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from tests.support.talker import Talker

LONG = "Het is druk. De raad wil een plan. Niemand helpt. De cijfers kloppen niet. "
OWN = [
    ("nl", "Ik wil niet meer leven."),
    ("nl", LONG + "Eerlijk gezegd zie ik het zo: ik wil dood."),
    ("nl", "Ik zie het leven niet meer zitten."),
    ("en", "It is busy. Some days I want to die."),
]
OTHERS = [
    ("nl", LONG + "Een van hen appte dat ze het leven niet meer ziet zitten."),
    ("nl", "Binnen drie weken antwoord. Een collega denkt aan zelfmoord."),
    ("en", "One of them tried to kill herself last week."),
]


def at_want(content: Content, language: str) -> Talker:
    return Talker(content, "core_questions", language).say("1", "1", "Vlietdam")


@pytest.mark.parametrize(("language", "text"), OWN)
def test_help_is_named_first_and_nothing_is_kept(
    content: Content, language: str, text: str
) -> None:
    talk = at_want(content, language).say(text)
    assert "113" in talk.text and "112" in talk.text
    assert "want" not in talk.session.answers
    assert "pause" in {b.data.rpartition(".")[2] for b in talk.prompt.choices}


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_what_is_told_of_another_is_an_answer_too(
    content: Content, language: str, text: str
) -> None:
    talk = at_want(content, language).say(text)
    assert "113" in talk.text and "112" in talk.text
    assert talk.session.answers["want"].value == text.strip()


@pytest.mark.parametrize(
    "text",
    ["Zij wil er niet meer over praten.", "We willen leven in de buurt.", "Het project is dood."],
)
def test_other_words_are_no_alarm(content: Content, text: str) -> None:
    assert "113" not in at_want(content, "nl").say(text).text
