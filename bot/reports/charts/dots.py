"""An axis for each item, and on it a mark for each series."""

from __future__ import annotations

from typing import Any

from bot.reports.charts.legend import legend
from bot.reports.charts.text import GAP, LABEL, SMALL, WIDTH, Column
from dialogues.messages.pictures import Mark, Scores

INSET, STOREY, APART = 12, 20, 21
"""From an edge to the end of an axis; from one level of marks to the next; from mark to mark."""

Placed = tuple[int, float, float, float, float]
"""The number of its series, where it is, the ends of its band, and its level."""


def layout(shows: Scores, column: Column) -> dict[str, Any]:
    """The values of the template: what each shape stands for, and an axis below each title."""
    keys = legend(shows, column)
    least, most = shows.points[0], shows.points[-1]
    unit = (WIDTH - 2 * INSET) / ((most - least) or 1)

    def place(value: float) -> float:
        return INSET + (value - least) * unit

    marks, axes = [], []
    ticks = [(point, place(point)) for point in shows.points]
    for number, (title, word) in enumerate(shows.heads):
        column.y += GAP
        column.set(title, LABEL, bold=True)
        placed = _placed([one.marks[number] for one in shows.series], place)
        if placed:
            top = column.y + 6
            base = top + STOREY * (max(level for *_, level in placed) + 1)
            marks += [(*where, base - STOREY * (level + 0.5)) for *where, level in placed]
            axes.append((top, base + 4))
            column.y = base + 27
        column.set(word, SMALL, "soft")
    return {
        "keys": keys,
        "ticks": ticks,
        "axes": axes,
        "marks": marks,
        "height": column.y,
    }


def _placed(marks: list[Mark], place: Any) -> list[Placed]:
    """Marks in the order of their series, each as low as it can be without touching another."""
    placed: list[Placed] = []
    for number, mark in enumerate(marks):
        if mark.at is None:
            continue
        x, low, high = (place(at) for at in (mark.at, *(mark.span or (mark.at, mark.at))))
        near = {lvl for *_, a, b, lvl in placed if a - APART < high and low < b + APART}
        level = next(level for level in range(len(marks)) if level not in near)
        placed.append((number, x, low, high, level))
    return placed
