"""A picture as PNG, where SVG is not shown. Its font comes along: a machine may have none."""

from __future__ import annotations

import struct
from functools import cache

from bot.reports.charts.draw import svg
from dialogues.messages.pictures import Picture

WIDE, MAX_PIXELS = 1020, 9500
"""The width in pixels, and the most that width and height may be together."""


def png(picture: Picture) -> bytes:
    """Draw a picture with its title on white; a very long one is drawn smaller."""
    import resvg_py  # only who sends pictures needs its 3 MB

    drawn = svg(picture, "picture", alone=True)

    def render(wide: int) -> bytes:
        return resvg_py.svg_to_bytes(
            drawn, width=wide, skip_system_fonts=True, font_files=_fonts(),
            sans_serif_family="Lato",
        )  # fmt: skip

    made = render(WIDE)
    width, height = struct.unpack(">II", made[16:24])
    return made if width + height <= MAX_PIXELS else render(WIDE * MAX_PIXELS // (width + height))


@cache
def _fonts() -> list[str]:
    import font_lato

    return [font_lato.font_files[name] for name in ("Lato", "LatoBold")]
