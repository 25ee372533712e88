"""Situations: what two of them mean together is told as one thing, to everyone."""

from __future__ import annotations

import pytest

from frameworks.case.picture import CasePicture, Evidence
from frameworks.case.points import KeyPoint
from frameworks.case.weigh import Conclusion, weigh
from frameworks.definition.conditions import Facts
from tests.support.content import loaded

POINTS = {point.id: point for point in loaded().case.points}
SINGLE = [name for name in POINTS if name.startswith("sa_")]
PAIRS = [
    (name, tuple(sorted(value for test in tests for value in test.values)))
    for name, point in POINTS.items()
    if name.startswith("sp_")
    for tests in point.when.clauses
]
ROLES = ("executive", "secretary", "councillor", "clerk", "manager", "staff", "facilitator")


def concluded(*signs: str, role: str = "executive") -> Conclusion:
    """Of a case in which these were heard, each in a sentence of its own."""
    heard = frozenset(signs)
    facts: Facts = {"said": heard, "also.said": heard, "besides.said": heard}
    evidence = tuple(Evidence(one, "want", one, f"About {one}.", 0.9) for one in signs)
    found = weigh(POINTS.values(), CasePicture(facts, evidence, {}), role, most=3)
    assert found
    return found


def able(point: KeyPoint) -> set[str]:
    return {role for role in ROLES if point.step(role)}


@pytest.mark.parametrize("name", SINGLE)
def test_one_situation_is_told_by_itself(name: str) -> None:
    assert concluded(name.replace("sa_", "s_")).main.point.id == name


@pytest.mark.parametrize(("name", "signs"), PAIRS)
def test_two_situations_are_told_as_one_thing(name: str, signs: tuple[str, ...]) -> None:
    """Neither of both is told once more beside it."""
    assert concluded(*signs).told == (name,)


@pytest.mark.parametrize("name", [*SINGLE, *dict(PAIRS)])
def test_everyone_can_do_something_about_it(name: str) -> None:
    assert able(POINTS[name]) == set(ROLES)
