"""Text in a picture, and the measures that all pictures share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.reports.charts.wrap import width, wrap

WIDTH, EDGE, GAP = 340, 24, 20
TITLE, LABEL, SMALL = 21, 17, 15
LEADING = 1.3
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Font:
    """How wide it is, beside the widths in which most fonts fit, and how wide in bold."""

    plain: float
    bold: float


ANY, LATO = Font(1, 1.14), Font(0.88, 0.94)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A row of text, in pixels.

    x: where it is, by `anchor`
    y: of its base line
    size: of the font
    text: what it says
    look: its class
    bold: its weight
    anchor: which end of it is at `x`
    """

    x: float
    y: float
    size: int
    text: str
    look: str = "ink"
    bold: bool = False
    anchor: Anchor = "start"


@dataclass(slots=True)
class Column:
    """Text set from top to bottom, in pixels.

    x: where rows begin, or their middle
    width: of the longest row
    font: how wide its letters are
    y: how far down it has come
    rows: so far
    """

    x: float
    width: float
    font: Font
    y: float = 0
    rows: list[TextLine] = field(default_factory=list)

    def set(
        self, text: str, size: int, look: str = "ink", bold: bool = False, anchor: Anchor = "start"
    ) -> float:
        """Set a paragraph, if centred within the picture; returns the middle of its first line."""
        first = self.y + size * LEADING / 2
        ems = size * (self.font.bold if bold else self.font.plain)
        rows = wrap(text, ems, self.width) if text else []
        half = max((width(row, ems) / 2 for row in rows), default=0)
        x = min(max(self.x, half), WIDTH - half) if anchor == "middle" else self.x
        for row in rows:
            self.rows.append(TextLine(x, self.y + size, size, row, look, bold, anchor))
            self.y += size * LEADING
        return first

    def wide(self, text: str) -> float:
        """The width of small text on one line."""
        return width(text, SMALL * self.font.plain)

    def beside(self, x: float, wide: float) -> Column:
        """Another column, from here down, of which the rows stand in this one's."""
        return Column(x, wide, self.font, self.y, self.rows)
