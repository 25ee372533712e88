"""One document in one format, as bytes: what the sender sends and the web offers for download."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from bot.reports.branding import Style
from bot.reports.document import Document
from bot.reports.report import Report


@dataclass(frozen=True, slots=True)
class Format:
    """A format that a report can be had in; its key is also the ending of the file's name."""

    media: str
    module: str


FORMATS = {
    "html": Format("text/html; charset=utf-8", "html"),
    "md": Format("text/markdown; charset=utf-8", "markdown"),
    "pdf": Format("application/pdf", "pdf"),
    "docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"
    ),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "csv": Format("text/csv; charset=utf-8", "csv_table"),
    "json": Format("application/json", "json_text"),
}


class Renderer(Protocol):
    """What every module in `renderers` offers."""

    def render(self, report: Report, style: Style) -> bytes: ...


def render_document(document: Document, style: Style | None = None) -> bytes:
    """Render a stored document."""
    if not document.is_report:
        return document.body.encode()
    return render_report(Report.model_validate_json(document.body), document.format, style)


def render_report(report: Report, format: str, style: Style | None = None) -> bytes:
    """Render a report in one of FORMATS. What a format needs is loaded when it is first asked.

    Raises KeyError for another format.
    """
    module = import_module(f"bot.reports.renderers.{FORMATS[format].module}")
    return cast(Renderer, module).render(report, style or Style())
