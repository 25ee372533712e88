"""The pulse of many: what is shown of the three questions that come back again and again.

A pulse returns with almost the same people, so exact figures would give away who joined or left.
Shown are means in halves of a point, and whether people lie close together; nothing exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import floor, sqrt
from statistics import fmean, pstdev
from typing import Any, Literal

import orjson

from frameworks.definition.model import Framework
from frameworks.groups.cells import Chance
from frameworks.groups.publish import Ballot
from frameworks.groups.rules import MIN_WRITERS, Rules
from frameworks.scoring.scorecard import score

PULSE_SCHEMA_VERSION = 1
APART = 1.2
"""From this standard deviation on, in points, people lie apart."""
TYPICAL = 1.0
"""The standard deviation, in points, that the two-standard-errors rule goes by."""
Course = Literal["rising", "falling", "diverging", "stable", "first"]


@dataclass(frozen=True, slots=True)
class ItemPulse:
    """How many answered an item, their mean in halves of a point, and whether they lie apart.

    The mean is never shown at an end of the scale: half a point from it stands for *or beyond*.
    """

    n: int
    mean: float
    apart: bool


@dataclass(frozen=True, slots=True)
class PulseResult:
    """What is published of one pulse.

    framework: its id
    rules: those it was held under
    n: how many answered; 0 when they were too few
    items: `items[item id]`; empty when too few answered
    lines: what may be shown of what people wrote, in no order
    """

    framework: str
    rules: Rules
    n: int = 0
    items: Mapping[str, ItemPulse] = field(default_factory=dict)
    lines: tuple[str, ...] = ()

    def dump(self) -> bytes:
        """Versioned JSON: `{"format": …, "pulse": …}`."""
        return orjson.dumps({"format": PULSE_SCHEMA_VERSION, "pulse": self})

    @classmethod
    def load(cls, text: bytes | str) -> PulseResult:
        """From what `dump` made. Raises ValueError for a format that this version does not know."""
        data = orjson.loads(text)
        if data.get("format") != PULSE_SCHEMA_VERSION:
            raise ValueError(
                f"pulse format {data.get('format')!r}; this version reads {PULSE_SCHEMA_VERSION}"
            )
        raw: dict[str, Any] = data["pulse"]
        raw["rules"], raw["lines"] = Rules(**raw["rules"]), tuple(raw["lines"])
        raw["items"] = {name: ItemPulse(**one) for name, one in raw["items"].items()}
        return cls(**raw)


def publish_pulse(
    framework: Framework, ballots: Sequence[Ballot], rules: Rules, shuffle: Chance
) -> PulseResult:
    """The result of one pulse. An item that fewer than k people rated is not in it."""
    if len(ballots) < rules.k:
        return PulseResult(framework.id, rules)
    rated: dict[str, list[float]] = {item.id: [] for item in framework.items}
    for ballot in ballots:
        for one in score(framework, ballot.ratings).scores:
            if one.mean is not None:
                rated[one.item].append(one.mean)
    items = {
        item: _beat(framework, values) for item, values in rated.items() if len(values) >= rules.k
    }
    return PulseResult(framework.id, rules, len(ballots), items, _lines(ballots, rules, shuffle))


def _lines(ballots: Sequence[Ballot], rules: Rules, shuffle: Chance) -> tuple[str, ...]:
    """What people wrote and approved, a line for each thing; by the rule of ten none of fewer."""
    wrote = [one for one in ballots if one.approved and one.line.strip()]
    if rules.texts == "ten" and len(wrote) < MIN_WRITERS:
        return ()
    shown = {line for one in wrote for line in one.line.split("\n") if line}
    return tuple(shuffle.sample(sorted(shown), len(shown)))


def _beat(framework: Framework, values: list[float]) -> ItemPulse:
    assert framework.scale is not None
    points = [point.value for point in framework.scale.points]
    half = floor(fmean(values) * 2 + 0.5) / 2
    shown = min(max(half, points[0] + 0.5), points[-1] - 0.5)
    return ItemPulse(len(values), shown, pstdev(values) >= APART)


@dataclass(frozen=True, slots=True)
class Observation:
    """What stands out, and in which item; in none when it is *stable* or the *first*."""

    course: Course
    item: str = ""


def observe(pulses: Sequence[PulseResult]) -> Observation:
    """What stands out in the last pulse beside the one before it, of those that may be shown.

    By the two-standard-errors rule a change counts when it is at least twice the standard error of
    the difference of two means, and at least half a point: all else is noise, and called stable.
    What falls goes before what rises, and that before what diverges.
    """
    shown = [one for one in pulses if one.items]
    if len(shown) < 2:
        return Observation("first")
    before, now = shown[-2].items, shown[-1].items
    both = [item for item in now if item in before]
    moved = {item: now[item].mean - before[item].mean for item in both}
    real = {i: d for i, d in moved.items() if abs(d) >= _noise(before[i].n, now[i].n)}
    if real and min(real.values()) < 0:
        return Observation("falling", min(real, key=lambda item: real[item]))
    if real:
        return Observation("rising", max(real, key=lambda item: real[item]))
    for item in both:
        if now[item].apart and not before[item].apart:
            return Observation("diverging", item)
    return Observation("stable")


def _noise(n: int, m: int) -> float:
    return max(0.5, 2 * TYPICAL * sqrt(1 / n + 1 / m))


def observe_alone(ratings: Sequence[Mapping[str, float]]) -> Observation:
    """The same for one person: a change of a point or more from the mean of up to three before.

    `ratings`: `[item id]` of each pulse, oldest first, in points of the scale.
    """
    if len(ratings) < 2:
        return Observation("first")
    now, earlier = ratings[-1], ratings[-4:-1]
    moved: dict[str, float] = {}
    for item, value in now.items():
        known = [one[item] for one in earlier if item in one]
        if known and abs(value - fmean(known)) >= 1:
            moved[item] = value - fmean(known)
    if not moved:
        return Observation("stable")
    falling = min(moved.values()) < 0
    item = (min if falling else max)(moved, key=lambda one: moved[one])
    return Observation("falling" if falling else "rising", item)
