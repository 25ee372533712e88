"""An axis for each item: an open mark where it was, a filled one where it is, and an arrow from the
one to the other where it surely moved."""

from __future__ import annotations

from typing import Any

from bot.reports.charts.dots import INSET, STOREY
from bot.reports.charts.text import GAP, LABEL, SMALL, WIDTH, Column
from dialogues.messages.pictures import Arrows

Drawn = tuple[float, float, float, bool]
"""Where it was, where it is, how far down, and whether it surely moved."""


def layout(shows: Arrows, column: Column) -> dict[str, Any]:
    """The values of the template: the axes, and what moved on them."""
    column.set(shows.note, SMALL, "soft")
    least, most = shows.points[0], shows.points[-1]
    unit = (WIDTH - 2 * INSET) / ((most - least) or 1)

    def place(value: float) -> float:
        return INSET + (value - least) * unit

    axes, moves = [], []
    for one in shows.moves:
        column.y += GAP
        column.set(one.title, LABEL, bold=True)
        if one.before is not None and one.now is not None:
            top, base = column.y + 6, column.y + 6 + STOREY
            axes.append((top, base + 4))
            moves.append((place(one.before), place(one.now), base - STOREY / 2, one.clear))
            column.y = base + 27
        column.set(one.word, SMALL, "soft")
    return {
        "ticks": [(point, place(point)) for point in shows.points],
        "axes": axes,
        "moves": moves,
        "height": column.y,
    }
