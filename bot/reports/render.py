"""One document in one format, as bytes: what the sender sends and the web offers for download."""

from __future__ import annotations

from bot.messages import Document
from bot.reports.model import Report

MEDIA = {
    "html": "text/html", "md": "text/markdown", "json": "application/json", "ics": "text/calendar",
}  # fmt: skip
PLAIN = ("json", "ics")
"""Formats of which a document holds the text itself."""


def render_document(document: Document) -> bytes:
    """Render a stored document."""
    if document.format in PLAIN:
        return document.body.encode()
    return render_report(Report.model_validate_json(document.body), document.format)


def render_report(report: Report, format: str) -> bytes:
    """Render a report as `html` or `md`."""
    if format == "md":
        from bot.reports.markdown import markdown

        return markdown(report).encode()
    from bot.reports.html import html

    return html(report).encode()
