"""What follows the words of a choice is not lost: *not quite* opens what may be changed."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from tests.support.talker import Talker


def played_back(content: Content, language: str = "nl") -> Talker:
    talk = Talker(content, "core_questions", language).say("1", "1", "weet ik niet")
    talk.say("Vergunningen binnen acht weken klaar, ook als de jurist op 1 maart weg is")
    talk.say("dat inwoners ver moeten reizen", "een jurist die invalt")
    assert talk.session.state == "understood_want"
    return talk


@pytest.mark.parametrize(
    "text",
    [
        "Klopt niet helemaal: de jurist gaat 1 april, niet 1 maart",
        "nee, de jurist gaat 1 april en niet 1 maart, dat zei ik verkeerd aan het begin",
        "Klopt niet: het is 1 april",
        "2. de jurist gaat op 1 april",
    ],
)
def test_what_is_wrong_may_follow_at_once(content: Content, text: str) -> None:
    talk = played_back(content).give_text(text)
    assert "understood_want" not in talk.session.answers
    assert "Welk antwoord wilt u wijzigen?" in talk.text
    assert "1 april" in talk.session.correction
    assert "Ik lees: Klopt niet helemaal" in talk.text


def test_without_more_nothing_is_noted(content: Content) -> None:
    assert played_back(content).give_text("Klopt niet helemaal").session.correction == ""


@pytest.mark.parametrize("text", ["Dat klopt, zo is het", "ja, precies zo"])
def test_a_yes_with_more_is_a_yes(content: Content, text: str) -> None:
    talk = played_back(content).give_text(text)
    assert talk.session.answers["understood_want"].value == ("right",)


def test_a_yes_that_is_taken_back_is_none(content: Content) -> None:
    assert (
        "understood_want"
        not in played_back(content).give_text("ja maar niet van 1 maart").session.answers
    )
