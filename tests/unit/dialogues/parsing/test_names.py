"""The names in what people type, and nothing that is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dialogues.authoring.loader import HERE, load
from dialogues.definition.content import Content
from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.text import read_names
from dialogues.parsing.words import phrase
from dialogues.texts.municipalities import MunicipalityFile
from frameworks.definition.issues import ContentError
from tests.support.yaml_text import from_yaml

FILE = Path(__file__).parents[3] / "fixtures" / "names.yaml"
TYPED = from_yaml(FILE.read_text(encoding="utf-8"))


def read(content: Content, text: str, most: int = 5) -> tuple[str, ...]:
    return read_names(text, most, content.names_together, content.names_without)


@pytest.mark.parametrize("typed", TYPED["names"], ids=[one["text"] for one in TYPED["names"]])
def test_names_are_read(content: Content, typed: dict[str, Any]) -> None:
    """Without what was said around it; what is known as it is spelt, and the rest as typed."""
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


def municipalities() -> MunicipalityFile:
    text = (HERE / "common" / "municipalities.yaml").read_text(encoding="utf-8")
    return MunicipalityFile.model_validate(from_yaml(text))


def test_the_municipalities_are_complete() -> None:
    """As many as there are in each province, 342 in all, each once."""
    names = municipalities().names
    counts = [10, 18, 12, 25, 6, 51, 26, 44, 50, 13, 56, 31]
    assert [len(each) for each in names.values()] == counts
    assert len({name.casefold() for each in names.values() for name in each}) == 342


def test_no_name_is_of_two_municipalities() -> None:
    """Nor is one said twice: what differs in capitals or accents only is the same."""
    file = municipalities()
    official = [name for each in file.names.values() for name in each]
    others = [name for each in file.also.values() for name in each]
    assert len({phrase(name) for name in (*official, *others)}) == len(official) + len(others)
    assert set(file.also) <= set(official)


@pytest.mark.parametrize("write", [str, str.lower, str.upper, lambda name: name.replace("'", "’")])
def test_every_municipality_is_one_name(content: Content, write: Callable[[str], str]) -> None:
    """Between two others, whatever it has in it: an *en*, a comma, brackets, an apostrophe."""
    file = municipalities()
    for name in (name for each in file.names.values() for name in each):
        if name not in ("Asten", "Ede"):
            assert read(content, f"Asten, {write(name)} en Ede") == ("Asten", name, "Ede")
    for official, others in file.also.items():
        for other in others:
            assert read(content, f"{write(other)} en Asten") == (other, "Asten")
            assert content.names_together.official(write(other)) == official


@pytest.mark.parametrize(
    "text", ["gemeente Den Bosch", "De gemeente 's-Hertogenbosch", "DEN BOSCH"]
)
def test_one_municipality_has_one_key(content: Content, text: str) -> None:
    """Whichever of its names is used, and whatever stands before it; one not known has its own."""
    known = content.names_together
    assert known.key(text) == known.key("’s-Hertogenbosch")
    assert known.official("Gemeente") == known.official("Aadorp") == ""
    assert known.key("gemeente Aadorp") == known.key("aadorp") != known.key("Coedorp")


def test_an_operators_own_names(tmp_path: Path) -> None:
    """Their content adds names, and other names for ours."""
    own = tmp_path / "dialogues" / "common" / "municipalities.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("names: {Kust: [Zee en Duin]}\nalso: {Asten: [Asten en Heusden]}\n")
    content = load(tmp_path)
    assert read(content, "zee en duin en Ede") == ("Zee en Duin", "Ede")
    assert read(content, "Asten en Heusden, Asten") == ("Asten en Heusden",)


def test_another_name_for_what_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """With its line."""
    own = tmp_path / "dialogues" / "common" / "municipalities.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("names: {}\nalso:\n  Astn: [Asten]\n")
    with pytest.raises(ContentError) as refused:
        load(tmp_path)
    assert [(one.line, "Astn" in str(one)) for one in refused.value.issues] == [(3, True)]
