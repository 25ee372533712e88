"""Labels around a ring: where each stands, and whether they all can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, pi, sin

from bot.reports.charts.text import LEADING, SMALL, WIDTH, Anchor, Column
from bot.reports.charts.wrap import wrap

MIDDLE, OUT, MAX_ROWS = WIDTH / 2, 10, 3
"""Where the ring's middle is, how far outside it labels stand, and how many rows they have."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label beside the ring, in pixels.

    text: all of it
    x: where it is, by `anchor`
    top: how far from the middle of the ring
    rows: the text as it is broken
    anchor: which end of a row is at `x`
    wide: the widest row
    """

    text: str
    x: float
    top: float
    rows: tuple[str, ...]
    anchor: Anchor
    wide: float

    @property
    def bottom(self) -> float:
        """How far its last row ends from the middle of the ring, in pixels."""
        return self.top + len(self.rows) * SMALL * LEADING

    @property
    def left(self) -> float:
        """Where its widest row begins, in pixels."""
        return self.x - {"start": 0.0, "middle": self.wide / 2, "end": self.wide}[self.anchor]


def directions(count: int) -> list[tuple[float, float]]:
    """(dx, dy) of length 1 to each item, clockwise from the top; y goes down."""
    turns = (2 * pi * number / count - pi / 2 for number in range(count))
    return [(round(cos(turn), 6), round(sin(turn), 6)) for turn in turns]


def around(texts: Sequence[str], radius: float, column: Column) -> list[Label]:
    """A label for each text, on its side of the ring."""

    def labels() -> Iterator[Label]:
        for text, (dx, dy) in zip(texts, directions(len(texts)), strict=True):
            anchor: Anchor = "middle" if abs(dx) < 0.2 else "start" if dx > 0 else "end"
            x = MIDDLE + dx * (radius + OUT)
            room = 2 * min(x, WIDTH - x) if anchor == "middle" else WIDTH - x if dx > 0 else x
            rows = tuple(wrap(text, SMALL * column.font.plain, room))
            high = len(rows) * SMALL * LEADING
            top = dy * (radius + OUT) + dy * high / 2 - high / 2
            yield Label(text, x, top, rows, anchor, max(map(column.wide, rows)))

    return list(labels())


def fit(labels: Sequence[Label]) -> bool:
    """Whether none is long or has a word cut, and none touches another."""
    short = all(len(one.rows) <= MAX_ROWS and " ".join(one.rows) == one.text for one in labels)
    return short and not any(
        one.top < other.bottom
        and other.top < one.bottom
        and one.left < other.left + other.wide + 6
        and other.left < one.left + one.wide + 6
        for one, other in combinations(labels, 2)
    )
