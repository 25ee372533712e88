"""Single fields of what someone wants of prompts: as they stand there, and as they are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any, TypeVar

from dialogues.calendar.holidays import (
    HOLIDAYS,
    LIBERATION,
    MAX_CLOSED_PERIODS,
    MAX_PERIOD_DAYS,
    Calendar,
    Period,
)
from dialogues.calendar.schedule import Schedule
from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.text import clean
from frameworks.definition.errors import SamenspraakError

N = TypeVar("N", bound=str)
CALENDAR = (
    "opens", "closes", "weekdays", "holidays", "liberation", "without", "also", "closed",
)  # fmt: skip
NAMED = tuple(name for name in HOLIDAYS.values() if name != LIBERATION)
"""Holidays that one can work on; Liberation Day has a field of its own."""
MAX_PERIODS = 50
MAX_TITLE_CHARS = 60
YEARLY = re.compile(r"(\d{1,2})[-/.](\d{1,2})")


class RowError(SamenspraakError):
    """A part of a period cannot be read: which one, and why."""

    def __init__(self, name: str, why: InvalidInputError) -> None:
        super().__init__(name)
        self.name, self.why = name, why


def usual(today: date, zone: str) -> Schedule:
    """What is proposed: the first Tuesday of each month, at nine."""
    return Schedule(today, zone=zone, weekday=1, nth=1)


# --- as they stand there


def of_calendar(calendar: Calendar, today: date) -> dict[str, Any]:
    """`fields[name]`, as a page shows them; periods that are over are not shown any more."""
    return {
        "opens": f"{calendar.opens:%H:%M}", "closes": f"{calendar.closes:%H:%M}",
        "weekdays": [str(day) for day in calendar.weekdays], "holidays": calendar.holidays,
        "liberation": calendar.liberation, "without": list(calendar.without),
        "also": ", ".join(f"{day[3:]}-{day[:2]}" for day in calendar.also),
        "closed": [
            {"first": str(one.first), "last": str(one.last), "title": one.title}
            for one in calendar.closed if one.last >= today
        ],
    }  # fmt: skip


def of_schedule(schedule: Schedule, on: bool) -> dict[str, str]:
    """`fields[name]`, also those that do not count now: they are what is proposed."""
    start, weekday = schedule.start, schedule.weekday
    by_month = schedule.every in ("monthly", "quarterly")
    nth = 1 if schedule.nth is None else -1 if schedule.nth == 5 else schedule.nth
    return {
        "every": schedule.every if on else "off",
        "weekday": str(start.weekday() if weekday is None else weekday),
        "by": "day" if by_month and schedule.nth is None else "weekday",
        "nth": str(nth), "day": str(schedule.day or start.day), "at": f"{schedule.at:%H:%M}",
        "rrule": schedule.rrule,
    }  # fmt: skip


# --- as they are read


def one_of(names: Collection[N]) -> Callable[[Any], N]:
    """One of these words. What it returns raises InvalidInputError for anything else."""

    def read(raw: Any) -> N:
        for name in names:
            if raw == name:
                return name
        raise InvalidInputError("wish_choice", names=", ".join(names))

    return read


def several(names: Iterable[str]) -> Callable[[Any], list[str]]:
    """Some of these words, or none; in our order.

    What it returns raises InvalidInputError for anything else.
    """
    known = list(names)

    def read(raw: Any) -> list[str]:
        if not isinstance(raw, list) or not all(one in known for one in raw):
            raise InvalidInputError("wish_choice", names=", ".join(known))
        return [one for one in known if one in raw]

    return read


def number(known: Collection[int]) -> Callable[[Any], int]:
    """One of these numbers, as a number or in digits.

    What it returns raises InvalidInputError for anything else.
    """

    def read(raw: Any) -> int:
        text = str(raw).strip()
        if not re.fullmatch(r"-?\d{1,3}", text, re.ASCII) or int(text) not in known:
            raise InvalidInputError("wish_choice", names=f"{min(known)} – {max(known)}")
        return int(text)

    return read


def weekdays(raw: Any) -> tuple[int, ...]:
    """Monday is 0. Raises InvalidInputError for none, and for what is no day."""
    found = raw if isinstance(raw, list) else []
    if not found:
        raise InvalidInputError("wish_weekdays")
    return tuple(sorted({number(range(7))(one) for one in found}))


def holidays(raw: Any) -> tuple[str, ...]:
    """Ids of holidays on which one works. Raises InvalidInputError for any other."""
    return tuple(several([*NAMED, LIBERATION])(raw))


def yearly(raw: Any) -> tuple[str, ...]:
    """`24-12, 31-12`: days of each year, the day first. We keep them the month first.

    Raises InvalidInputError for what is no such day, and for too many.
    """
    found = []
    for part in re.split(r"[,;\s]+", str(raw).strip()):
        if not part:
            continue
        read = YEARLY.fullmatch(part)
        try:
            day = read and date(2024, int(read[2]), int(read[1]))  # a leap year
        except ValueError:
            day = None
        if not day:
            raise InvalidInputError("wish_yearly", part=part[:20])
        found.append(f"{day:%m-%d}")
    if len(found) > MAX_CLOSED_PERIODS:
        raise InvalidInputError("wish_periods", most=MAX_CLOSED_PERIODS)
    return tuple(sorted(set(found)))


def period(raw: Any) -> Period:
    """`first`, `last` and `title` of days off.

    Raises RowError with the name of the one at fault.
    """
    row = raw if isinstance(raw, dict) else {}
    first, last = _day(row, "first"), _day(row, "last")
    title = " ".join(clean(str(row.get("title", ""))).split())
    if len(title) > MAX_TITLE_CHARS:
        raise RowError("title", InvalidInputError("wish_title", most=MAX_TITLE_CHARS))
    if last < first:
        raise RowError("last", InvalidInputError("wish_last"))
    if (last - first).days >= MAX_PERIOD_DAYS:
        raise RowError("last", InvalidInputError("wish_long"))
    return Period(first, last, title)


def _day(row: dict[str, Any], name: str) -> date:
    text = str(row.get(name, "")).strip()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
        if found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text, re.ASCII):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    raise RowError(name, InvalidInputError("wish_day"))
