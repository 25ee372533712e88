"""Bars around a line down the middle: who is low stands left of it, who is high to the right."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.reports.charts.text import GAP, LABEL, SMALL, WIDTH, Column
from dialogues.messages.pictures import Bar, Bars

HIGH, SWATCH = 28, 20
"""How high a bar is, and an example of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar, in pixels.

    x: of its left
    y: of its top
    width: to the right
    high: down
    level: from -1, the lowest point, to 1, the highest; None is soft
    text: what stands in it
    """

    x: float
    y: float
    width: float
    high: float
    level: float | None = None
    text: str = ""


def layout(shows: Bars, column: Column) -> dict[str, Any]:
    """The values of the template: an example of each point, and then a bar below each title."""
    points = [point for point, _ in shows.points]
    levels = _levels(points)
    names = dict(zip(points, shows.names, strict=True))
    pieces = list(_scale(shows, levels, column))
    shares = [_shares(bar, points) for bar in shows.bars]
    reach = [_reach(one, levels) for one in shares if one] or [(0.5, 0.5)]
    left, right = (max(side) for side in zip(*reach, strict=True))
    unit, middle = WIDTH / (left + right), WIDTH * left / (left + right)
    axes = []
    for bar, share in zip(shows.bars, shares, strict=True):
        column.y += GAP
        column.set(bar.title, LABEL, bold=True)
        if share:
            column.y += 8
            start = middle - _reach(share, levels)[0] * unit
            ends = "–".join(names[end] for end in bar.span or ())
            pieces += _bar(bar, ends, share, levels, column, start, unit)
            axes.append(column.y)
            column.y += HIGH + 6
        column.set(bar.word, SMALL, "soft")
    return {
        "pieces": pieces,
        "axes": axes,
        "high": HIGH,
        "middle": min(max(middle, 1.5), WIDTH - 1.5),
        "height": column.y,
        "levels": [level for level in levels if level < 0],
    }


def _levels(points: Sequence[float]) -> list[float]:
    """A score between two points is halfway between their levels."""
    whole = [point for point in points if not isinstance(point, float)]
    ranks = [bisect(whole, at) - (0.5 if isinstance(at, float) else 1) for at in points]
    return [2 * rank / max(1, len(whole) - 1) - 1 for rank in ranks]


def _scale(shows: Bars, levels: list[float], column: Column) -> Iterator[Piece]:
    keys = column.beside(SWATCH * 2 + 10, WIDTH - SWATCH * 2 - 10)
    for key, level in zip(shows.keys, levels, strict=True):
        middle = keys.set(key, SMALL)
        yield Piece(0, middle - SWATCH / 2, SWATCH * 2, SWATCH, level)
        keys.y += 5
    column.y = keys.y


def _shares(bar: Bar, points: Sequence[float]) -> list[float]:
    """Which part of the bar each point has; of a span all that lie in it as much."""
    if bar.span:
        inside = [float(bar.span[0] <= point <= bar.span[1]) for point in points]
        return [one / sum(inside) for one in inside]
    total = sum(bar.counts)
    return [count / total for count in bar.counts] if total else []


def _reach(shares: Sequence[float], levels: Sequence[float]) -> tuple[float, float]:
    """How far a bar goes to the left and to the right; a point in the middle goes half to each."""
    both = list(zip(shares, levels, strict=True))
    half = sum(share for share, level in both if not level) / 2
    low, high = (sum(s for s, level in both if level * way > 0) for way in (-1, 1))
    return low + half, high + half


def _bar(
    bar: Bar,
    ends: str,
    shares: list[float],
    levels: list[float],
    column: Column,
    x: float,
    unit: float,
) -> Iterator[Piece]:
    if bar.span:
        yield Piece(x, column.y, unit, HIGH, text=ends)
        return
    for count, share, level in zip(bar.counts, shares, levels, strict=True):
        wide = share * unit
        if count:
            text = str(count) if column.wide(str(count)) + 5 <= wide else ""
            yield Piece(x, column.y, wide, HIGH, level, text)
        x += wide
