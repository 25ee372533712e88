"""A link as a square that a phone's camera reads. Pure; the template draws it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

QUIET = 4
"""Blank modules around it, as the standard asks."""


@dataclass(frozen=True, slots=True)
class Square:
    """`size` modules wide and high; `path` draws the dark ones."""

    size: int
    path: str


def square(link: str) -> Square:
    """The link in error correction M: a fold or a stain does no harm."""
    import segno  # 10 ms, only for who prints

    rows = [list(row) for row in segno.make_qr(link, error="m").matrix_iter(border=QUIET)]
    strokes = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                strokes.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return Square(len(rows), "".join(strokes))
