"""What stands beside words that would mean something else without it."""

from __future__ import annotations

import pytest

from dialogues.listening.acts import Act, Asked
from dialogues.listening.themes import AMOUNT_PATTERN
from tests.support.content import loaded

LISTENER = loaded().listener


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "ik weet niet, 80 duizend ofzo"),
        ("nl", "geen idee, ton of twee"),
        ("nl", "geen idee, 80k"),
        ("nl", "weet ik niet precies. iets van 30 uur"),
        ("nl", "dat weet ik niet, zo'n veertig mensen"),
        ("nl", "Geen flauw idee, een halve ton?"),
        ("en", "no idea, say 40k"),
        ("en", "I don't know, twenty people or so"),
    ],
)
def test_who_does_not_know_and_still_names_a_figure_answers(language: str, text: str) -> None:
    assert LISTENER.heard(text, Asked(), language).act.answers


@pytest.mark.parametrize(
    "text", ["ik weet het niet, ik werk hier pas 3 weken", "geen idee", "Durf ik zo niet te zeggen"]
)
def test_a_figure_of_something_else_is_none(text: str) -> None:
    assert LISTENER.heard(text, Asked(), "nl").act is Act.DOES_NOT_KNOW


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("maximaal een halve ton", "een halve ton"),
        ("hoogstens een half miljoen per jaar", "een half miljoen"),
        ("anderhalve ton", "anderhalve ton"),
        ("een ton", "een ton"),
        ("twee ton erbij", "twee ton"),
        ("€ 40.000", "€ 40.000"),
    ],
)
def test_an_amount_is_said_back_as_it_was_typed(text: str, amount: str) -> None:
    found = AMOUNT_PATTERN.search(text)
    assert found is not None and found[0].strip() == amount
