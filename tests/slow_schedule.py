"""What a schedule means, told anew: it looks at every day, and walks by the quarter of an hour.

Nothing of the code under test is used here but its data: no arithmetic of weeks or months, no dateutil, no
search for changes of the clock.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from dialogues.calendars import Calendar, Period
from dialogues.schedule import Schedule

QUARTER = 900
ZONES = (
    "Europe/Amsterdam", "Europe/Amsterdam", "America/Paramaribo", "Asia/Kathmandu", "America/Santiago",
    "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Beirut", "Africa/Cairo",
)  # fmt: skip
"""With changes at midnight, at two and at three, of an hour and of half an hour."""
Fits = Callable[[date, date], bool]
RULES: dict[str, Fits] = {
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


def monday(day: date) -> date:
    return day - timedelta(day.weekday())


def rest(day: date) -> range:
    """How many days further the other days of the month are."""
    return range(1, next(n for n in range(1, 33) if (day + timedelta(n)).month != day.month))


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
    return schedule.nth == 1 + len([n for n in range(7, day.day, 7)])


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
        return self.first(guess - 4 * 3600, lambda shown: shown >= moment)

    def open(self, day: date) -> bool:
        rules = self.calendar
        lists = [p for p in rules.closed if p.first <= day <= p.last]
        return not (
            lists or day in self.holidays or f"{day:%m-%d}" in rules.also
            or day.weekday() not in rules.weekdays
        )  # fmt: skip

    def hours(self, at: time) -> bool:
        ends = self.calendar.closes.hour * 60 + self.calendar.closes.minute or 24 * 60
        opens = self.calendar.opens.hour * 60 + self.calendar.opens.minute
        return opens <= at.hour * 60 + at.minute < ends

    def allowed(self, shown: datetime) -> bool:
        return self.hours(shown.time()) and self.open(shown.date())

    def due(self, day: date, at: time) -> float:
        """The first allowed moment; on another day not before the time of day."""

        def wanted(shown: datetime) -> bool:
            same_day = shown.date() == day or not self.hours(at)
            return self.allowed(shown) and (same_day or shown.time() >= at)

        return self.first(self.planned(day, at), wanted)


def moments(schedule: Schedule, walk: Walk, after: float, count: int) -> list[tuple[int, float]]:
    """Slot and moment of the next ones."""
    found: list[tuple[int, float]] = []
    days = slots(schedule)
    day = next(days)
    while len(found) < count:
        following = next(days)
        # what is long past needs no walk: no period here is as long
        if walk.planned(following, schedule.at) > after - 40 * 86400:
            due = walk.due(day, schedule.at)
            if after < due < walk.planned(following, schedule.at):
                found.append((day.year * 10000 + day.month * 100 + day.day, due))
        day = following
    return found


def random_time(rng: random.Random) -> time:
    return time(
        rng.choice((rng.randrange(24), rng.randrange(4), 9)), rng.choice((0, 0, 15, 30, 45))
    )


def random_schedule(rng: random.Random) -> Schedule:
    start = date(2026, 1, 1) + timedelta(rng.randrange(900))
    start = start.replace(day=rng.choice((start.day, 28))) if start.day < 29 else start
    at, zone = random_time(rng), rng.choice(ZONES)
    kind = rng.randrange(8)
    if kind < 2:
        weekday = rng.choice((None, *range(7)))
        return Schedule(start, rng.choice(("weekly", "biweekly")), at, zone, weekday)
    if kind == 2:
        return Schedule(start, "rrule", at, zone, rrule=rng.choice(list(RULES)))
    every = rng.choice(("monthly", "monthly", "quarterly"))
    if kind < 6:
        day = rng.choice((None, 1, 28, 29, 30, 31, rng.randrange(1, 32)))
        return Schedule(start, every, at, zone, day=day)
    return Schedule(start, every, at, zone, rng.randrange(7), nth=rng.choice((1, 2, 3, 4, 5, -1)))


def random_calendar(rng: random.Random) -> Calendar:
    opens, closes = sorted((random_time(rng), random_time(rng)))
    if rng.random() < 0.7 or opens == closes:
        opens, closes = time(8), time(18)
    begin = date(2026, 1, 1) + timedelta(rng.randrange(1200))
    closed = [Period(begin, begin + timedelta(rng.randrange(30)))] if rng.random() < 0.5 else []
    return Calendar(
        opens=opens,
        closes=rng.choice((closes, closes, closes, time())),
        weekdays=rng.choice(((0, 1, 2, 3, 4), (0, 1, 2, 3, 4), (1, 3), tuple(range(7)), (6,))),
        liberation=rng.choice(("never", "lustrum", "always")),
        without=rng.choice(((), ("good_friday",), ("kings_day", "ascension"))),
        also=rng.choice(((), ("12-24", "12-31"), ("02-29",))),
        closed=tuple(closed),
    )
