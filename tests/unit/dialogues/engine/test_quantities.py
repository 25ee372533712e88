"""A number or a day in a talk: said back as it was understood, and asked about when not sure."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dialogues.definition.content import Content
from dialogues.engine import engine
from dialogues.messages.inputs import Typed
from tests.support.talker import Talker


def at(content: Content, state: str, language: str = "nl") -> Talker:
    talk = Talker(content, "tiny_kinds", language)
    talk.session.state = state
    return talk


def answer(talk: Talker, state: str) -> object:
    return talk.session.answers[state].value if state in talk.session.answers else None


def labels(talk: Talker) -> list[str]:
    return [button.label for button in talk.prompt.choices]


@pytest.mark.parametrize(
    ("text", "said"),
    [("1,5 miljard", "1.500.000.000 euro"), ("ongeveer een ton", "100.000 euro"), ("–5", "-5 euro"),
     ("1,125", "1.125 euro")],
)  # fmt: skip
def test_a_number_is_said_back_with_its_unit(content: Content, text: str, said: str) -> None:
    assert f"Ik lees: {said}." in at(content, "cost_before").say(text).text


def test_what_was_typed_as_we_write_it_is_not_said_back(content: Content) -> None:
    assert "Ik lees" not in at(content, "cost_before").say("12 euro").text
    assert "Ik lees" not in at(content, "cost_before").say("12").text
    assert "Ik lees" not in at(content, "first_day").say("3 februari 2027").text


def test_two_numbers_are_asked_about(content: Content) -> None:
    """Nothing is kept before one is chosen: by its button, its place, or the figure itself."""
    talk = at(content, "cost_before").say("12 of 13")
    assert labels(talk) == ["12 euro", "13 euro"]
    assert answer(talk, "cost_before") is None
    assert answer(talk.tap("13 euro"), "cost_before") == 13.0
    assert answer(at(content, "cost_before").say("12 of 13", "2"), "cost_before") == 13.0
    assert answer(at(content, "cost_before").say("12 of 13", "12"), "cost_before") == 12.0
    assert answer(at(content, "cost_before").say("2-1", "2"), "cost_before") == 2.0


def test_a_day_that_lies_oddly_is_asked_about(content: Content) -> None:
    talk = at(content, "first_day").say("1-7-2072")
    assert "Bedoelt u dit?" in talk.text
    assert labels(talk) == ["1 juli 2072", "Nee, iets anders"]
    assert answer(talk.say("ja"), "first_day") == "2072-07-01"
    again = at(content, "first_day").say("1-7-2072", "1-7-2072")
    assert answer(again, "first_day") == "2072-07-01"
    assert answer(at(content, "first_day").say("1-7-2072", "1-7-27"), "first_day") == "2027-07-01"


@pytest.mark.parametrize("words", ["nee", "2", "Nee, iets anders"])
def test_a_day_that_was_not_meant_is_denied(content: Content, words: str) -> None:
    talk = at(content, "first_day").say("1-7-2072", words)
    assert answer(talk, "first_day") is None and not talk.session.offered
    assert talk.session.state == "first_day" and "weet" not in talk.session.answers


def test_a_day_is_said_back_in_words(content: Content) -> None:
    assert "Ik lees: 1 juli 2028." in at(content, "first_day").say("1-7-28").text
    assert "I read: 2 December 2026." in at(content, "first_day", "en").say("tomorrow").text


def test_a_day_that_is_none_is_told_why(content: Content) -> None:
    talk = at(content, "first_day").say("31 februari 2027")
    assert "februari 2027 heeft 28 dagen" in talk.text
    assert answer(talk, "first_day") is None


def test_tomorrow_begins_at_the_persons_own_midnight(content: Content) -> None:
    """Half past midnight here is still the evening before in UTC."""
    late = datetime(2026, 12, 1, 23, 30, tzinfo=UTC).timestamp()
    for zone, day in (("Europe/Amsterdam", "2026-12-03"), ("America/Paramaribo", "2026-12-02")):
        session = at(content, "first_day").session
        sprint = engine.resume(content, session, Typed("morgen"), late, zone=zone)
        assert sprint.session.answers["first_day"].value == day
