"""Outside a talk one may name a talk, or a button of the menu."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from dialogues.messages.inputs import Typed
from tests.support.guest import Guest


def said(content: Content, words: str, language: str = "nl") -> Guest:
    return Guest(content, language=language).give(Typed(words))


@pytest.mark.parametrize(
    ("words", "language", "dialogue"),
    [
        ("De drie kernvragen", "nl", "core_questions"),
        ("kernvragen", "nl", "core_questions"),
        ("welke vorm past?", "nl", "forms"),
        ("de tien succesfaktoren", "nl", "success_factors"),
        ("the three core questions", "en", "core_questions"),
    ],
)
def test_the_title_of_a_talk_begins_it(
    content: Content, words: str, language: str, dialogue: str
) -> None:
    guest = said(content, words, language)
    assert [kept.dialogue for kept in guest.person.sessions] == [dialogue]


def test_a_button_of_the_menu_can_be_typed(content: Content) -> None:
    assert said(content, "privacy").data == ["/export pdf", "/export", "/erase", "/menu"]


def test_what_is_not_sure_is_asked_with_buttons(content: Content) -> None:
    guest = said(content, "welke stappen")
    assert guest.data == ["/start first_steps", "/menu"]
    assert guest.person.sessions == []


@pytest.mark.parametrize(
    "words", ["", "1", "ja", "we zitten vast met de buren en niemand praat nog"]
)
def test_anything_else_gets_the_menu_as_before(content: Content, words: str) -> None:
    guest = said(content, words)
    assert "/menu" in guest.data or "/start core_questions" in guest.data
    assert guest.person.sessions == []


def test_a_talk_under_way_is_gone_on_with_by_its_name(content: Content) -> None:
    guest = said(content, "kernvragen").do("pause").give(Typed("de drie kernvragen"))
    assert "Welkom terug" in guest.text
