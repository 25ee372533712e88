"""A table that was pasted or uploaded: from bytes to text, and from text to rows. Pure.

Spreadsheets put tabs between cells that are copied, and semicolons or commas in a CSV file.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import NamedTuple

BETWEEN = ("\t", ";", "|", ",")
"""What may stand between cells; what comes first is preferred."""
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")
"""How a workbook begins, an old one, and documents."""
QUOTE = '"'


class TableRow(NamedTuple):
    """A row with something in it; `line` is the first of its lines, from 1."""

    line: int
    cells: tuple[str, ...]


def decoded(raw: bytes) -> str | None:
    """The text of a file, in whichever of the usual codings; None for what is no text."""
    if raw.startswith(NO_TEXT):
        return None
    coding = next((name for mark, name in MARKS.items() if raw.startswith(mark)), "")
    try:
        return raw.decode(coding or _guessed(raw))
    except UnicodeDecodeError:
        return None if coding or b"\0" in raw else raw.decode("cp1252", "replace")


def _guessed(raw: bytes) -> str:
    """Of every other byte nothing, in a text of ours, is UTF-16 without its mark."""
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if raw[start::2].count(0) * 2 > len(raw) // 2:
            return name
    return "utf-8"


def rows(text: str) -> list[TableRow]:
    """The rows of a table, with what most likely stands between its cells."""
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    skipped = 0
    if lines and lines[0].casefold().startswith("sep=") and len(lines[0].strip()) == 5:
        skipped = 1  # Excel says so itself
    body = "".join(lines[skipped:])
    ways = [list(_split(body, between, skipped)) for between in BETWEEN]
    return max(ways, key=_regular)


def _split(text: str, between: str, skipped: int) -> Iterator[TableRow]:
    """Where a quote was never closed, quotes are letters: it would swallow what follows."""
    file, quote = StringIO(text, newline=""), None if text.count(QUOTE) % 2 else QUOTE
    reader = csv.reader(
        file, delimiter=between, quotechar=quote, quoting=csv.QUOTE_NONE if quote is None else 0
    )
    before = skipped
    for found in reader:
        cells = tuple(" ".join(cell.split()) for cell in found)
        if any(cells):
            yield TableRow(before + 1, cells)
        before = skipped + reader.line_num


def _regular(found: list[TableRow]) -> int:
    """How many rows have as many cells as most have, if that is more than one."""
    widths = Counter(len(row.cells) for row in found)
    width, count = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
    return count if width > 1 else 0
