"""A picture becomes SVG: a layout says where everything stands, its template how that looks.

A state, a side or a series can be told by its shape, and by its words, so that colour only adds
to it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.reports.charts import arrows, balance, dots, line, radar, trend
from bot.reports.charts.text import ANY, EDGE, GAP, LATO, TITLE, WIDTH, Column
from dialogues.messages.pictures import Picture

LAYOUTS: dict[str, Callable[[Any, Column], dict[str, Any]]] = {
    "line": line.layout,
    "balance": balance.layout,
    "arrows": arrows.layout,
    "dots": dots.layout,
    "trend": trend.layout,
    "radar": radar.layout,
}
"""By the kind of a picture, which is also the name of its template."""


def svg(picture: Picture, name: str, *, alone: bool = False) -> str:
    """A picture as SVG. `name` is unique in its page; `alone` it has its title, paper and an edge.

    It holds no style: a page gives it its own colours by class, else it has those of the template.
    """
    column = Column(0, WIDTH, LATO if alone else ANY)
    if alone:
        column.set(picture.title, TITLE, bold=True)
        column.y += GAP
    kind = picture.shows.kind
    shown = {"height": column.y} | LAYOUTS[kind](picture.shows, column)
    return _template(f"{kind}.svg").render(
        picture=picture,
        name=name,
        edge=EDGE if alone else 0,
        width=WIDTH,
        rows=column.rows,
        **shown,
    )


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
