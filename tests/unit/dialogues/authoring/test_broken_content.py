"""Broken content beside the exact words that are said of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dialogues.authoring.folders import left_out
from frameworks.definition.faults import Fault
from frameworks.definition.issues import ContentError
from tests.support.content import load_beside, loaded

BROKEN = Path(__file__).parents[3] / "fixtures" / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())
OF_OUR_OWN_WORDS = {Fault.FILE, Fault.TWO_FILES, Fault.NO_REPLY}
"""No folder of an author can have them: see texts/test_strings.py and test_check_listening.py."""


@cache
def told_of(case: str) -> ContentError:
    with pytest.raises(ContentError) as raised:
        load_beside(BROKEN / case)
    return raised.value


@pytest.mark.parametrize("case", CASES)
def test_every_fault_is_told_at_once_with_its_line(case: str, update: bool) -> None:
    """All faults of a folder come together: file:line: message (remedy)."""
    told = f"{told_of(case)}\n"
    golden = BROKEN / f"{case}.txt"
    if update:
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_every_fault_has_an_example() -> None:
    """What nobody ever saw told may say nonsense, or may never be told at all."""
    told = {issue.code for case in CASES for issue in told_of(case).issues}
    assert set(Fault) - told == OF_OUR_OWN_WORDS


def test_what_is_of_an_editor_or_a_mac_is_passed_over(tmp_path: Path) -> None:
    """Their files lie beside ours, and hold what no author wrote."""
    folder = tmp_path / "dialogues"
    folder.mkdir()
    names = [
        "._mine.yaml",
        ".#mine.yaml",
        "mine.yaml~",
        ".mine.yaml.swp",
        "#mine.yaml#",
        ".DS_Store",
    ]
    for name in names:
        (folder / name).write_bytes(b"\x00\xff: [")
    assert load_beside(tmp_path).dialogues.keys() == loaded().dialogues.keys()
    assert [path.name for path in left_out(tmp_path)] == sorted(names)


def test_a_folder_that_is_not_there_is_told() -> None:
    with pytest.raises(ContentError, match="there is no such folder"):
        load_beside(Path("/no/such/folder"))


def test_what_validation_says_is_said_in_our_words() -> None:
    """None of pydantic's own sentences is ever told of a value."""
    everything = "".join(str(told_of(case)) for case in CASES)
    for theirs in ("Input should", "String should", "List should", "valid ", "instance of"):
        assert theirs not in everything
