"""What people are told of what is kept: all that article 13 of the AVG asks, no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogues.definition.content import Content
from dialogues.definition.controller import Controller
from dialogues.preferences.privacy import privacy_words
from tests.support.guest import Guest

TOLD = Controller(
    "Gemeente Aa", "Mail coach@aa.nl.", "fg@aa.nl", "artikel 6.", "https://aa.nl/avg", 365, 90
)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_all_that_the_law_asks_is_told(content: Content, language: str) -> None:
    """Who, whom to ask, why and on which ground, how long, what one may do, where to complain."""
    words = "\n".join(privacy_words(replace(content, controller=TOLD), language))
    for told in (
        TOLD.organisation, TOLD.contact, TOLD.officer, TOLD.ground, TOLD.url, "365", "90",
        "autoriteitpersoonsgegevens.nl",
    ):  # fmt: skip
        assert told in words, told


def test_what_is_not_known_is_not_said(content: Content) -> None:
    """No empty place for a name; the right to complain is there all the same."""
    words = privacy_words(content, "nl")
    assert not any("  " in text or ": ." in text or "None" in text for text in words)
    assert len(words) == len(privacy_words(replace(content, controller=TOLD), "nl")) - 6
    assert any("klagen" in text for text in words)


def test_the_chat_says_it(content: Content) -> None:
    guest = Guest(replace(content, controller=TOLD))
    guest.do("privacy")
    assert "Gemeente Aa" in guest.text and "fg@aa.nl" in guest.text
