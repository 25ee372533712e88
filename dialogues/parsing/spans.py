"""Days within a text: what administrators call a deadline, with the day it most likely means."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from dialogues.parsing.calendar_words import month_number

NAMES = "|".join(
    (
        "januari", "january", "jan", "februari", "february", "feb", "maart", "march", "mrt",
        "april", "apr", "mei", "may", "juni", "june", "juli", "july", "augustus", "august",
        "aug", "september", "sept", "oktober", "october", "okt", "oct", "november", "nov",
        "december", "dec",
    )
)  # fmt: skip
DAY_PATTERN = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:e|st|nd|rd|th)? (?:of )?(?P<month>{NAMES})\b\.?(?: (?P<year>20\d\d))?"
    r"|(?<![\d.,/-])(?P<day2>\d{1,2})(?P<mark>[-/.])(?P<month2>\d{1,2})(?P=mark)"
    r"(?P<year2>20\d\d|[2-4]\d)(?![-/]?\w|[.,]\d)"
    r"|\b(?P<part>begin|half|medio|eind|early|mid|late|end of|in|per|vanaf|before|by|vóór|voor"
    rf"|from) (?P<month3>{NAMES})\b(?: (?P<year3>20\d\d))?",
    re.IGNORECASE,
)
SEASONS = {
    "de zomer": (7, 1), "het zomerreces": (7, 1), "the summer": (7, 1), "summer": (7, 1),
    "de bouwvak": (7, 15), "het reces": (7, 1), "recess": (7, 1), "kerst": (12, 24),
    "het kerstreces": (12, 20), "christmas": (12, 24), "het eind van het jaar": (12, 31),
    "eind van het jaar": (12, 31), "the end of the year": (12, 31), "year end": (12, 31),
}  # fmt: skip
SEASON_PATTERN = re.compile(rf"\b(?:{'|'.join(SEASONS)})\b", re.IGNORECASE)
LAST = 0
"""Stands for the last day of a month."""
PARTS = {"begin": 1, "early": 1, "half": 15, "medio": 15, "mid": 15, "eind": LAST,
         "late": LAST, "end of": LAST}  # fmt: skip
LATEST = timedelta(days=60)
"""A day without a year that is less long ago is one of the past; else it is next year's."""


def days_in(text: str, now: float) -> Iterator[tuple[str, date]]:
    """(the words, the day) of each day in a text, in its order."""
    today = datetime.fromtimestamp(now, UTC).date()
    for found in DAY_PATTERN.finditer(text):
        month = month_number(found["month"] or found["month2"] or found["month3"])
        said = found["day"] or found["day2"]
        number = int(said) if said else PARTS.get((found["part"] or "").lower(), 1)
        if said and number == LAST:
            continue
        year = found["year"] or found["year2"] or found["year3"]
        if (day := _day(number, month, year, today)) is not None:
            yield found[0].rstrip("."), day
    for found in SEASON_PATTERN.finditer(text):
        month, number = SEASONS[found[0].lower()]
        if (day := _day(number, month, None, today)) is not None:
            yield found[0], day


def _day(number: int, month: int, year: str | None, today: date) -> date | None:
    try:
        if number == LAST:
            number = monthrange(int(year or today.year), month)[1]
        day = date(int(f"20{year}"[-4:] if year else today.year), month, number)
        if year is None and day < today - LATEST:
            day = day.replace(year=today.year + 1)
    except ValueError:
        return None
    return day
