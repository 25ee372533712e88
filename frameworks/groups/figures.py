"""What is shown of many: a mean in steps, with the margin within which the true one lies.

The margin is of the secret shifts and the steps; it holds in about nine of ten figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean
from typing import Literal

from frameworks.groups.shifts import FLIPPED

WIDE = 1.65
"""So many standard errors are a margin."""
STEPS = ((25, 0.1), (12, 0.25), (5, 0.5), (4, 0.75), (3, 1.0))
"""From so many people on a mean is in steps of so many points. Times each other they are 2.5 points
or more: so much of a changed answer the steps hide."""
HIDDEN = 2.5
SHARE_STEPS = ((12, 0.1), (0, 0.2))
"""The same of a share, where one tick can change it by 1 / n at most."""
EDGE = 0.5
"""So far from an end of the scale stands for *or beyond*: nobody knows that all chose the end."""
PERHAPS, SURELY = 1.5, 2.25
"""From so many standard errors on two figures perhaps differ, and differ. Less than a margin is
enough for *perhaps*; as several are compared at a time, more is asked for the other."""
Side = Literal[-1, 0, 1]
Word = Literal["differs", "perhaps", "alike"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure as it is shown.

    value: a mean on the scale, or a share from 0 to 1
    margin: how far the true one is from it at most, in nine of ten; 0 where it is exact
    n: how many people it is of
    beyond: -1 when it stands for itself and all below, 1 for all above
    """

    value: float
    margin: float
    n: int
    beyond: Side = 0

    def band(self, least: float, most: float) -> tuple[float, float]:
        """Between which the true one probably lies, on a scale with these ends."""
        low = least if self.beyond < 0 else max(least, self.value - self.margin)
        high = most if self.beyond > 0 else min(most, self.value + self.margin)
        return round(low, 2), round(high, 2)

    @property
    def variance(self) -> float:
        """Of its error."""
        return (self.margin / WIDE) ** 2


@dataclass(frozen=True, slots=True)
class Difference:
    """How far one figure is above another, and how sure that is."""

    value: float
    margin: float

    @property
    def word(self) -> Word:
        """What it may be called; two exact figures differ when they are not the same."""
        error = self.margin / WIDE
        if self.value and abs(self.value) >= SURELY * error:
            return "differs"
        return "perhaps" if self.value and abs(self.value) >= PERHAPS * error else "alike"


def step(n: int) -> float:
    """In which steps a mean of so many is shown. Raises ValueError for fewer than three."""
    for least, size in STEPS:
        if n >= least:
            return size
    raise ValueError(f"a mean of {n} is not shown: {STEPS[-1][0]} or more are needed")


def margin(n: int) -> float:
    """Of a mean of so many: of their shifts, and of the step."""
    return round(WIDE * sqrt(1 / n + step(n) ** 2 / 12), 2)


def mean_of(shifted: Sequence[float], least: float, most: float) -> Estimate:
    """The figure of scores with their shifts, on a scale with these ends."""
    n, size = len(shifted), step(len(shifted))
    value = _in_steps(fmean(shifted), size)
    low, high = least + EDGE, most - EDGE
    beyond: Side = -1 if value <= low else 1 if value >= high else 0
    return Estimate(min(high, max(low, value)), margin(n), n, beyond)


def share_of(ticked: int, n: int) -> Estimate:
    """The share that ticked something, of so many people of whom some ticks were flipped."""
    size = next(size for least, size in SHARE_STEPS if n >= least)
    straight = 1 - 2 * FLIPPED
    value = _in_steps((ticked / n - FLIPPED) / straight, size)
    error = sqrt(FLIPPED * (1 - FLIPPED) / straight**2 / n + size**2 / 12)
    return Estimate(min(1.0, max(0.0, value)), round(WIDE * error, 2), n)


def difference(one: Estimate, other: Estimate, shared: int = 0) -> Difference:
    """How far one is above the other. `shared`: so many people are in both, whose shifts are the
    same in both and partly cancel out."""
    error = one.variance + other.variance - 2 * shared / (one.n * other.n)
    value = round(one.value - other.value, 2)
    return Difference(value, round(WIDE * sqrt(max(0.0, error)), 2))


def _in_steps(value: float, size: float) -> float:
    """Half to even: so what goes up and what goes down are as much."""
    return round(round(value / size) * size, 2)
