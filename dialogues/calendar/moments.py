"""The moments of a schedule: the next one, and the next few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, islice, pairwise, takewhile

from dialogues.calendar.holidays import OFFICE, Calendar
from dialogues.calendar.recurrence import days
from dialogues.calendar.schedule import Schedule
from dialogues.calendar.timezones import ZONE, change_on, instant, instants, local

HORIZON = timedelta(days=100 * 366)
"""How far ahead moments are looked for."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When it is said, in seconds since the epoch (`due`).

    `slot` is the day of the schedule, as 20270131, however it was moved.
    """

    slot: int
    due: float
    moved: bool = False


def next_allowed(after: float, calendar: Calendar = OFFICE, zone: str = ZONE) -> float:
    """The first moment from `after` on at which a prompt may come. Seconds since the epoch."""
    here = local(after, zone)
    if calendar.allows(here):
        return after
    day = here.date()
    while True:
        if calendar.open_on(day):
            found = [m for m in _openings(day, calendar, zone) if m >= after]
            if first := min((m for m in found if calendar.allows(local(m, zone))), default=None):
                return first
        day += timedelta(days=1)


def _openings(day: date, calendar: Calendar, zone: str) -> list[float]:
    """When the quiet hours of a day may end: at the opening, or when the clock is put back."""
    opening, changed = datetime.combine(day, calendar.opens), change_on(day, zone)
    found = [instant(opening, zone), instants(opening, zone)[1]]
    return found if changed is None else [*found, changed]


def next_moments(
    schedule: Schedule, calendar: Calendar, after: float, count: int = 5
) -> list[Moment]:
    """The first `count` moments later than `after`, each where the calendar allows it.

    In seconds since the epoch. One that would come when the next is planned, or later, is left out.
    """
    return list(islice((m for m in _moments(schedule, calendar, after) if m.due > after), count))


def _moments(schedule: Schedule, calendar: Calendar, after: float) -> Iterator[Moment]:
    today = local(after, schedule.zone).date()
    since, end = today - timedelta(days=1), today + HORIZON
    near = takewhile(lambda day: day <= end, days(schedule, since))
    for day, following in pairwise(chain(near, [None])):
        if day is None:
            return
        planned, due = _planned(schedule, day), _moved(schedule, calendar, day)
        if following is None or due < _planned(schedule, following):
            yield Moment(int(f"{day:%Y%m%d}"), due, due != planned)


def _planned(schedule: Schedule, day: date) -> float:
    return instant(datetime.combine(day, schedule.at), schedule.zone)


def _moved(schedule: Schedule, calendar: Calendar, day: date) -> float:
    """On the first open day, at the same time where that is within the hours."""
    zone = schedule.zone
    due = next_allowed(_planned(schedule, day), calendar, zone)
    if calendar.in_hours(schedule.at):
        while (same := _planned(schedule, local(due, zone).date())) > due:
            due = next_allowed(same, calendar, zone)
    return due
