"""What a schedule means, told anew: it looks at every day, and walks by the quarter of an hour.

Nothing of the code under test is used here but its data: no arithmetic of weeks or months, no
dateutil, no search for changes of the clock.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from dialogues.calendar.holidays import Calendar, Period
from dialogues.calendar.schedule import Every, Schedule

QUARTER = 900
WEEKLY: tuple[Every, ...] = ("weekly", "biweekly")
MONTHLY: tuple[Every, ...] = ("monthly", "monthly", "quarterly")
ZONES = (
    "Europe/Amsterdam", "Europe/Amsterdam", "America/Paramaribo", "Asia/Kathmandu",
    "America/Santiago", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Beirut", "Africa/Cairo",
)  # fmt: skip
"""With changes at midnight, at two and at three, of an hour and of half an hour."""
Fits = Callable[[date, date], bool]


def monday(day: date) -> date:
    return day - timedelta(day.weekday())


@cache
def rest(day: date) -> range:
    """How many days further the other days of the month are."""
    return range(1, next(n for n in range(1, 33) if (day + timedelta(n)).month != day.month))


RULES: dict[str, Fits] = {
    "FREQ=DAILY": lambda day, start: True,
    "FREQ=DAILY;INTERVAL=10": lambda day, start: (day - start).days % 10 == 0,
    "FREQ=DAILY;INTERVAL=3;BYDAY=MO,TH": lambda day, start: (
        (day - start).days % 3 == 0 and day.weekday() in (0, 3)
    ),
    "FREQ=WEEKLY;BYDAY=SA,SU": lambda day, start: day.weekday() > 4,
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU": lambda day, start: (
        day.weekday() == 1 and (monday(day) - monday(start)).days % 21 == 0
    ),
    "FREQ=MONTHLY;BYMONTHDAY=-2": lambda day, start: (day + timedelta(2)).day == 1,
    "FREQ=MONTHLY;BYMONTHDAY=31": lambda day, start: day.day == 31,
    "FREQ=MONTHLY;BYDAY=5FR": lambda day, start: day.weekday() == 4 and day.day > 28,
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1": lambda day, start: (
        day.weekday() < 5 and all((day + timedelta(n)).weekday() > 4 for n in rest(day))
    ),
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU": lambda day, start: (
        day.month in (3, 10) and day.weekday() == 6 and day.day > 24
    ),
    "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=TH": lambda day, start: (
        day.isocalendar().week in (1, 53) and day.weekday() == 3
    ),
    "FREQ=YEARLY;BYYEARDAY=1,-1": lambda day, start: (day.month, day.day) in ((1, 1), (12, 31)),
}


def fits(schedule: Schedule, day: date) -> bool:
    """Whether the rule, were it not to leave any out, has this day."""
    start = schedule.start
    if schedule.every == "rrule":
        return RULES[schedule.rrule](day, start)
    weekday = start.weekday() if schedule.weekday is None else schedule.weekday
    if schedule.every in ("weekly", "biweekly"):
        return day.weekday() == weekday
    last = not rest(day)
    if schedule.nth is None:
        wanted = schedule.day or start.day
        return day.day == wanted or (last and day.day < wanted)
    if day.weekday() != weekday:
        return False
    if schedule.nth in (-1, 5):
        return (day + timedelta(7)).month != day.month
    return schedule.nth == 1 + len(range(7, day.day, 7))


def slots(schedule: Schedule) -> Iterator[date]:
    every = {"biweekly": 2, "quarterly": 3}.get(schedule.every, 1)
    seen, day = 0, schedule.start
    while True:
        if fits(schedule, day):
            if seen % every == 0:
                yield day
            seen += 1
        day += timedelta(1)


@cache
def wall(quarter: int, zone: str) -> datetime:
    return datetime.fromtimestamp(quarter * QUARTER, ZoneInfo(zone)).replace(tzinfo=None, fold=0)


@dataclass(frozen=True)
class Walk:
    """By the quarter, through one zone and calendar."""

    zone: str
    calendar: Calendar
    holidays: frozenset[date]
    known: dict[date, bool] = field(default_factory=dict)

    def first(self, begin: float, wanted: Callable[[datetime], bool]) -> float:
        quarter = -int(-begin // QUARTER)
        while not wanted(wall(quarter, self.zone)):
            quarter += 1
        return float(quarter * QUARTER)

    def planned(self, day: date, at: time) -> float:
        """Offsets are less than 15 hours."""
        moment = datetime.combine(day, at)
        begin = moment.replace(tzinfo=UTC).timestamp()
        guess = begin - (wall(int(begin // QUARTER), self.zone) - moment).total_seconds()
        return self.first(guess - 2 * 3600, lambda shown: shown >= moment)

    def open(self, day: date) -> bool:
        if day not in self.known:
            rules = self.calendar
            self.known[day] = (
                day.weekday() in rules.weekdays
                and day not in self.holidays
                and f"{day:%m-%d}" not in rules.also
                and not [p for p in rules.closed if p.first <= day <= p.last]
            )
        return self.known[day]

    def hours(self, at: time) -> bool:
        closes = self.calendar.closes
        return self.calendar.opens <= at and (closes == time() or at < closes)

    def allowed(self, shown: datetime) -> bool:
        return self.open(shown.date()) and self.hours(shown.time())

    def due(self, day: date, at: time) -> float:
        """The first allowed moment; on another day not before the time of day."""
        at_least = at if self.hours(at) else time()

        def wanted(shown: datetime) -> bool:
            return self.allowed(shown) and (shown.date() == day or shown.time() >= at_least)

        return self.first(self.planned(day, at), wanted)


def moments(schedule: Schedule, walk: Walk, after: float, count: int) -> list[tuple[int, float]]:
    """Slot and moment of the next ones."""
    found: list[tuple[int, float]] = []
    days = slots(schedule)
    day = next(days)
    while len(found) < count:
        following = next(days)
        if after < (limit := walk.planned(following, schedule.at)):
            due = walk.due(day, schedule.at)
            if after < due < limit:
                found.append((day.year * 10000 + day.month * 100 + day.day, due))
        day = following
    return found


def random_time(rng: random.Random) -> time:
    return time(
        rng.choice((rng.randrange(24), rng.randrange(4), 9)), rng.choice((0, 0, 15, 30, 45))
    )


def random_schedule(rng: random.Random) -> Schedule:
    start = date(2026, 1, 1) + timedelta(rng.randrange(900))
    at, zone = random_time(rng), rng.choice(ZONES)
    match rng.randrange(8):
        case 0 | 1:
            weekday = rng.choice((None, *range(7)))
            return Schedule(start, rng.choice(WEEKLY), at, zone, weekday)
        case 2 | 3:
            return Schedule(start, "rrule", at, zone, rrule=rng.choice(("FREQ=DAILY", *RULES)))
        case 4 | 5 | 6:
            every = rng.choice(MONTHLY)
            day = rng.choice((None, 1, 28, 29, 30, 31, rng.randrange(1, 32)))
            return Schedule(start, every, at, zone, day=day)
    every, nth = rng.choice(MONTHLY[1:]), rng.choice((1, 2, 3, 4, 5, -1))
    return Schedule(start, every, at, zone, rng.randrange(7), nth=nth)


def random_calendar(rng: random.Random) -> Calendar:
    opens, closes = sorted((random_time(rng), random_time(rng)))
    if rng.random() < 0.6 or opens == closes:
        opens, closes = time(8), time(18)
    begin = date(2026, 1, 1) + timedelta(rng.randrange(1200))
    closed = [Period(begin, begin + timedelta(rng.randrange(14)))] if rng.random() < 0.5 else []
    return Calendar(
        opens=opens,
        closes=rng.choice((closes, closes, closes, time())),
        weekdays=rng.choice(((0, 1, 2, 3, 4), (0, 1, 2, 3, 4), (1, 3), tuple(range(7)), (6,))),
        liberation=rng.choice(("never", "lustrum", "always")),
        without=rng.choice(((), ("good_friday",), ("kings_day", "ascension"))),
        also=rng.choice(((), ("12-24", "12-31"), ("02-29",))),
        closed=tuple(closed),
    )


def changes(zone: str) -> list[date]:
    """The days of some years on which the clock is changed."""
    days = [date(2026, 1, 1) + timedelta(n) for n in range(1500)]
    utc = [datetime(d.year, d.month, d.day, tzinfo=UTC).timestamp() for d in days]
    offsets = [wall(int(moment // QUARTER), zone) - datetime.combine(d, time())
               for d, moment in zip(days, utc, strict=True)]  # fmt: skip
    return [d for d, one, other in zip(days, offsets, offsets[1:], strict=False) if one != other]
