"""A report as one self-contained, accessible page: no scripts, nothing from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.reports.branding import Style
from bot.reports.charts.draw import svg
from bot.reports.renderers.labels import REGION, shown, words
from bot.reports.report import Report

MEDIA = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


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


def render(report: Report, style: Style) -> bytes:
    """The report as a file of HTML, in UTF-8."""
    return html(report, style).encode()


def html(report: Report, style: Style | None = None) -> str:
    """HTML5; a person's words are escaped."""
    style = style or Style()
    logo = MEDIA.get(style.logo_format, "")
    return _template().render(
        report=report,
        style=style,
        words=words(report),
        region=REGION[report.language],
        shown=shown,
        logo=f"data:{logo};base64,{b64encode(style.logo).decode()}" if logo else "",
    )
