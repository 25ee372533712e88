"""Texts that people read on a phone between two meetings: short sentences, short words."""

from __future__ import annotations

import pytest

from tests.support.content import loaded
from tests.support.readability import LEAST_SCORE, LONGEST_MEAN, bodies, score, syllables

BODIES = bodies(loaded())


@pytest.mark.parametrize("name", BODIES)
def test_texts_are_plain(name: str) -> None:
    """At most fifteen words a sentence on average, and a Flesch-Douma score of 55 or more."""
    found = score(BODIES[name])
    assert found.length <= LONGEST_MEAN
    assert found.flesch_douma >= LEAST_SCORE


@pytest.mark.parametrize(
    ("word", "count"),
    [("gemeente", 3), ("bij", 1), ("samenwerking", 4), ("ideeën", 3), ("leeuw", 1), ("u", 1)],
)
def test_syllables_are_counted_the_dutch_way(word: str, count: int) -> None:
    """Long vowels and diphthongs are one."""
    assert syllables(word) == count


def test_a_report_would_be_found_out() -> None:
    """Long sentences of long words score low."""
    report = [
        "De intergemeentelijke samenwerkingsverbanden functioneren overeenkomstig de "
        "verantwoordelijkheidsverdeling zoals vastgelegd in de gemeenschappelijke regelingen"
    ]
    assert score(report).flesch_douma < LEAST_SCORE
