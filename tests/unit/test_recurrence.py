"""Schedules against their plain meaning, and by hand where people would look: month ends, years, clocks."""

from __future__ import annotations

import os
import random
from datetime import date, datetime, time, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.calendars import DUTCH, OFFICE, Calendar, Period, public
from dialogues.recurrence import days
from dialogues.schedule import Moment, Schedule, next_moments
from dialogues.zones import ZONE, instant, local
from tests.slow_schedule import Walk, moments, random_calendar, random_schedule

SCHEDULES = int(os.environ.get("SCHEDULES", "10000"))
BATCHES = 4
ALWAYS = Calendar(time(), time(), tuple(range(7)), holidays=False)
NAMES = {
    "new_year": (1, 1), "kings_day": None, "good_friday": None, "ascension": None,
}  # fmt: skip


def holidays(calendar: Calendar) -> frozenset[date]:
    """Those of the calendar, from the names of the package."""
    found = set()
    for year in range(2025, 2036):
        for day, names in public(year).items():
            if set(names) - {"liberation_day", *calendar.without}:
                found.add(day)
        if calendar.liberation == "always" or (calendar.liberation == "lustrum" and year % 5 == 0):
            found.add(date(year, 5, 5))
    return frozenset(found)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_schedules_mean_what_they_say(batch: int) -> None:
    """Random ones, beside a reference that looks at every day and every quarter of an hour."""
    moved = 0
    for number in range(SCHEDULES * batch // BATCHES, SCHEDULES * (batch + 1) // BATCHES):
        rng = random.Random(number)
        schedule, calendar = random_schedule(rng), random_calendar(rng)
        after = instant(datetime.combine(schedule.start, time()), schedule.zone)
        after += rng.randrange(-20 * 86400, 200 * 86400)
        walk = Walk(schedule.zone, calendar, holidays(calendar))
        found = next_moments(schedule, calendar, after, 2)
        expected = moments(schedule, walk, after, 2)
        assert [(m.slot, m.due) for m in found] == expected, (number, schedule, calendar, after)
        moved += sum(moment.moved for moment in found)
    assert moved > SCHEDULES // BATCHES // 10
