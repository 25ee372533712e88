"""What people type at choices: nothing is taken wrongly, and most is understood at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.definition.states import State
from dialogues.engine.matching import match
from dialogues.parsing.choices import Matched
from dialogues.parsing.errors import InvalidInputError
from frameworks.definition.languages import LANGUAGES
from tests.conftest import FIXTURES
from tests.support.content import loaded
from tests.support.yaml_text import from_yaml

CONTENT = loaded()
ROWS = from_yaml((FIXTURES / "typed_choices.yaml").read_text(encoding="utf-8"))
UNSURE = ("asks", "unlisted", "refused")
LEAST_RECALL = 0.95
LISTED = [s for d in CONTENT.dialogues.values() for s in d.states.values() if s.choices]
words = st.sampled_from(
    [
        *[
            "ja",
            "nee",
            "niet",
            "geen",
            "allebei",
            "alles",
            "een",
            "vier",
            "en",
            "of",
            "maar",
            "raad",
        ],
        *[
            "wethouder",
            "kosten",
            "eens",
            "goed",
            "onderweg",
            "niemand",
            "1",
            "2",
            "3,5",
            "9",
            "?",
            ",",
        ],
        *["yes", "no", "not", "both", "all", "none", "of them", "ten", "agree"],
    ]
)


def state_at(where: str) -> State:
    dialogue, _, state = where.partition(".")
    return CONTENT.dialogues[dialogue].states[state]


def read(row: dict[str, Any]) -> Matched:
    language = next(one for one in LANGUAGES if one in row)
    return match(row[language], state_at(row["at"]), language, CONTENT.vocabularies[language])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['at']}: {row.get('nl') or row['en']}")
def test_nothing_is_surely_something_else(row: dict[str, Any]) -> None:
    """What is sure is what was meant; what has two sides, or is not listed, is never sure."""
    if row["is"] == "refused":
        with pytest.raises(InvalidInputError, match="scale_range"):
            read(row)
        return
    found = read(row)
    if row["is"] in UNSURE:
        assert not found.sure
    elif found.sure:
        assert found.ids == (tuple(row["is"]) if isinstance(row["is"], list) else (row["is"],))
    else:
        assert set(found.ids) & {row["is"]}, "not sure, and not even asked about"


def test_most_is_understood_at_once() -> None:
    meant = [row for row in ROWS if row["is"] not in UNSURE]
    sure = [row for row in meant if read(row).sure]
    assert len(ROWS) >= 120
    assert len(sure) / len(meant) >= LEAST_RECALL


@settings(max_examples=300, derandomize=True)
@given(
    place=st.integers(0, len(LISTED) - 1),
    text=st.one_of(st.text(max_size=60), st.lists(words, max_size=8).map(" ".join)),
    language=st.sampled_from(LANGUAGES),
)
def test_any_text_means_choices_that_there_are(place: int, text: str, language: str) -> None:
    """It never fails; one choice alone where one is asked for, and all of them are in the list."""
    state = LISTED[place]
    try:
        found = match(text, state, language, CONTENT.vocabularies[language])
    except InvalidInputError as fault:
        assert fault.reason == "scale_range"
        return
    assert {*found.ids} <= {choice.id for choice in state.choices}
    assert not found.sure or found.ids
    assert state.kind == "several" or not found.sure or len(found.ids) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_means_its_own_choice(language: str) -> None:
    for state in LISTED:
        for choice in state.choices:
            label = choice.text[language]
            same = [one.id for one in state.choices if one.text[language] == label]
            found = match(label, state, language, CONTENT.vocabularies[language])
            assert (found.ids, found.literal) == ((choice.id,), True) or len(same) > 1, label
