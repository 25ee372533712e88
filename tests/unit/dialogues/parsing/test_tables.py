"""A table that was pasted or uploaded, in whichever form."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.parsing.tables import BETWEEN, decoded, rows

WORDS = "Renée Müller; Súdwest-Fryslân"


@pytest.mark.parametrize(
    "coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"]
)
def test_a_text_is_read_in_each_coding(coding: str) -> None:
    """With its mark or without, also what an old Windows wrote."""
    assert decoded(WORDS.encode(coding)) == WORDS


@pytest.mark.parametrize(
    "raw", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest", b"%PDF-1.7", b"\x89P\xff\0"]
)
def test_what_is_no_text_is_none(raw: bytes) -> None:
    """A workbook, an old one, a PDF, a picture."""
    assert decoded(raw) is None


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_none(raw: bytes) -> None:
    """Nothing breaks."""
    text = decoded(raw)
    assert text is None or isinstance(rows(text), list)


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_stands_between_cells_is_guessed(between: str, end: str) -> None:
    """Lines keep their numbers; an empty one is no row."""
    lines = ["naam|mail|plaats", "", "Jan|jan@a.nl|Ede", "An||Oss"]
    text = end.join(line.replace("|", between) for line in lines)
    assert [(row.line, row.cells) for row in rows(text)] == [
        (1, ("naam", "mail", "plaats")), (3, ("Jan", "jan@a.nl", "Ede")), (4, ("An", "", "Oss")),
    ]  # fmt: skip


def test_a_comma_in_a_quoted_cell_is_no_border() -> None:
    """Nor is a line break in it; what follows has its own number."""
    found = rows('naam,plaats\n"Vries, de\nAnna",Ede\nJan,Oss\n')
    assert [(row.line, row.cells) for row in found] == [
        (1, ("naam", "plaats")), (2, ("Vries, de Anna", "Ede")), (4, ("Jan", "Oss")),
    ]  # fmt: skip


def test_a_quote_that_is_never_closed_swallows_nothing() -> None:
    """All lines are there."""
    assert len(rows('"Jan;Ede\nAn;Oss\nBea;Epe')) == 3


def test_excel_may_say_what_stands_between() -> None:
    """That line is no row, and is counted."""
    assert [(row.line, row.cells) for row in rows("sep=;\na;b\n")] == [(2, ("a", "b"))]


@given(st.lists(st.lists(st.text("ab \"'é\n", max_size=6), min_size=2, max_size=4), max_size=5))
def test_what_a_spreadsheet_writes_loses_no_row(table: list[list[str]]) -> None:
    """Every row with something in it comes back, whatever is in its cells."""
    file = StringIO()
    width = max(map(len, table), default=0)
    written = [[*row, *["x"] * (width - len(row))] for row in table]
    csv.writer(file, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(written)
    blank = [row for row in written if not any(cell.split() for cell in row)]
    assert len(rows(file.getvalue())) == len(written) - len(blank)
