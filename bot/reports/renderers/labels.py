"""The few words and numbers that a renderer writes itself."""

from __future__ import annotations

from bot.reports.report import Report
from dialogues.results.cells import Cell

WORDS = {
    "nl": {
        "page": "Pagina", "of": "van", "contents": "Inhoud", "done": "gedaan", "open": "open",
        "to_do": "Wat", "day": "Wanneer", "owner": "Wie", "state": "Stand",
        "part": "Deel", "about": "Onderwerp", "text": "Tekst", "report": "Verslag",
    },
    "en": {
        "page": "Page", "of": "of", "contents": "Contents", "done": "done", "open": "open",
        "to_do": "What", "day": "When", "owner": "Who", "state": "State",
        "part": "Part", "about": "Subject", "text": "Text", "report": "Report",
    },
}  # fmt: skip
REGION = {"nl": "NL", "en": "GB"}


def words(report: Report) -> dict[str, str]:
    return WORDS[report.language]


def shown(cell: Cell, language: str) -> str:
    """A cell as text: what was measured has one decimal, so 4.0 is `4,0` in Dutch."""
    if not isinstance(cell, float):
        return str(cell)
    return f"{cell:.1f}".replace(".", "," if language == "nl" else ".")
