"""Rules as experts write them: the RRULE of iCalendar (RFC 5545), for days only.

The time of day comes from the schedule. What is refused is told by a key of the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from dialogues.parsing.errors import InvalidInputError

PART = re.compile(r"([A-Z]+)=([A-Z0-9,+-]+)")
FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
TOO_OFTEN = ("HOURLY", "MINUTELY", "SECONDLY")
OF_TIME = ("BYHOUR", "BYMINUTE", "BYSECOND")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SINGLE = {"INTERVAL": 1000, "COUNT": 1000}
SEVERAL = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}
"""The greatest of each; all but BYMONTH may count from the end."""
ONLY_WITH = {
    "BYMONTHDAY": ("YEARLY", "MONTHLY", "DAILY"),
    "BYYEARDAY": ("YEARLY",),
    "BYWEEKNO": ("YEARLY",),
}
CYCLE = 400
"""The years after which days, months and weekdays are the same again."""


def read_rule(text: str, start: date) -> str:
    """A rule (RFC 5545, 3.3.10) in its plain form.

    Raises InvalidInputError, also when it never falls on or after `start`.
    """
    plain = re.sub(r"\s+", "", text).upper().removeprefix("RRULE:").rstrip(";")
    if next(rule_days(plain, start), None) is None:
        raise InvalidInputError("rule_never", part=plain)
    return plain


def rule_days(rule: str, start: date) -> Iterator[date]:
    """Its days from `start` on. Raises InvalidInputError.

    What searches gives up at the year 9999 only: a rule like 30 February would take long. So it
    searches in the last of the cycles in which the calendar repeats itself, and we go back.
    """
    options = _options(rule)
    return _days(options, start, (9999 - start.year) // CYCLE * CYCLE)


def _at(day: date, year: int) -> datetime:
    """That day of another year, without a zone: a rule is about local days."""
    return datetime.combine(day.replace(year=year), time.min)


def _days(options: dict[str, Any], start: date, later: int) -> Iterator[date]:
    from dateutil import rrule  # only for who has such a rule

    options = dict(options)
    byday = [getattr(rrule, name)(nth) for nth, name in options.pop("byday", ())]
    if until := options.pop("until", None):
        year = until.year + later
        options["until"] = _at(until, year) if year <= 9999 else None
    if "wkst" in options:
        options["wkst"] = getattr(rrule, options["wkst"])
    first = _at(start, start.year + later)
    frequency = getattr(rrule, options.pop("freq"))
    for found in rrule.rrule(frequency, first, byweekday=byday or None, **options):
        yield found.date().replace(year=found.year - later)


def _options(rule: str) -> dict[str, Any]:
    """What dateutil is to be given."""
    parts: dict[str, str] = {}
    for part in rule.split(";"):
        if (found := PART.fullmatch(part)) is None:
            raise InvalidInputError("rule_syntax", part=part)
        if found[1] in parts:
            raise InvalidInputError("rule_twice", part=part)
        parts[found[1]] = found[2]
    _fits(parts)
    return {name.lower(): _value(name, text) for name, text in parts.items()}


def _fits(parts: dict[str, str]) -> None:
    """Whether they may stand together."""
    frequency = parts.get("FREQ", "")
    for name in parts:
        if name in OF_TIME:
            raise InvalidInputError("rule_time", part=name)
    if frequency in TOO_OFTEN:
        raise InvalidInputError("rule_often", part=frequency)
    if frequency not in FREQUENCIES:
        raise InvalidInputError("rule_freq", part=frequency)
    for name, allowed in ONLY_WITH.items():
        if name in parts and frequency not in allowed:
            raise InvalidInputError("rule_with", part=name, others=", ".join(allowed))
    if {"COUNT", "UNTIL"} <= set(parts):
        raise InvalidInputError("rule_ends")
    counts = re.search(r"\d", parts.get("BYDAY", ""))
    if counts and (frequency not in ("YEARLY", "MONTHLY") or "BYWEEKNO" in parts):
        raise InvalidInputError("rule_nth", part=parts["BYDAY"])
    for name, needed in (
        ("BYSETPOS", ("BYDAY", "BYMONTHDAY", "BYMONTH", "BYYEARDAY", "BYWEEKNO")),
        ("BYWEEKNO", ("BYDAY",)),
    ):
        if name in parts and not set(needed) & set(parts):
            raise InvalidInputError("rule_needs", part=name, others=", ".join(needed))


def _value(name: str, text: str) -> object:
    part = f"{name}={text}"
    if name == "FREQ":
        return text
    if name == "WKST" and text in WEEKDAYS:
        return text
    if name == "UNTIL":
        return _until(text)
    if name == "BYDAY":
        return [_weekday(one, part) for one in text.split(",")]
    if name in SINGLE:
        return _number(text, SINGLE[name], False, part)
    if name in SEVERAL:
        signed = name != "BYMONTH"
        return [_number(one, SEVERAL[name], signed, part) for one in text.split(",")]
    raise InvalidInputError("rule_value" if name == "WKST" else "rule_part", part=part)


def _until(text: str) -> date:
    try:
        if re.fullmatch(r"\d{8}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise InvalidInputError("rule_until", part=f"UNTIL={text}")


def _weekday(text: str, part: str) -> tuple[int | None, str]:
    found = re.fullmatch(r"([+-]?\d{1,2})?([A-Z]{2})", text)
    if found is None or found[2] not in WEEKDAYS:
        raise InvalidInputError("rule_value", part=part)
    return (_number(found[1], 53, True, part) if found[1] else None), found[2]


def _number(text: str, greatest: int, signed: bool, part: str) -> int:
    if re.fullmatch(r"[+-]?\d{1,4}" if signed else r"\d{1,4}", text):
        number = int(text)
        if 1 <= abs(number) <= greatest:
            return number
    raise InvalidInputError("rule_value", part=part)
