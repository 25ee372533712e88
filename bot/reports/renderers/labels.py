"""The few words and numbers that a renderer writes itself."""

from __future__ import annotations

from functools import cache

from bot.reports.report import Report
from dialogues.results.cells import Cell
from dialogues.texts.formats import decimal
from dialogues.texts.strings import said
from frameworks.definition.languages import LANGUAGES, SPOKEN, written

REGION = {language: SPOKEN[language].region for language in LANGUAGES}
PREFIX = "document_"


def words(report: Report) -> dict[str, str]:
    """`words[key]`: what documents say themselves, in the report's language."""
    return _words(report.language)


@cache
def _words(language: str) -> dict[str, str]:
    """Read from the file here: who makes documents has no other content."""
    known = said(language, "documents").items()
    return {key.removeprefix(PREFIX): str(one) for key, one in known if key.startswith(PREFIX)}


def shown(cell: Cell, language: str) -> str:
    """A cell as text: what was measured has one decimal, so 4.0 is `4,0` in Dutch; a quarter, in
    which means of groups are told, has two."""
    if not isinstance(cell, float):
        return str(cell)
    quarter = cell * 4 == round(cell * 4) and cell * 2 != round(cell * 2)
    return written(f"{cell:.2f}", language) if quarter else decimal(cell, language)
