"""A report as one table: each row says of which section and subject it is.

UTF-8 with a mark at its begin, and semicolons: so that a Dutch Excel opens it rightly.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from bot.reports.branding import Style
from bot.reports.renderers.grid import rows
from bot.reports.renderers.labels import words
from bot.reports.report import Report
from dialogues.results.cells import Cell
from frameworks.definition.languages import written

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How text begins that a spreadsheet would work out."""


def render(report: Report, style: Style) -> bytes:
    """All sections below each other."""
    say = words(report)
    made: list[list[Cell]] = [
        [section.title or report.title, row.about, *row.cells]
        for section in report.sections
        for row in rows(report, section)
    ]
    widest = max((len(row) for row in made), default=3)
    header: list[Cell] = [say["part"], say["about"]]
    header += [f"{say['text']} {number}" for number in range(1, widest - 1)]
    return table([header, *made], report.language)


def table(lines: Sequence[Sequence[Cell]], language: str) -> bytes:
    """Every row has as many cells; an apostrophe keeps what looks like a formula text."""
    file, widest = StringIO(), max(map(len, lines), default=0)
    out = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
    for row in lines:
        cells = [*row, *[""] * (widest - len(row))]
        out.writerow([_safe(cell, language) for cell in cells])
    return file.getvalue().encode("utf-8-sig")


def as_text(cell: str) -> str:
    """A cell that no spreadsheet works out."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _safe(cell: Cell, language: str) -> str:
    if isinstance(cell, str):
        return as_text(cell)
    return written(f"{cell:.12g}", language)
