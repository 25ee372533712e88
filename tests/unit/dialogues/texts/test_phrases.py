"""The notation of phrases, one mark after the other."""

from __future__ import annotations

import pytest

from dialogues.texts.phrases import Phrases, PhraseText, has_phrase


@pytest.mark.parametrize(
    ("entry", "text", "found"),
    [
        ("terug", "ik wil terug", True),
        ("terug", "terugkomst", False),
        ("terug*", "terugkomst", True),
        ("prive", "Privé!", True),
        ("zei .. al", "dat zei ik u toch al", True),
        ("zei .. al", "dat zei al", True),
        ("zei .. al", "dat zei ik gisteren bij u ook al", False),
        ("zei ... al", "dat zei ik gisteren bij u ook al", True),
        ("^ zei ... al", "ik zei het u, en nu is het al laat", False),
        ("^ zei", "dat zei ik", False),
        ("^ zei", "nee, zei ik", True),
        ("weg $", "ik moet weg", True),
        ("weg $", "de weg moet open", False),
        ("weg $", "ik moet weg, tot morgen", True),
        ("^ over wie $ ?", "Over wie?", True),
        ("^ over wie $ ?", "Over wie het gaat", False),
        ("^ over wie $ ?", "over wie: de raad", False),
        ("ze was <number>", "ze was 41", True),
        ("ze was <number>", "ze was drie", True),
        ("ze was <number>", "ze was moe", False),
        ("<number>", "een jaar of 4", True),
        ("<question>", "wat?", True),
        ("<capitals>", "de WOZ", True),
        ("<name>", "dat weet Marieke", True),
    ],
)
def test_mark(entry: str, text: str, found: bool) -> None:
    assert has_phrase(PhraseText(text), entry) is found
    assert Phrases([entry]).in_text(PhraseText(text)) is found


def test_many_phrases_are_found_by_a_word_of_them() -> None:
    """Each is looked for by its longest plain word, or always when it has none."""
    phrases = Phrases(["ik weet het niet", "begrijp*", "^ zie .. vraag"])
    assert phrases.in_text(PhraseText("nee, ik weet het niet"))
    assert phrases.in_text(PhraseText("begrijpelijk"))
    assert phrases.in_text(PhraseText("zie de vorige vraag"))
    assert not phrases.in_text(PhraseText("ik weet niet of het kan"))


def test_no_phrases_are_in_no_text() -> None:
    assert not Phrases([]).in_text(PhraseText("zie de vorige vraag"))
    assert not Phrases(["zie"]).in_text(PhraseText(""))


def test_very_first_words() -> None:
    assert PhraseText("Kan ik terug?").begins("kan ik")
    assert not PhraseText("Nu, kan ik terug?").begins("kan ik")


def test_asks_at_its_end() -> None:
    assert PhraseText("kan dat? ").asks
    assert PhraseText("(kan dat?)").asks
    assert not PhraseText("kan dat? ja").asks
