"""Where everything in a picture stands; the templates beside this say how it looks.

A state or a side can be told by its shape, and by its words, so that colour only adds to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.reports.charts.wrap import wrap
from dialogues.pictures import Picture, Side

WIDTH, EDGE = 340, 24
TITLE, LABEL, SMALL = 21, 17, 15
LEADING = 1.3
FACE = 16
"""Half the width of what a station or a mark takes up."""
GAP, COLUMNS = 20, 20
STEEP, STEEPEST = 3, 10
"""How many degrees a balance tips for each option that one side has more, and at most."""
LATO = 0.88
"""How wide Lato is, beside the widths that any font fits in."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on its base line; `look` is its class."""

    x: float
    y: float
    size: int
    text: str
    look: str = "ink"
    bold: bool = False


@dataclass(slots=True)
class Column:
    """Text set from top to bottom; `y` is how far down it has come."""

    x: float
    width: float
    font: float
    y: float = 0
    lines: list[Line] = field(default_factory=list)

    def set(self, text: str, size: int, look: str = "ink", bold: bool = False) -> float:
        """Set a paragraph; returns the middle of its first line."""
        first = self.y + size * LEADING / 2
        for words in wrap(text, size * self.font * (1.06 if bold else 1), self.width):
            self.lines.append(Line(self.x, self.y + size, size, words, look, bold))
            self.y += size * LEADING
        return first


def svg(picture: Picture, name: str, *, alone: bool = False) -> str:
    """A picture as SVG. `name` is unique in its page; `alone` it has its title, paper and an edge.

    It holds no style: a page gives it its own colours by class, else it has those of the template.
    """
    title = Column(0, WIDTH, LATO if alone else 1)
    if alone:
        title.set(picture.title, TITLE, bold=True)
        title.y += GAP
    shown = _line(picture, title) if picture.stations else _balance(picture, title)
    template = "line.svg" if picture.stations else "balance.svg"
    return _template(template).render(
        picture=picture, name=name, edge=EDGE if alone else 0, width=WIDTH, **shown
    )


def _line(picture: Picture, column: Column) -> dict[str, Any]:
    """Stations below each other, so that long names have room, also on a phone."""
    column.x, column.width = 2 * FACE + 14, WIDTH - 2 * FACE - 14
    column.y += 4
    stops = []
    for station in picture.stations:
        middle = column.set(station.title, LABEL, bold=True)
        stops.append((middle, station.state))
        column.set(station.word, SMALL, "soft")
        column.y += GAP
    height = max(column.y - GAP, stops[-1][0] + FACE)
    return {"stops": stops, "lines": column.lines, "height": height, "face": FACE}


def _balance(picture: Picture, column: Column) -> dict[str, Any]:
    """A beam that tips to the side with more, with both sides' options below it."""
    left, right = picture.sides
    more = (len(right.options) - len(left.options)) * STEEP
    tip = max(-STEEPEST, min(STEEPEST, more))
    top = column.y + 64 + abs(tip)
    wide = (WIDTH - COLUMNS) / 2
    columns = [Column(x, wide, column.font, top + 74) for x in (0.0, wide + COLUMNS)]
    marks = [mark for c, s in zip(columns, picture.sides, strict=True) for mark in _side(c, s)]
    lines = [line for one in (column, *columns) for line in one.lines]
    height = max(one.y for one in columns)
    counts = [len(side.options) for side in picture.sides]
    return {
        "top": top,
        "tip": tip,
        "counts": counts,
        "marks": marks,
        "lines": lines,
        "height": height,
    }


def _side(column: Column, side: Side) -> Iterator[tuple[float, float, bool]]:
    """Set a side; yields the mark of each option: its place, and whether it stands right."""
    column.set(side.label, LABEL, bold=True)
    x, right = column.x, column.x > 0
    column.x, column.width = x + 18, column.width - 18
    for option in side.options:
        column.y += 8
        yield x + 6, column.set(option, SMALL), right


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["n"] = lambda number: f"{number:g}"
    environment.filters["legible"] = _legible
    return environment.get_template(name)


def _legible(text: str) -> str:
    """With a blank for each mark that cannot be seen: XML does not take all of them."""
    return "".join(c if c.isprintable() else " " for c in text)
