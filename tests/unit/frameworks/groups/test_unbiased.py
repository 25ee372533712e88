"""What is published of a group is what its members' own scores give: over thousands of groups."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from statistics import fmean, median

import pytest

from dialogues.definition.content import Content
from frameworks.definition.model import Framework
from frameworks.groups.publish import Ballot, publish
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import Rules
from frameworks.scoring.scorecard import score
from tests.support.round_histories import framework

TOWNS = ("Aadorp", "Beemd", "Coevoort")
Ratings = Sequence[float | None]


def asking(statements: int, points: int = 5) -> Framework:
    """One item of so many statements."""
    plain = framework(points, ["x"])
    (item,) = plain.items
    (one,) = item.statements
    several = [one.model_copy(update={"id": f"x_{n}"}) for n in range(statements)]
    return plain.model_copy(update={"items": [item.model_copy(update={"statements": several})]})


def told(asked: Framework, rated: Sequence[Ratings], item: str = "x") -> GroupResult:
    """What is published of members who rated the statements of one item so."""
    ids = [one.id for one in asked.item(item).statements]
    ballots = [
        Ballot(f"m{i:02}", {"municipality": TOWNS[i % 3]}, dict(zip(ids, each, strict=True)))
        for i, each in enumerate(rated)
    ]
    result, _ = publish(asked, ballots, Rules(), [], Random(0))
    return result


def own(rated: Sequence[Ratings]) -> list[float]:
    """Each member's own mean, of those who rated anything."""
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
        for _ in range(chance.randint(5, 30))
    ]  # fmt: skip


def test_six_of_three_and_four_beside_two_of_three(content: Content) -> None:
    """On each one's own card it is to be discussed; so it is for the group."""
    factors = content.frameworks["success_factors"]
    item = factors.items[0]
    rated: list[Ratings] = [*[(3.0, 4.0)] * 6, *[(3.0, 3.0)] * 2]
    cards = {
        score(factors, dict(zip([s.id for s in item.statements], each, strict=True))).scores[0].band
        for each in rated
    }
    result = told(factors, rated, item.id)
    shown = result.overall[item.id]
    assert (shown.mean, shown.median) == (3.375, 3.5)
    assert {result.band(factors, item.id)} == cards
    assert shown.points == (1, 2, 3, 3.5, 4, 5) and shown.counts == (0, 0, 2, 6, 0, 0)


@pytest.mark.parametrize("points", [3, 4, 5, 7])
@pytest.mark.parametrize("statements", [1, 2])
def test_every_figure_is_that_of_the_ballots(statements: int, points: int) -> None:
    """Of all and of each town, to the digit; and of a span all but one lie within it."""
    chance, counted, spans = Random(points), 0, 0
    for _ in range(600):
        rated = crowd(chance, statements, points)
        for part in told(asking(statements, points), rated).parts:
            of = [one for i, one in enumerate(rated) if part.name in ("", TOWNS[i % 3])]
            shown, true = part.items.get("x"), own(of)
            if shown is None:
                continue
            assert shown.n == len(true)
            if shown.span:
                low, high = shown.span
                assert sum(low <= one <= high for one in true) >= len(true) - 1
                spans += 1
                continue
            assert shown.mean == pytest.approx(fmean(true)) and shown.median == median(true)
            counted += 1
    assert counted > 600 and spans > 20, "hardly anything was published"


@pytest.mark.parametrize("statements", [1, 2, 3, 4])
def test_there_is_no_bias(statements: int) -> None:
    """Over thousands of groups the error of the mean is nothing; and no mean or median is ever
    further off than a quarter of a point, to which one member's score may be rounded."""
    chance, means = Random(statements), []
    for _ in range(3000):
        rated = crowd(chance, statements)
        shown = told(asking(statements), rated).overall.get("x")
        if shown is None or shown.mean is None or shown.median is None:
            continue
        means.append(shown.mean - fmean(own(rated)))
        assert abs(means[-1]) <= 0.25 and abs(shown.median - median(own(rated))) <= 0.25
    assert len(means) > 2000 and abs(fmean(means)) < 0.01
