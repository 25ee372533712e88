"""Stations below each other, so that long names have room, also on a phone."""

from __future__ import annotations

from typing import Any

from bot.reports.charts.text import GAP, LABEL, SMALL, WIDTH, Column
from dialogues.messages.pictures import MetroLine

FACE = 16
"""Half the width of what a station takes up."""


def layout(shows: MetroLine, column: Column) -> dict[str, Any]:
    """The values of the template: where each stop is, with its state."""
    column.x, column.width = 2 * FACE + 14, WIDTH - 2 * FACE - 14
    column.y += 4
    stops = []
    for station in shows.stations:
        middle = column.set(station.title, LABEL, bold=True)
        stops.append((middle, station.state))
        column.set(station.word, SMALL, "soft")
        column.y += GAP
    height = max(column.y - GAP, stops[-1][0] + FACE)
    return {"stops": stops, "height": height, "face": FACE}
