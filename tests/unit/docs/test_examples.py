"""The examples in docs/examples are what is made now; `--update` makes them anew."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from bot.reports.formats import render_report
from dialogues.definition.content import Content
from tests.examples.__main__ import FOLDER, main
from tests.examples.make import EXAMPLES, Example, page
from tests.support.content import loaded
from tests.support.reports import docx_words, pdf_words

TOLERANCE = 0.02
"""The part of the light by which a picture may differ: another version draws edges otherwise."""
BIGGEST = 40 * 1024


@pytest.fixture(scope="module")
def ours() -> Content:
    """Without the small dialogues of the tests."""
    return loaded()


@pytest.fixture(scope="module", autouse=True)
def anew(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        main()


def words(path: str, body: bytes) -> str:
    """What is to be read in a file."""
    if path.endswith(".pdf"):
        return pdf_words(body)
    if path.endswith(".docx"):
        return docx_words(body)
    return "" if path.endswith(".xlsx") else body.decode()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.name)
def test_an_example_is_current(ours: Content, example: Example) -> None:
    """The same words in every format, and nearly the same picture."""
    report = example.make(ours)
    for format in example.formats:
        file = FOLDER / f"{example.name}.{format}"
        kept, made = file.read_bytes(), render_report(report, format)
        if kept != made:  # to read a PDF takes ten times as long as to make it
            assert words(file.name, kept) == words(file.name, made), file.name
    picture = (FOLDER / f"{example.name}.png").read_bytes()
    assert len(picture) <= BIGGEST
    assert difference(picture, page(report)) <= TOLERANCE


def test_nothing_else_lies_there() -> None:
    """Each file belongs to an example, and the page names them all."""
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    expected = {f"{one.name}.{format}" for one in EXAMPLES for format in (*one.formats, "png")}
    assert {path.name for path in FOLDER.iterdir()} == {*expected, "README.md"}
    assert all(f"({name})" in readme for name in expected)


def test_the_command_makes_them(tmp_path: Path) -> None:
    """In a folder that is not there yet."""
    main(tmp_path / "new")
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        path.name for path in FOLDER.iterdir()
    }


def difference(one: bytes, other: bytes) -> float:
    """How much two pictures differ, from 0 to 1, on average of all their light."""
    if one == other:
        return 0.0
    light, more = pixels(one), pixels(other)
    assert len(light) == len(more), "not of the same size"
    return sum(abs(a - b) for a, b in zip(light, more, strict=True)) / (255 * len(light))


def pixels(png: bytes) -> bytes:
    """The bytes of a PNG of eight bits a channel, without its filters."""
    width, height, depth, colours = struct.unpack(">IIBB", png[16:26])
    assert depth == 8
    step = {2: 3, 6: 4}[colours]
    raw = zlib.decompress(b"".join(_chunks(png, b"IDAT")))
    size = width * step
    rows: list[bytearray] = [bytearray(size)]
    for at in range(0, len(raw), size + 1):
        rows.append(_unfiltered(raw[at], raw[at + 1 : at + 1 + size], rows[-1], step))
    assert len(rows) == height + 1
    return b"".join(rows[1:])


def _chunks(png: bytes, kind: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == kind:
            found.append(png[at + 8 : at + 8 + length])
        at += length + 12
    return found


def _unfiltered(kind: int, row: bytes, above: bytearray, step: int) -> bytearray:
    """A row by its filter: none, left, above, the mean of both, or the nearest (Paeth)."""
    made = bytearray(row)
    for i in range(len(row)):
        left = made[i - step] if i >= step else 0
        corner = above[i - step] if i >= step else 0
        guess = left + above[i] - corner
        nearest = min((left, above[i], corner), key=lambda one: abs(guess - one))
        added = (0, left, above[i], (left + above[i]) // 2, nearest)[kind]
        made[i] = (row[i] + added) & 255
    return made


def test_pictures_are_told_apart() -> None:
    """Two examples differ by more than the tolerance, or the check would say nothing."""
    one, other = ((FOLDER / f"{example.name}.png").read_bytes() for example in EXAMPLES[:2])
    assert difference(one, other) > TOLERANCE
