"""A report as one self-contained, accessible page: no scripts, nothing from elsewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.reports.charts.draw import svg
from bot.reports.model import Report


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["draw"] = lambda picture, name: Markup(svg(picture, name))
    return environment.get_template("report.html")


def html(report: Report) -> str:
    """HTML5; a person's words are escaped."""
    return _template().render(report=report)
