"""Schedules beside their plain meaning, and by hand where people would look."""

from __future__ import annotations

import os
import random
from datetime import date, datetime, time, timedelta
from functools import cache

import pytest

from dialogues.calendars import Calendar, public
from dialogues.schedule import Schedule, next_allowed, next_moments
from dialogues.zones import instant
from tests.slow_schedule import (
    QUARTER,
    ZONES,
    Walk,
    changes,
    moments,
    random_calendar,
    random_schedule,
    random_time,
)

SCHEDULES = int(os.environ.get("SCHEDULES", "10000"))
BATCHES = 4


@cache
def holidays(liberation: str, without: tuple[str, ...]) -> frozenset[date]:
    """Those of a calendar, from the names of the package."""
    found = set()
    for year in range(2025, 2036):
        for day, names in public(year).items():
            if set(names) - {"liberation_day", *without}:
                found.add(day)
        if liberation == "always" or (liberation == "lustrum" and year % 5 == 0):
            found.add(date(year, 5, 5))
    return frozenset(found)


def walk(calendar: Calendar, zone: str) -> Walk:
    off = holidays(calendar.liberation, calendar.without) if calendar.holidays else frozenset()
    return Walk(zone, calendar, off)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_schedules_mean_what_they_say(batch: int) -> None:
    """Random ones, beside a reference that looks at every day and every quarter of an hour."""
    moved = 0
    for number in range(SCHEDULES * batch // BATCHES, SCHEDULES * (batch + 1) // BATCHES):
        rng = random.Random(number)
        schedule, calendar = random_schedule(rng), random_calendar(rng)
        after = instant(datetime.combine(schedule.start, time()), schedule.zone)
        after += rng.randrange(-20 * 86400, 150 * 86400)
        found = next_moments(schedule, calendar, after, 2)
        expected = moments(schedule, walk(calendar, schedule.zone), after, 2)
        assert [(m.slot, m.due) for m in found] == expected, (number, schedule, calendar, after)
        assert next_moments(schedule, calendar, found[0].due, 1) == found[1:]
        moved += sum(moment.moved for moment in found)
    assert moved > SCHEDULES // BATCHES // 10


@pytest.mark.parametrize("zone", sorted(set(ZONES)))
def test_around_a_change_of_the_clock(zone: str) -> None:
    """For hours that open or close in the night: moments, and each from which one may be sought."""
    rng, days_of_change = random.Random(zone), changes(zone)
    for day in days_of_change * 20:
        opens, closes = sorted(rng.sample([time(h, m) for h in range(5) for m in (0, 15, 30)], 2))
        calendar = Calendar(opens, rng.choice((closes, time())), tuple(range(7)), holidays=False)
        start = day - timedelta(days=2)
        schedule = Schedule(start, "rrule", random_time(rng), zone, rrule="FREQ=DAILY")
        quarters = rng.randrange(96 * 3)
        after = instant(datetime.combine(start, time()), zone) + quarters * QUARTER
        slow = walk(calendar, zone)
        assert next_allowed(after, calendar, zone) == slow.first(after, slow.allowed)
        found = next_moments(schedule, calendar, after, 2)
        assert [(m.slot, m.due) for m in found] == moments(schedule, slow, after, 2)
    assert bool(days_of_change) == (zone not in ("America/Paramaribo", "Asia/Kathmandu"))
