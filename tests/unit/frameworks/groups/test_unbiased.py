"""What is published of a group beside what its members' own scores give: over thousands of
groups."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from statistics import fmean

import pytest

from dialogues.definition.content import Content
from frameworks.definition.model import Framework
from frameworks.groups.attendance import Attendance
from frameworks.groups.comparison import change
from frameworks.groups.figures import Estimate
from frameworks.groups.publish import Ballot, publish
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import Rules
from frameworks.groups.shifts import Shifts
from tests.support.small_frameworks import framework

TOWNS = ("Aadorp", "Beemd", "Coevoort")
Ratings = Sequence[float | None]


def asking(statements: int, points: int = 5) -> Framework:
    """One item of so many statements."""
    plain = framework(points, ["x"])
    (item,) = plain.items
    (one,) = item.statements
    several = [one.model_copy(update={"id": f"x_{n}"}) for n in range(statements)]
    return plain.model_copy(update={"items": [item.model_copy(update={"statements": several})]})


def told(
    asked: Framework,
    rated: Sequence[Ratings],
    item: str = "x",
    secret: int = 0,
    earlier: Sequence[Attendance] = (),
) -> tuple[GroupResult, Attendance]:
    """What is published of members who rated the statements of one item so."""
    ids = [one.id for one in asked.item(item).statements]
    ballots = [
        Ballot(f"m{i:02}", {"municipality": TOWNS[i % 3]}, dict(zip(ids, each, strict=True)))
        for i, each in enumerate(rated)
    ]
    coins, name = Shifts(f"{secret}".encode()), f"r{len(earlier)}"
    return publish(asked, ballots, Rules(), coins, Random(0), earlier, name)


def own(rated: Sequence[Ratings]) -> list[float]:
    """Each member's own mean, of those who rated anything: halves and all."""
    known = [[one for one in each if one is not None] for each in rated]
    return [fmean(each) for each in known if each]


def crowd(chance: Random, statements: int, points: int = 5) -> list[list[float | None]]:
    """People who think alike or not, and leave a statement out now and then."""
    level, apart = chance.uniform(1, points), chance.choice([0.1, 0.5, 0.9, 1.5])
    return [
        [
            None if chance.random() < 0.05
            else float(min(points, max(1, round(chance.gauss(level, apart)))))
            for _ in range(statements)
        ]
        for _ in range(chance.randint(5, 40))
    ]  # fmt: skip


def holds(shown: Estimate, true: float, points: int) -> bool:
    low, high = shown.band(1, points)
    return low - 1e-9 <= true <= high + 1e-9


def test_six_of_three_and_four_beside_two_of_three(content: Content) -> None:
    """Their mean is 3.375, and on each one's own card it is to be discussed: so it is of many such
    groups, on average."""
    factors = content.frameworks["success_factors"]
    item = factors.items[0]
    rated: list[Ratings] = [*[(3.0, 4.0)] * 6, *[(3.0, 3.0)] * 2]
    values = []
    for secret in range(400):
        shown = told(factors, rated, item.id, secret)[0].overall[item.id]
        values.append(shown.value)
    assert fmean(values) == pytest.approx(3.375, abs=0.06)


@pytest.mark.parametrize("statements", [1, 2, 3])
def test_there_is_no_bias_and_the_margin_holds(statements: int) -> None:
    """The error of the mean is nothing, and nine of ten figures are within their margin, of all and
    of each town."""
    chance, errors, held = Random(statements), [], []
    asked = asking(statements)
    for secret in range(2500):
        rated = crowd(chance, statements)
        for part in told(asked, rated, secret=secret)[0].parts:
            of = [one for i, one in enumerate(rated) if part.name in ("", TOWNS[i % 3])]
            if (shown := part.items.get("x")) is None:
                continue
            true = own(of)
            assert shown.n == len(true)
            errors.append(shown.value - fmean(true))
            held.append(holds(shown, fmean(true), 5))
    assert len(errors) > 7000 and abs(fmean(errors)) < 0.01
    assert fmean(held) >= 0.88


@pytest.mark.parametrize("points", [3, 4, 7])
def test_the_margin_holds_on_other_scales(points: int) -> None:
    chance, held = Random(points), []
    for secret in range(1500):
        rated = crowd(chance, 2, points)
        shown = told(asking(2, points), rated, secret=secret)[0].overall.get("x")
        if shown:
            held.append(holds(shown, fmean(own(rated)), points))
    assert fmean(held) >= 0.88


def test_the_margin_of_a_change_holds() -> None:
    """Of groups of whom some left and some answered otherwise; and the change has no bias."""
    chance, errors, held, asked = Random(1), [], [], asking(1)
    for secret in range(2500):
        rated = crowd(chance, 1)
        others = crowd(chance, 1)
        later = [
            chance.choice([one, chance.choice(others)]) for one in rated[chance.randint(0, 2) :]
        ]
        gone: list[list[float | None]] = [[None]] * (len(rated) - len(later))
        later = [*gone, *later]
        first, here = told(asked, rated, secret=secret)
        now, _ = told(asked, later, secret=secret, earlier=[here])
        for moved in change(now, first):
            if moved.now.beyond or moved.before.beyond:
                continue
            true = fmean(own(later)) - fmean(own(rated))
            errors.append(moved.moved.value - true)
            held.append(abs(errors[-1]) <= moved.moved.margin + 1e-9)
    assert len(held) > 1200 and abs(fmean(errors)) < 0.02 and fmean(held) >= 0.88
