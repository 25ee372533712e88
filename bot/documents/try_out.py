"""A document is made with the house style before the start: what breaks it is told there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

from bot.documents.workers import RenderError, WorkerPool
from bot.reports.branding import Style
from bot.reports.report import Paragraph, Report, Section
from frameworks.definition.languages import DEFAULT

SAMPLE = Report(
    title="Proef", made="", language=DEFAULT,
    sections=[Section(title="Proef", blocks=[Paragraph(text="Een zin.")])],
)  # fmt: skip


async def faults(style: Style) -> AsyncIterator[tuple[str, str]]:
    """By the field of the style that breaks it: of what kind no document can be made, and the kind
    of error. It is tried in a worker, so the coach itself loads nothing for it."""
    tried: list[tuple[str, Style, tuple[str, ...]]] = []
    if style.logo:
        tried.append(("logo", replace(style, template=b""), ("pdf", "docx", "html")))
    if style.template:
        tried.append(("template", replace(style, logo=b""), ("docx",)))
    for field, one, formats in tried:
        pool = WorkerPool(one)
        try:
            for format in formats:
                try:
                    await pool.make_report(SAMPLE, format)
                except RenderError as error:
                    yield field, str(error)
        finally:
            await pool.close()
