"""The cells of a spreadsheet (.xlsx), as text. Pure but for the file itself.

Source: ECMA-376 part 1, *SpreadsheetML*: sheets, shared strings, inline strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from frameworks.definition.errors import SamenspraakError

MAX_BYTES = 50_000_000
"""Of one part, unpacked: a questionnaire has far less."""
MAX_COLUMNS = 256
NAMESPACE = re.compile(r"\{[^}]*\}")
Rows = list[list[str]]


class WorkbookError(SamenspraakError):
    """The file cannot be read; the message says why and what to do."""


def read_workbook(path: Path) -> dict[str, Rows]:
    """`rows[sheet name]`, in their order; row 1 of a sheet is the first. Raises WorkbookError."""
    try:
        with ZipFile(path) as archive:
            return dict(_sheets(archive))
    except OSError as error:
        raise WorkbookError(f"{path} cannot be read: {error.strerror}") from None
    except (BadZipFile, KeyError, ElementTree.ParseError, ValueError, IndexError):
        raise WorkbookError(f"{path} is no spreadsheet: save it as .xlsx") from None


def _sheets(archive: ZipFile) -> Iterator[tuple[str, Rows]]:
    shared = []
    if "xl/sharedStrings.xml" in archive.namelist():
        shared = [_words(one) for one in _part(archive, "xl/sharedStrings.xml") if _is(one, "si")]
    links = {one.get("Id"): one.get("Target", "")
             for one in _part(archive, "xl/_rels/workbook.xml.rels")}  # fmt: skip
    for sheet in _part(archive, "xl/workbook.xml").iter():
        if _is(sheet, "sheet"):
            link = next(value for key, value in sheet.items() if key.endswith("}id"))
            target = links[link].removeprefix("/").removeprefix("xl/")
            yield sheet.get("name", ""), _rows(_part(archive, f"xl/{target}"), shared)


def _part(archive: ZipFile, name: str) -> ElementTree.Element:
    """Without entities of its own: those could make much of little."""
    if archive.getinfo(name).file_size > MAX_BYTES:
        raise ValueError("too big")
    raw = archive.read(name)
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise ValueError("it declares entities")
    return ElementTree.fromstring(raw)


def _rows(sheet: ElementTree.Element, shared: list[str]) -> Rows:
    rows: Rows = []
    for row in (one for one in sheet.iter() if _is(one, "row")):
        number = int(row.get("r", len(rows) + 1))
        if number - len(rows) > MAX_BYTES // 1000:
            raise ValueError("too long")
        rows += [[] for _ in range(number - len(rows))]
        for cell in row:
            column = _column(cell.get("r", ""))
            place = len(rows[-1]) if column is None else column
            if place < MAX_COLUMNS:
                rows[-1] += [""] * (place + 1 - len(rows[-1]))
                rows[-1][place] = _value(cell, shared)
    return rows


def _value(cell: ElementTree.Element, shared: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _words(cell)
    value = next((one.text or "" for one in cell if _is(one, "v")), "")
    if kind == "s":
        return shared[int(value)]
    if kind == "b":
        return "true" if value == "1" else "false"
    return value.removesuffix(".0").strip()


def _words(part: ElementTree.Element) -> str:
    """Of all its runs; how a word is to be spoken is no part of it."""
    spoken = {id(one) for ph in part.iter() if _is(ph, "rPh") for one in ph.iter()}
    runs = (one.text or "" for one in part.iter() if _is(one, "t") and id(one) not in spoken)
    return "".join(runs).replace("\r\n", "\n").strip()


def _is(part: ElementTree.Element, name: str) -> bool:
    return NAMESPACE.sub("", part.tag) == name


def _column(place: str) -> int | None:
    """From 0, of a place such as `C7`."""
    letters = re.match(r"[A-Z]+", place)
    if letters is None:
        return None
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
