"""How wide the columns of a table are, and which hold numbers: the same on every kind of paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reports.renderers.labels import shown
from bot.reports.report import TableBlock
from dialogues.results.cells import NONE, Cell

SHORT, NARROW, BROAD = 14, 12, 60


@dataclass(frozen=True, slots=True)
class Columns:
    """A table, laid out.

    header: cells as text
    rows: cells as text, as many in each
    numbers: places of the columns that hold numbers
    widths: in letters; 0 when it fits in a few
    """

    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    widths: list[int]

    def share(self, whole: float, letter: float) -> list[float]:
        """Widths that together take the whole; `letter` is how wide one is, about."""
        short = [
            0 if width else max(len(row[place]) for row in [self.header, *self.rows]) * letter + 5
            for place, width in enumerate(self.widths)
        ]
        unit = max(whole - sum(short), 0) / (sum(self.widths) or 1)
        return [few or width * unit for few, width in zip(short, self.widths, strict=True)]


def columns(table: TableBlock, language: str) -> Columns:
    """Short columns are as wide as they are, others share the rest; every row has them all."""
    count = max([len(table.header), *map(len, table.rows)])

    def whole(cells: list[str]) -> list[str]:
        return cells + [""] * (count - len(cells))

    header = whole([shown(cell, language) for cell in table.header])
    rows = [whole([shown(cell, language) for cell in row]) for row in table.rows]
    longest = [max(len(row[place]) for row in [header, *rows]) for place in range(count)]
    widths = [0 if most <= SHORT else min(max(most, NARROW), BROAD) for most in longest]
    if not any(widths):
        widths[:1] = [NARROW][:count]
    numbers = [
        place
        for place in range(count)
        if any(_is_number(row, place) for row in table.rows)
        and all(
            _is_number(row, place) or list(row[place : place + 1]) == [NONE] for row in table.rows
        )
    ]
    return Columns(header, rows, numbers, widths)


def _is_number(row: Sequence[Cell], place: int) -> bool:
    return len(row) > place and not isinstance(row[place], str)
