"""An index passes over lists of phrases, and never one that has a phrase in the text."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from dialogues.listening.signs import SignClues
from dialogues.texts.phrase_index import PhraseIndex
from dialogues.texts.phrases import PhraseText
from frameworks.definition.languages import LANGUAGES
from tests.evals.cases import all_cases


@pytest.mark.parametrize(
    ("entries", "text", "near"),
    [
        (["de raad wil niet"], "De raad wil dat niet", [0]),
        (["de raad wil niet"], "De voorzitter wil dat niet", []),
        (["achterstand*"], "Er zijn achterstanden", [0]),
        (["achterstand*"], "Er is achterdocht", [0]),
        (["achterstand*"], "Er is geen stand", []),
        (["ééntje*"], "Eentjes", [0]),
        (["btw*"], "Er is niets", [0]),
        (["*werk*"], "Er is niets", [0]),
        (["<number>"], "Er is niets", [0]),
        (["^ wie .. het $ ?"], "Weet wie het al?", [0]),
        (["^ wie .. het $ ?"], "Weet u dat?", []),
        ([], "Er is niets", []),
        (["niets"], "", []),
    ],
)
def test_near(entries: list[str], text: str, near: list[int]) -> None:
    assert PhraseIndex([entries]).near(PhraseText(text)) == near


def test_a_phrase_is_looked_for_by_the_word_that_fewest_phrases_have() -> None:
    index = PhraseIndex([["de gemeenteraad wil"], ["de gemeenteraad stemt"], ["gemeenteraad"]])
    assert index.near(PhraseText("Elke gemeenteraad wil het")) == [0, 2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sign_is_passed_over(language: str, content: Content) -> None:
    """Of all that people say in the cases, looked at by every sign."""
    clues = [SignClues(sign.words(language)) for sign in content.case.signs.signs.values()]
    index = PhraseIndex(one.needed for one in clues)
    cases = [case for case in all_cases() if case.language == language]
    said = [PhraseText(answer) for case in cases for _, answer in case.answers]
    found = 0
    for text in said:
        given = {place for place, one in enumerate(clues) if one.found(text) is not None}
        assert given <= set(index.near(text)), text.text
        found += len(given)
    assert found > len(cases)
