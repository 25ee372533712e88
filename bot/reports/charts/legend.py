"""Which series is which: its shape, its name, and what more is said of it."""

from __future__ import annotations

from bot.reports.charts.text import GAP, SMALL, WIDTH, Column
from dialogues.messages.pictures import Scores

INDENT = 26


def legend(shows: Scores, column: Column, indent: float = INDENT) -> list[float]:
    """Set the note and the series below each other; returns how far down each is, in pixels."""
    column.set(shows.note, SMALL, "soft")
    column.y += GAP / 2
    keys = column.beside(indent, WIDTH - indent)
    middles = []
    for one in shows.series:
        middles.append(keys.set(f"{one.name}: {one.word}" if one.word else one.name, SMALL))
        keys.y += 5
    column.y = keys.y
    return middles
