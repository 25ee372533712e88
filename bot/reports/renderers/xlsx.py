"""A report as a workbook: a sheet for each section. Text is text, never a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from bot.reports.branding import Style
from bot.reports.renderers.grid import rows
from bot.reports.renderers.labels import words
from bot.reports.report import Report, Section
from dialogues.parsing.text import one_line
from dialogues.results.cells import Cell

Line = Sequence[tuple[Cell, Any]]
MAX_CELL_CHARS, MAX_SHEET_NAME_CHARS = 32_767, 31
"""The most that a cell and the name of a sheet may hold."""
THIN, BROAD, LINE, TALL = 10, 64, 15, 400
"""Columns in letters, at least and at most; rows in points, one line and at most."""


def render(report: Report, style: Style) -> bytes:
    """The first sheet says what it is; sections without a title stand there too."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"title": report.title[:255], "author": style.name[:255]})
    sheets = _Sheets(book, report, style.ink)
    sheets.first(style)
    for section in report.sections:
        if section.title:
            sheets.add(section)
    book.close()
    return file.getvalue()


class _Sheets:
    """The sheets of a book, with the looks that they share."""

    def __init__(self, book: Any, report: Report, ink: str) -> None:
        wrapped = {"text_wrap": True, "valign": "top"}
        self.book, self.report, self.names = book, report, {"history", ""}
        self.plain = book.add_format(wrapped)
        self.bold = book.add_format({**wrapped, "bold": True})
        self.title = book.add_format({"bold": True, "font_size": 16, "font_color": ink})
        self.head = book.add_format(
            {**wrapped, "bold": True, "bottom": 2, "bottom_color": ink, "bg_color": "#F3F5F7"}
        )
        self.number = book.add_format({**wrapped, "num_format": "0.0#"})

    def first(self, style: Style) -> None:
        report = self.report
        about = [line for line in (report.subtitle, style.name, report.made) if line]
        lines: list[Line] = [[(line, self.plain)] for line in about]
        for section in report.sections:
            if not section.title:
                lines += [[], *self._lines(section)]
        self._fill(words(report)["report"], report.title, lines)

    def add(self, section: Section) -> None:
        self._fill(section.title, section.title, [[], *self._lines(section)])

    def _lines(self, section: Section) -> Iterator[Line]:
        """Each cell with its look; a table stands below its caption."""
        for row in rows(self.report, section):
            if row.head:
                yield from ([], [(row.about, self.bold)]) if row.about else ([],)
            look = self.head if row.head else self.plain
            line = [(cell, self.number if isinstance(cell, float) else look) for cell in row.cells]
            yield line if row.table or not row.about else [(row.about, self.bold), *line]

    def _fill(self, name: str, title: str, lines: Sequence[Line]) -> None:
        sheet = self._sheet(name)
        count = max(map(len, lines), default=0)
        widths = [_width([line[n][0] for line in lines if len(line) > n]) for n in range(count)]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        self._put(sheet, 0, 0, title, self.title)
        place = 1
        for line in lines:
            sized = zip(line, widths, strict=False)
            height = max((_height(cell, width) for (cell, _), width in sized), default=1)
            sheet.set_row(place, min(height * LINE, TALL))
            taken = [self._put(sheet, place, n, cell, look) for n, (cell, look) in enumerate(line)]
            place += max(taken, default=1)

    def _sheet(self, title: str) -> Any:
        """A sheet with a name that Excel takes and no other has."""
        plain = re.sub(r"[\[\]:*?/\\]", " ", one_line(title)).strip(" '")
        name, number = _short(plain, MAX_SHEET_NAME_CHARS), 1
        while name.casefold() in self.names:
            number += 1
            name = f"{_short(plain, MAX_SHEET_NAME_CHARS - len(str(number)) - 1)} {number}".strip()
        self.names.add(name.casefold())
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _put(self, sheet: Any, row: int, column: int, cell: Cell, look: Any) -> int:
        """Returns how many rows it took: text that is too long for a cell goes on below."""
        if not isinstance(cell, str):
            sheet.write_number(row, column, cell, look)
            return 1
        pieces = _pieces(cell)
        for below, piece in enumerate(pieces):
            sheet.write_string(row + below, column, piece, look)
        return len(pieces)


def _width(cells: list[Cell]) -> int:
    """Of a column, in letters; numbers are short."""
    longest = max(len(cell) if isinstance(cell, str) else 0 for cell in cells)
    return min(max(THIN, longest + 2), BROAD)


def _height(cell: Cell, width: int) -> int:
    """How many lines it takes, about."""
    return sum(1 + len(line) // width for line in str(cell).split("\n"))


def _units(text: str) -> int:
    """How long Excel counts it."""
    return len(text.encode("utf-16-le")) // 2


def _short(text: str, most: int) -> str:
    text = text[:most]
    while _units(text) > most:
        text = text[:-1]
    return text.strip(" '")


def _pieces(text: str) -> list[str]:
    if _units(text) <= MAX_CELL_CHARS:
        return [text]
    half = len(text) // 2
    return [*_pieces(text[:half]), *_pieces(text[half:])]
