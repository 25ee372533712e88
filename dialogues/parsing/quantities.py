"""Numbers and days as people type them, and as they are said back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from dialogues.parsing.errors import InvalidInputError

MULTIPLES = {
    "duizend": 1e3, "thousand": 1e3, "ton": 1e5, "miljoen": 1e6, "mln": 1e6, "million": 1e6,
}  # fmt: skip
NUMBER = re.compile(rf"(-?\d[\d.,\u00a0 ]*)\s*({'|'.join(MULTIPLES)})?\b[^\d]*", re.IGNORECASE)
MONTHS = (
    ("jan",), ("feb",), ("mrt", "maart", "mar"), ("apr",), ("mei", "may"), ("jun",), ("jul",),
    ("aug",), ("sep",), ("okt", "oct"), ("nov",), ("dec",),
)  # fmt: skip
DATE_PATTERN = re.compile(
    r"(\d{1,2})[-/. ]\s*(\d{1,2}|[a-z]{3,9})\.?(?:[-/. ]\s*(\d{4}))?", re.IGNORECASE
)
ISO_DATE_PATTERN = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def read_number(text: str, least: float | None, greatest: float | None) -> float:
    """A number with its unit, if any: `1.250`, `12,5 fte`, `€ 3 ton`. Raises InvalidInputError."""
    found = NUMBER.fullmatch(re.sub(r"^[^\d-]*", "", text))
    if found is None:
        raise InvalidInputError("no_number")
    number = _plain(found[1].strip(" .,\u00a0")) * MULTIPLES.get((found[2] or "").lower(), 1.0)
    if (least is not None and number < least) or (greatest is not None and number > greatest):
        key = "number_range" if least is not None and greatest is not None else "number_odd"
        raise InvalidInputError(key, least=f"{least:g}" if least is not None else "",
                         most=f"{greatest:g}" if greatest is not None else "")  # fmt: skip
    return number


def _plain(digits: str) -> float:
    """Dots and commas: the last one is the decimal sign, unless it stands before thousands."""
    digits = re.sub(r"[\u00a0 ]", "", digits)
    parts = re.fullmatch(r"(.*?)(?:([.,])(\d*))?", digits)
    assert parts  # it matches any line
    head, sign, tail = parts.groups()
    whole = re.sub(r"[.,]", "", head)
    if sign is None or (len(tail) == 3 and whole not in ("", "0", "-0")):
        return float(whole + (tail or ""))
    return float(f"{whole or 0}.{tail or 0}")


def read_date(text: str, now: float) -> str:
    """A day as ISO date; without a year it is the next such day. Raises InvalidInputError."""
    today = datetime.fromtimestamp(now, UTC).date()
    try:
        if found := ISO_DATE_PATTERN.search(text):
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        if (found := DATE_PATTERN.search(text)) is None or (month := month_of(found[2])) is None:
            raise InvalidInputError("no_date")
        day = date(int(found[3] or today.year), month, int(found[1]))
        if not found[3] and day < today:
            day = day.replace(year=today.year + 1)
    except ValueError:
        raise InvalidInputError("no_date") from None
    return day.isoformat()


def month_of(text: str) -> int | None:
    """The number of a month that was typed as a name or a number."""
    if text.isdigit():
        return int(text)
    found = (i for i, names in enumerate(MONTHS, 1) if text.lower().startswith(names))
    return next(found, None)


def is_date(text: str) -> bool:
    """Whether this is an ISO date."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
