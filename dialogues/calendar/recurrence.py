"""The days on which a schedule falls, before a calendar moves them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from dialogues.calendar.rrule import rule_days
from dialogues.calendar.schedule import Schedule

DAYS = {"weekly": 7, "biweekly": 14}
MONTHS = {"monthly": 1, "quarterly": 3}


def days(schedule: Schedule, since: date) -> Iterator[date]:
    """In order, from the last one on or before `since`; from the first when there is none.

    The first is the first that fits on or after the start; weeks and quarters count from there.
    """
    if schedule.every == "rrule":
        return _from_last(rule_days(schedule.rrule, schedule.start), since)
    if schedule.every in DAYS:
        return _weeks(schedule, DAYS[schedule.every], since)
    return _months(schedule, MONTHS[schedule.every], since)


def _weeks(schedule: Schedule, step: int, since: date) -> Iterator[date]:
    start = schedule.start
    weekday = start.weekday() if schedule.weekday is None else schedule.weekday
    first = start + timedelta(days=(weekday - start.weekday()) % 7)
    passed = max((since - first).days // step, 0)
    return (first + timedelta(days=step * i) for i in count(passed))


def _months(schedule: Schedule, step: int, since: date) -> Iterator[date]:
    first = _month(schedule.start)
    if _day_in(schedule, first) < schedule.start:
        first += 1
    passed = max((_month(since) - first) // step, 0)
    if passed and _day_in(schedule, first + passed * step) > since:
        passed -= 1
    return (_day_in(schedule, first + step * i) for i in count(passed))


def _month(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _day_in(schedule: Schedule, month: int) -> date:
    """What a month does not have is its last: the 31st its last day, the fifth Monday its last."""
    year, index = divmod(month, 12)
    first_weekday, length = monthrange(year, index + 1)
    if schedule.nth is None:
        return date(year, index + 1, min(schedule.day or schedule.start.day, length))
    weekday = schedule.start.weekday() if schedule.weekday is None else schedule.weekday
    found = range(1 + (weekday - first_weekday) % 7, length + 1, 7)
    return date(year, index + 1, found[-1] if schedule.nth in (-1, 5) else found[schedule.nth - 1])


def _from_last(found: Iterator[date], since: date) -> Iterator[date]:
    last = None
    for day in found:
        if day > since:
            if last:
                yield last
            yield day
            break
        last = day
    else:
        if last:
            yield last
    yield from found
