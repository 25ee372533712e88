"""The page for security officers: what it names is there, and no point of the standard lacks."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
STATES = ("met", "partly", "operator", "not", "n/a")
POINTS = {
    1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 11: 14, 12: 9, 13: 13, 14: 9,
    15: 13, 16: 16,
}  # fmt: skip
"""By chapter of ASVS 5.0.0: how many points there are up to level 2."""
ELSEWHERE = {10: 29, 17: 7}
"""Chapters of which no point applies."""


def states() -> dict[str, str]:
    """`state[point]`; fails for a point that stands there twice, or has another state."""
    found: dict[str, str] = {}
    for points, state in re.findall(r"^\| (\d+\.[\d., ]+?) \| ([\w/]+) \| \S", PAGE, re.MULTILINE):
        assert state in STATES, points
        for point in points.split(", "):
            assert point not in found, point
            found[point] = state
    return found


def test_every_point_has_one_state() -> None:
    """And stands in the table of its chapter."""
    chapters = Counter(int(point.split(".")[0]) for point in states())
    assert dict(chapters) == POINTS


def test_the_numbers_are_counted() -> None:
    """Those of the table at the end, and those in the summary."""
    counted = Counter(states().values())
    for state in STATES:
        assert f"| {state} | {counted[state]} |" in PAGE
    total = sum((*POINTS.values(), *ELSEWHERE.values()))
    apply = sum(POINTS.values()) - counted["n/a"]
    assert f"Van de {total} punten" in PAGE and f"gelden er {apply};" in PAGE


@pytest.mark.parametrize(
    "named", sorted({*re.findall(r"`((?:tests|bot|dialogues|storage|requirements)/[^`]*)`", PAGE)})
)
def test_what_it_names_is_there(named: str) -> None:
    """Files, folders, and tests by their name."""
    path, _, test = named.partition("::")
    assert (ROOT / path).exists(), path
    if test:
        code = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"^(?:async )?def {test}\(", code, re.MULTILINE), test


def test_promises_name_their_tests() -> None:
    """Each of them at least one."""
    _, _, rest = PAGE.partition("| promise | tests |")
    rows = rest.partition("\n\n")[0].splitlines()[2:]
    assert len(rows) >= 15
    assert not [row for row in rows if "`tests/" not in row]
