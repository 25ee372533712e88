"""The fonts that come along: Lato, and Noto for emoji and other scripts. None of the machine's."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import category

BASE = "Lato"


def folders() -> list[Path]:
    """Where the fonts lie, Lato's first."""
    import font_lato
    import manimgx_fonts

    return [Path(font_lato.font_files[BASE]).parent, Path(manimgx_fonts.__file__).parent]


@cache
def _fonts() -> tuple[frozenset[int], ...]:
    """The code points that each font has: Lato's, Noto Sans's, and those for other scripts."""
    lato, noto = folders()
    plain = noto / "NotoSans[wght].ttf"
    others = [one for one in sorted(noto.glob("*.ttf")) if one.stem.count("-") == 0]
    files = [lato / "Lato-Regular.ttf", plain, *(one for one in others if one != plain)]
    return tuple(frozenset(_points(one.read_bytes())) for one in files)


def drawable(text: str) -> str:
    """The same text, with `?` for what none of the fonts can draw.

    A mark that no font has together with its letter is left out: it could not stand there.
    """
    drawn, letter = [], 0
    for c in text:
        point = ord(c)
        if category(c) in ("Mn", "Me", "Mc") and not _hidden(point):
            drawn.append(c if any({letter, point} <= font for font in _fonts()) else "")
        elif c in "\n\t" or _hidden(point):
            drawn.append(c)
        else:
            private = category(c) == "Co"
            letter = point if any(point in font for font in _fonts()) and not private else 0
            drawn.append(c if letter else "?")
    return "".join(drawn)


def latin(text: str) -> str:
    """The same text with Lato alone, which has the letters of western Europe, and `?`."""
    points = _fonts()[0]
    return "".join(c if c in "\n\t" or ord(c) in points else "?" for c in text)


def _hidden(point: int) -> bool:
    """Joiners, marks of direction, variants and tags: they draw nothing, so need no glyph."""
    return (
        0x200B <= point <= 0x200F or 0x202A <= point <= 0x202E or 0x2060 <= point <= 0x206F
        or 0xFE00 <= point <= 0xFE0F or 0xE0000 <= point <= 0xE01EF or point in (0xAD, 0xFEFF)
    )  # fmt: skip


def _points(font: bytes) -> Iterator[int]:
    """Read which characters a TrueType font has from its `cmap` table."""
    for place in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16):
        tag, _, table, _ = struct.unpack_from(">4sIII", font, place)
        if tag == b"cmap":
            break
    for entry in range(table + 4, table + 4 + 8 * struct.unpack_from(">H", font, table + 2)[0], 8):
        at = table + struct.unpack_from(">I", font, entry + 4)[0]
        kind = struct.unpack_from(">H", font, at)[0]
        if kind == 4:
            yield from _segments(font, at)
        elif kind == 12:
            for group in range(struct.unpack_from(">I", font, at + 12)[0]):
                first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * group)
                yield from range(first + (glyph == 0), last + 1)


def _segments(font: bytes, at: int) -> Iterator[int]:
    """Format 4: ranges, each with a distance to its glyphs or a list of them."""
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    shape, ends = f">{count}H", at + 14
    starts, deltas, offsets = (ends + 2 + 2 * count * n for n in (1, 2, 3))
    ranges = zip(
        *(struct.unpack_from(shape, font, where) for where in (starts, ends, deltas, offsets)),
        strict=True,
    )
    for number, (first, last, delta, offset) in enumerate(ranges):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point + delta
            if offset:
                where = offsets + 2 * number + offset + 2 * (point - first)
                listed = struct.unpack_from(">H", font, where)[0]
                glyph = listed + delta if listed else 0
            if glyph & 0xFFFF:
                yield point
