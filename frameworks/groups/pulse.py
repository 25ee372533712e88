"""The pulse of many: what is shown of the three questions that come back again and again.

Of all together only, by the same lasting shifts as a round: so a pulse beside a round, or another
month, tells nothing anew of who said the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from statistics import fmean
from typing import Any, Literal

import orjson

from frameworks.definition.model import Framework
from frameworks.groups.attendance import Chance
from frameworks.groups.figures import WIDE, Estimate, mean_of
from frameworks.groups.publish import Ballot, ends, shifted
from frameworks.groups.rules import FEW, MIN_WRITERS, Rules
from frameworks.groups.shifts import Shifts

PULSE_SCHEMA_VERSION = 2
TYPICAL = 1.0
"""The standard deviation, in points, that the two-standard-errors rule goes by."""
MANY = 12
"""From so many people on half a point can be a change; of fewer a whole one."""
HALVES = round(WIDE * 0.5 / sqrt(12), 2)
"""The margin of a mean that was rounded to half a point, as it was before there were shifts."""
Course = Literal["rising", "falling", "stable", "first", "few"]


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
    items: Mapping[str, Estimate] = field(default_factory=dict)
    lines: tuple[str, ...] = ()

    @property
    def few(self) -> bool:
        """Whether they are so few that nothing is said of what changed."""
        return self.n < FEW

    def dump(self) -> bytes:
        """Versioned JSON: `{"format": …, "pulse": …}`."""
        return orjson.dumps({"format": PULSE_SCHEMA_VERSION, "pulse": self})

    @classmethod
    def load(cls, text: bytes | str) -> PulseResult:
        """From what `dump` made. Raises ValueError for a format that this version does not know."""
        data = orjson.loads(text)
        item = {1: _in_halves, PULSE_SCHEMA_VERSION: _figure}.get(data.get("format"))
        if item is None:
            raise ValueError(
                f"pulse format {data.get('format')!r}; this version reads 1 to "
                f"{PULSE_SCHEMA_VERSION}"
            )
        raw: dict[str, Any] = data["pulse"]
        raw["rules"], raw["lines"] = Rules(**raw["rules"]), tuple(raw["lines"])
        raw["items"] = {name: item(one) for name, one in raw["items"].items()}
        return cls(**raw)


def _figure(raw: Mapping[str, Any]) -> Estimate:
    return Estimate(**raw)


def _in_halves(raw: Mapping[str, Any]) -> Estimate:
    """Of a pulse from before there were shifts."""
    return Estimate(raw["mean"], HALVES, raw["n"])


def publish_pulse(
    framework: Framework, ballots: Sequence[Ballot], rules: Rules, shifts: Shifts, chance: Chance
) -> PulseResult:
    """The result of one pulse. An item that too few people rated is not in it."""
    if len(ballots) < rules.least:
        return PulseResult(framework.id, rules)
    items = {
        item: mean_of([*of.values()], *ends(framework))
        for item, of in shifted(framework, ballots, shifts).items()
        if len(of) >= rules.least
    }
    return PulseResult(framework.id, rules, len(ballots), items, _lines(ballots, rules, chance))


def _lines(ballots: Sequence[Ballot], rules: Rules, shuffle: Chance) -> tuple[str, ...]:
    """What people wrote and approved, a line for each thing; by the rule of ten none of fewer."""
    wrote = [one for one in ballots if one.approved and one.line.strip()]
    if rules.texts == "ten" and len(wrote) < MIN_WRITERS:
        return ()
    shown = {line for one in wrote for line in one.line.split("\n") if line}
    return tuple(shuffle.sample(sorted(shown), len(shown)))


@dataclass(frozen=True, slots=True)
class Observation:
    """What stands out, and in which item; in none when it is *stable*, the *first*, or of *few*."""

    course: Course
    item: str = ""


def observe(pulses: Sequence[PulseResult]) -> Observation:
    """What stands out in the last pulse beside the one before it, of those that may be shown.

    By the two-standard-errors rule a change counts when it is at least twice the standard error of
    the difference of two means, and at least half a point, of fewer than a dozen people a whole
    one: all else is noise, and called stable.
    Of few people nothing is said. What falls goes before what rises.
    """
    if pulses and pulses[-1].items and pulses[-1].few:
        return Observation("few")
    shown = [one for one in pulses if one.items and not one.few]
    if len(shown) < 2:
        return Observation("first")
    before, now = shown[-2].items, shown[-1].items
    both = [item for item in now if item in before]
    moved = {item: now[item].value - before[item].value for item in both}
    real = {i: d for i, d in moved.items() if abs(d) >= _noise(before[i].n, now[i].n)}
    if real and min(real.values()) < 0:
        return Observation("falling", min(real, key=lambda item: real[item]))
    if real:
        return Observation("rising", max(real, key=lambda item: real[item]))
    return Observation("stable")


def _noise(n: int, m: int) -> float:
    least = 0.5 if min(n, m) >= MANY else 1.0
    return max(least, 2 * TYPICAL * sqrt(1 / n + 1 / m))


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
