"""A published result with one of each sort: strong, weak, divided, nearly unanimous."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from dialogues.definition.content import Content
from frameworks.groups.cells import (
    Ledger,
)
from frameworks.groups.publish import Ballot, publish
from frameworks.groups.results import Distribution, GroupPart, GroupResult
from frameworks.groups.rules import Rules
from tests.support.round_histories import framework

POINTS = (1, 2, 3, 4, 5)


def spread(*counts: int) -> Distribution:
    return Distribution(POINTS, sum(counts), counts)


def result(content: Content, shift: int = 0, **more: Any) -> GroupResult:
    """The first item is strong, the second weak, the third divided, the fourth nearly unanimous."""
    names = [item.id for item in content.frameworks["success_factors"].items]
    apart = spread(6 - shift, 0, 0, 0, 6 + shift)
    items = {
        names[0]: spread(0, 0, 0, 4, 8),
        names[1]: spread(6, 6, 0, 0, 0),
        names[2]: apart,
        names[3]: Distribution(POINTS, 12, span=(3, 5)),
    }
    town = {names[0]: spread(0, 0, 0, 2, 4)}
    parts = (
        GroupPart(None, "", 12, items),
        GroupPart("municipality", "Aadorp", 6, town),
        GroupPart("municipality", "Beemd", 6, town),
    )
    fields: dict[str, Any] = {
        "important": {names[1]: 0.75, names[2]: 0.25},
        "digests": dict.fromkeys(names, "x"),
    }
    return GroupResult("success_factors", Rules(), parts, **(fields | more))


POINTS = (1, 2, 3, 4, 5)
VARIED = (1, 3, 5, 4, 2, 3)


def ballots(**towns: Sequence[float | None]) -> list[Ballot]:
    """Ballots on one item, by town."""
    return [
        Ballot(f"{town}{i}", {"municipality": town}, {"x_a": value})
        for town, values in towns.items()
        for i, value in enumerate(values)
    ]


def published(
    given: list[Ballot], rules: Rules | None = None, earlier: Sequence[Ledger] = (), seed: int = 0
) -> tuple[GroupResult, Ledger]:
    return publish(framework(5, ["x"]), given, rules or Rules(), earlier, Random(seed))


def names(result: GroupResult) -> list[str]:
    return [part.name for part in result.parts]
