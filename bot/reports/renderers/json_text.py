"""A report as JSON: the report itself. `Report.model_json_schema()` says what may be in it."""

from __future__ import annotations

from bot.reports.branding import Style
from bot.reports.report import Report


def render(report: Report, style: Style) -> bytes:
    """UTF-8, indented, so that people can read it too."""
    return report.model_dump_json(indent=2).encode()
