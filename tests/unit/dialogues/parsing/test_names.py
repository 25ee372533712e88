"""The names in what people type, and nothing that is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dialogues.definition.content import Content
from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.text import read_names
from tests.support.yaml_text import from_yaml

FILE = Path(__file__).parents[3] / "fixtures" / "names.yaml"
TYPED = from_yaml(FILE.read_text(encoding="utf-8"))


def read(content: Content, text: str, most: int = 5) -> tuple[str, ...]:
    return read_names(text, most, content.names_together, content.names_without)


@pytest.mark.parametrize("typed", TYPED["names"], ids=[one["text"] for one in TYPED["names"]])
def test_names_are_read(content: Content, typed: dict[str, Any]) -> None:
    """Each name as it was typed, without what was said around it."""
    assert list(read(content, typed["text"])) == typed["read"]


@pytest.mark.parametrize("text", TYPED["none"])
def test_what_is_no_name_makes_no_name(content: Content, text: str) -> None:
    """A sentence or a remark is no municipality: names are asked for again."""
    with pytest.raises(InvalidInputError) as refused:
        read(content, text)
    assert refused.value.reason == "no_names"


def test_the_same_name_counts_once(content: Content) -> None:
    """Names twice are one; those that are no names do not count towards the most."""
    assert read(content, "Asten, Asten, Someren, verder niks", most=2) == ("Asten", "Someren")


def test_a_long_sentence_is_no_name(content: Content) -> None:
    """Also one without any word of the lists."""
    with pytest.raises(InvalidInputError) as refused:
        read(content, "De wethouder van Asten belde gisteren over huishoudelijke hulp")
    assert refused.value.reason == "no_names"
