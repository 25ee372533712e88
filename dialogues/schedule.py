"""When something may be said, and when a schedule says it: by day, where the people are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice, pairwise, takewhile
from typing import Any, Literal, get_args

import orjson

from dialogues.calendars import OFFICE, Calendar
from dialogues.recurrence import days
from dialogues.zones import ZONE, change_on, instant, instants, local, zone_of

DAY = 24 * 3600.0
WEEK = 7 * DAY
FORMAT = 1
HORIZON = timedelta(days=100 * 366)
"""How far ahead moments are looked for."""
Every = Literal["weekly", "biweekly", "monthly", "quarterly", "rrule"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How often, and `at` what time on the clock of `zone`. Monday is 0.

    What is left out is that of `start`: its weekday, or its day of the month. With `nth` it is
    the nth weekday of a month, -1 for the last.
    """

    start: date
    every: Every = "monthly"
    at: time = time(9)
    zone: str = ZONE
    weekday: int | None = None
    nth: int | None = None
    day: int | None = None
    rrule: str = ""

    def __post_init__(self) -> None:
        """Raises ValueError for what cannot be."""
        by_month = self.every in ("monthly", "quarterly")
        for wrong, what in (
            (self.every not in get_args(Every),
             f"every {self.every!r}: choose one of {', '.join(get_args(Every))}"),
            (self.weekday not in (None, *range(7)),
             f"weekday {self.weekday}: choose from 0 (Monday) to 6"),
            (self.nth not in (None, -1, *range(1, 6)),
             f"nth {self.nth}: choose from 1 to 5, or -1 for the last"),
            (self.day not in (None, *range(1, 32)), f"day {self.day}: choose from 1 to 31"),
            (self.nth is not None and (self.day is not None or not by_month),
             "nth goes with monthly or quarterly, and not with day"),
            (self.day is not None and not by_month, "day goes with monthly or quarterly"),
            (self.weekday is not None and self.every == "rrule", "weekday goes with other rules"),
            (self.weekday is not None and by_month and self.nth is None,
             "weekday goes with nth when it is by month"),
            ((self.every == "rrule") != bool(self.rrule), "rrule goes with every 'rrule' only"),
            (self.at.tzinfo, "time with a zone: give the zone apart"),
        ):  # fmt: skip
            if wrong:
                raise ValueError(f"schedule: {what}")
        try:
            zone_of(self.zone)
        except (KeyError, ValueError, OSError):
            raise ValueError(f"schedule: unknown zone {self.zone!r}, not {ZONE}") from None

    def dump(self) -> bytes:
        """Versioned JSON."""
        return orjson.dumps({"format": FORMAT, **asdict(self)})

    @classmethod
    def load(cls, text: str | bytes) -> Schedule:
        """Raises ValueError for a format that this version does not know."""
        data: dict[str, Any] = orjson.loads(text)
        if (found := data.pop("format", None)) != FORMAT:
            raise ValueError(f"schedule format {found!r}; this version reads {FORMAT}")
        data["start"] = date.fromisoformat(data["start"])
        data["at"] = time.fromisoformat(data["at"])
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Moment:
    """When it is said. `slot` is the day of the schedule, as 20270131, however it was moved."""

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
    """The first moments later than `after`, each where the calendar allows it.

    One that would come when the next is planned, or later, is left out.
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
