"""A beam that tips to the side with more, with both sides' options below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.reports.charts.text import LABEL, SMALL, WIDTH, Column
from dialogues.messages.pictures import Balance, Side

COLUMNS = 20
"""What lies between the sides."""
STEEP, STEEPEST = 3, 10
"""How many degrees it tips for each option that one side has more, and at most."""


def layout(shows: Balance, column: Column) -> dict[str, Any]:
    """The values of the template: the beam, how many each side has, and a mark for each option."""
    left, right = shows.sides
    more = (len(right.options) - len(left.options)) * STEEP
    tip = max(-STEEPEST, min(STEEPEST, more))
    top = column.y + 64 + abs(tip)
    wide = (WIDTH - COLUMNS) / 2
    column.y = top + 74
    columns = [column.beside(x, wide) for x in (0.0, wide + COLUMNS)]
    marks = [mark for c, s in zip(columns, shows.sides, strict=True) for mark in _side(c, s)]
    return {
        "top": top,
        "tip": tip,
        "counts": [len(side.options) for side in shows.sides],
        "marks": marks,
        "height": max(one.y for one in columns),
    }


def _side(column: Column, side: Side) -> Iterator[tuple[float, float, bool]]:
    """Set a side; yields the mark of each option: its place, and whether it stands right."""
    column.set(side.label, LABEL, bold=True)
    x, right = column.x, column.x > 0
    column.x, column.width = x + 18, column.width - 18
    for option in side.options:
        column.y += 8
        yield x + 6, column.set(option, SMALL), right
