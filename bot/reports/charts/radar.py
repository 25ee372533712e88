"""Scores as rings around a middle, with their items around them."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

from bot.reports.charts.around import MIDDLE, Label, around, directions, fit
from bot.reports.charts.legend import legend
from bot.reports.charts.text import GAP, SMALL, WIDTH, Column
from dialogues.messages.pictures import Scores, Series

KEY, INDENT = 60, 30
"""The width of an example of a line, and of a number before its item."""
RADII, LARGE = (104, 92, 78), 128
"""The radius with items around it, the first that leaves them room, and with their numbers."""
HOLE = 0.2
"""How far from the middle the lowest point is, as a part of the radius."""
Spot = tuple[float, float]


def layout(shows: Scores, column: Column) -> dict[str, Any]:
    """The values of the template.

    Items stand around it where they fit; else their numbers do, with the items in a list.
    """
    keys = legend(shows, column, KEY)
    titles = [title for title, _ in shows.heads]
    fitting = (one for one in RADII if fit(around(titles, one, column)))
    radius = next(fitting, LARGE)
    listed = radius == LARGE
    labels = around([str(n + 1) for n in range(len(titles))] if listed else titles, radius, column)
    centre = column.y + GAP - min(-radius, *(label.top for label in labels))
    _set_around(labels, centre, listed, column)
    column.y = centre + max(radius, *(label.bottom for label in labels))
    if listed:
        column.y += GAP
        _set_list(titles, column)
    spots = _Spots(shows, radius, centre)
    drawn = [(n, *spots.drawn(one)) for n, one in zip(_looks(shows), shows.series, strict=True)]
    return {
        "keys": list(zip(_looks(shows), keys, strict=True)), "drawn": drawn,
        "rings": [spots.reach(point) for point in shows.points], "numbers": spots.numbers(shows),
        "centre": centre, "middle": MIDDLE, "spokes": spots.outer, "height": column.y,
    }  # fmt: skip


def _looks(shows: Scores) -> range:
    """The last series is as it is now: it has the first look, and is filled."""
    return range(len(shows.series) - 1, -1, -1)


def _set_around(labels: list[Label], centre: float, bold: bool, column: Column) -> None:
    for label in labels:
        words = column.beside(label.x, WIDTH)
        words.y = centre + label.top
        for row in label.rows:
            words.set(row, SMALL, bold=bold, anchor=label.anchor)


def _set_list(titles: list[str], column: Column) -> None:
    for number, title in enumerate(titles, 1):
        words = column.beside(INDENT, WIDTH - INDENT)
        column.set(str(number), SMALL, bold=True)
        words.set(title, SMALL)
        column.y = words.y + 5


class _Spots:
    """Where scores are on their spokes."""

    def __init__(self, shows: Scores, radius: float, centre: float) -> None:
        self._least, self._most = shows.points[0], shows.points[-1]
        self._radius, self._centre = radius, centre
        self._ways = directions(len(shows.heads))
        self.outer = [self._spot(number, self._most) for number in range(len(self._ways))]

    def reach(self, value: float) -> float:
        part = (value - self._least) / ((self._most - self._least) or 1)
        return self._radius * (HOLE + (1 - HOLE) * part)

    def _spot(self, number: int, value: float) -> Spot:
        dx, dy = self._ways[number]
        return MIDDLE + dx * self.reach(value), self._centre + dy * self.reach(value)

    def numbers(self, shows: Scores) -> list[tuple[int, float, float]]:
        """Points of the scale, left of the first spoke; where there is little room its ends."""
        turn = -pi / 2 - pi / len(self._ways)
        dx, dy = cos(turn), sin(turn)
        roomy = self.reach(shows.points[1]) - self.reach(shows.points[0]) > SMALL
        shown = shows.points if roomy else (shows.points[0], shows.points[-1])
        return [
            (point, MIDDLE + dx * self.reach(point), self._centre + dy * self.reach(point))
            for point in shown
        ]

    def drawn(self, one: Series) -> tuple[str, bool, list[Spot]]:
        """Its ring, whether that is closed, and its marks."""
        places = [
            None if mark.at is None else self._spot(number, mark.at)
            for number, mark in enumerate(one.marks)
        ]
        marks = [place for place in places if place is not None]
        closed = len(marks) == len(places)
        ring = "M" + " L".join(f"{x:g},{y:g}" for x, y in marks) + " z" if closed else " ".join(
            f"M{a[0]:g},{a[1]:g} L{b[0]:g},{b[1]:g}"
            for a, b in zip(places, [*places[1:], places[0]], strict=True) if a and b
        )  # fmt: skip
        return ring, closed, marks
