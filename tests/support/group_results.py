"""A published result with one of each sort: strong, weak, divided, nearly unanimous."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from dialogues.definition.content import Content
from frameworks.groups.attendance import Attendance
from frameworks.groups.figures import Estimate, mean_of
from frameworks.groups.publish import Ballot, publish
from frameworks.groups.results import GroupPart, GroupResult
from frameworks.groups.rules import Rules
from frameworks.groups.shifts import Shifts
from tests.support.small_frameworks import framework

POINTS = (1, 2, 3, 4, 5)
VARIED = (1, 3, 5, 4, 2, 3)
COINS = Shifts(b"a secret of the tests")


def figure(value: float, n: int) -> Estimate:
    """As it is published of so many."""
    return mean_of([value] * n, 1, 5)


def result(content: Content, moved: float = 0, **more: Any) -> GroupResult:
    """The first item is strong, the second weak; on the third towns differ; on the fourth all
    agree."""
    names = [item.id for item in content.frameworks["success_factors"].items]
    values = (4.0, 1.5, 3.5 + moved, 4.5)
    items = {name: figure(value, 18) for name, value in zip(names, values, strict=False)}
    parts = (
        GroupPart(None, "", 18, items),
        GroupPart("municipality", "Aadorp", 9, {names[0]: figure(4, 9), names[2]: figure(2, 9)}),
        GroupPart("municipality", "Beemd", 9, {names[0]: figure(4, 9), names[2]: figure(4.5, 9)}),
    )
    fields: dict[str, Any] = {
        "important": {names[1]: Estimate(0.7, 0.21, 18), names[2]: Estimate(0.3, 0.21, 18)},
        "digests": dict.fromkeys(names, "x"),
        "spread": {names[2]: "apart", names[3]: "close"},
    }
    return GroupResult("success_factors", Rules(), parts, **(fields | more))


def ballots(**towns: Sequence[float | None]) -> list[Ballot]:
    """Ballots on one item, by town."""
    return [
        Ballot(f"{town}{i}", {"municipality": town}, {"x_a": value})
        for town, values in towns.items()
        for i, value in enumerate(values)
    ]


def published(
    given: list[Ballot],
    rules: Rules | None = None,
    earlier: Sequence[Attendance] = (),
    coins: Shifts = COINS,
    round_id: str = "r",
) -> tuple[GroupResult, Attendance]:
    asked, chance = framework(5, ["x"]), Random(0)
    return publish(asked, given, rules or Rules(), coins, chance, earlier, round_id)


def names(result: GroupResult) -> list[str]:
    return [part.name for part in result.parts]
