"""How often the rules for points hold where they should not: the measure of how rough they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import fmean

from tests.evals.cases import Case
from tests.evals.matching import any_holds
from tests.evals.play import Played
from tests.evals.quotes import Answers
from tests.evals.scores import in_groups


def by_chance(cases: Mapping[str, Case], played: Mapping[str, Played]) -> float:
    """The share of points that are met by what was said to other people in the same language."""
    said = {n: list(in_groups(p.shown, Answers.of(cases[n]))) for n, p in played.items()}
    held = list(_elsewhere(cases, said))
    return fmean(held) if held else 0.0


def _elsewhere(cases: Mapping[str, Case], said: Mapping[str, list[str]]) -> Iterator[bool]:
    for one in cases.values():
        for other in cases.values():
            if other.id != one.id and other.language == one.language:
                for point in one.points:
                    yield any(any_holds(point.needs, group) for group in said[other.id])
