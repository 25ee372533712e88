"""Feelings: one that is denied is none, and one about something else is not the person's own."""

from __future__ import annotations

import pytest

from dialogues.listening.acts import Act, Asked
from tests.support.content import loaded

CONTENT = loaded()
LISTENER = CONTENT.listener
WEARY = ("b_worn", "fatigue")


def read_as(text: str, language: str = "nl") -> set[str]:
    """Themes, signs and lines that say back, whichever question it answers."""
    themes = {one.theme for one in LISTENER.themes.found(text, language)}
    signs = {one.theme for one in CONTENT.case.signs.found(text, language)}
    asked = ("story", "mind_words", "r8_trouble")
    lines = {one.id.split(".")[0] for one in CONTENT.reflections.fitting(text, asked, language)}
    return themes | signs | lines


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Ik ben helemaal niet boos hoor"),
        ("nl", "Ik ben er niet boos over"),
        ("nl", "ik ben niet moe"),
        ("nl", "Nee, ik ben niet bang"),
        ("en", "I am not angry at all"),
        ("en", "I'm not tired"),
    ],
)
def test_a_feeling_that_is_denied_is_none(language: str, text: str) -> None:
    assert LISTENER.heard(text, Asked(), language).act is not Act.EMOTION


@pytest.mark.parametrize(
    "text",
    [
        "moe van het uitleggen",
        "Ik ben moe van het uitleggen aan iedereen",
        "moe om dat elke keer uit te leggen",
        "ik ben het moe om dat elke keer uit te leggen",
    ],
)
def test_who_is_tired_of_explaining_is_not_worn_out(text: str) -> None:
    assert LISTENER.heard(text, Asked(), "nl").act is not Act.EMOTION
    assert not read_as(text) & {*WEARY, "tired"}


@pytest.mark.parametrize(
    "text", ["wij zijn het spuugzat", "ik ben het spuugzat", "dit is schandalig"]
)
def test_anger_is_no_tiredness(text: str) -> None:
    assert not read_as(text) & {*WEARY, "tired"}
    assert "fed_up" in read_as(text)


@pytest.mark.parametrize("text", ["ik ben het spuugzat", "schandalig", "Dit is schandalig!"])
def test_anger_is_heard_as_anger(text: str) -> None:
    heard = LISTENER.heard(text, Asked(), "nl")
    assert (heard.act, heard.kind) == (Act.EMOTION, "anger")


@pytest.mark.parametrize(
    ("language", "sigh", "answer"),
    [
        ("nl", "pff moe vandaag hoor, lange raad gisteren.",
         "Ik wil gewoon dat mensen binnen drie weken antwoord krijgen."),
        ("nl", "Beetje moe vandaag.", "Dat de balie elke vrijdag open is."),
        ("en", "Tired today, long council last night.",
         "I want residents to get an answer in three weeks."),
    ],
)  # fmt: skip
def test_a_sigh_before_an_answer_gets_a_word_and_the_rest_is_the_answer(
    language: str, sigh: str, answer: str
) -> None:
    heard = LISTENER.heard(f"{sigh} {answer}", Asked(), language)
    assert (heard.act, heard.kind, heard.rest) == (Act.EMOTION, "weary", answer)


@pytest.mark.parametrize("text", ["ik ben zo moe", "Ik word hier zo moe van", "ik kan niet meer"])
def test_who_is_worn_out_is_still_heard(text: str) -> None:
    heard = LISTENER.heard(text, Asked(), "nl")
    assert (heard.act, heard.kind) == (Act.EMOTION, "worn_out")


def test_who_tires_of_saying_it_each_time_is_not_offered_a_rest() -> None:
    text = "ik word er moe van om dat elke keer uit te leggen"
    assert LISTENER.heard(text, Asked(), "nl").act is not Act.EMOTION


def test_people_who_are_tired_are_an_answer() -> None:
    assert LISTENER.heard("De mensen zijn moe vandaag, en morgen ook", Asked(), "nl").act.answers
