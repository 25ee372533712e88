"""Broken content beside the exact words that are said of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dialogues.authoring.loader import load
from frameworks.definition.faults import Fault
from frameworks.definition.issues import ContentError

BROKEN = Path(__file__).parents[3] / "fixtures" / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())
OF_OUR_OWN_WORDS = {Fault.FILE, Fault.TWO_FILES, Fault.NO_REPLY}
"""No folder of an author can have them: see texts/test_strings.py and test_check_listening.py."""


@cache
def told_of(case: str) -> ContentError:
    with pytest.raises(ContentError) as raised:
        load(BROKEN / case)
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
