"""Schedules beside their plain meaning, and by hand where people would look."""

from __future__ import annotations

import os
import random
import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.calendar.holidays import DUTCH, Calendar, Period, public
from dialogues.calendar.moments import next_allowed, next_moments
from dialogues.calendar.recurrence import days
from dialogues.calendar.schedule import Schedule
from dialogues.calendar.timezones import ZONE, instant, local
from tests.support.reference_schedule import (
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
    for day in days_of_change * 40:
        opens, closes = sorted(rng.sample([time(h, m) for h in range(4) for m in (0, 15, 30)], 2))
        calendar = Calendar(
            opens,
            rng.choice((closes, closes, time())),
            tuple(range(7)),
            holidays=False,
            also=rng.choice(((), (f"{day - timedelta(days=1):%m-%d}",))),
        )
        start = day - timedelta(days=rng.randrange(3))
        rule = rng.choice(("FREQ=DAILY", "FREQ=DAILY;INTERVAL=10"))
        schedule = Schedule(start, "rrule", random_time(rng), zone, rrule=rule)
        after = instant(datetime.combine(day, time()), zone) + rng.randrange(-8, 28) * QUARTER
        slow = walk(calendar, zone)
        assert next_allowed(after, calendar, zone) == slow.first(after, slow.allowed)
        found = next_moments(schedule, calendar, after, 2)
        assert [(m.slot, m.due) for m in found] == moments(schedule, slow, after, 2)
    assert bool(days_of_change) == (zone not in ("America/Paramaribo", "Asia/Kathmandu"))


# --- by hand


def told(schedule: Schedule, calendar: Calendar, after: str, count: int = 5) -> list[str]:
    """The next moments on the clock of the schedule, each moved one with a star."""
    begin = instant(datetime.fromisoformat(after), schedule.zone)
    found = next_moments(schedule, calendar, begin, count)
    return [f"{local(m.due, schedule.zone):%Y-%m-%d %H:%M}{'*' * m.moved}" for m in found]


ALWAYS = Calendar(time(), time(), tuple(range(7)), holidays=False)
"""Day and night."""


def first_days(schedule: Schedule, count: int) -> list[str]:
    return [f"{day:%d-%m-%y}" for day in islice(days(schedule, schedule.start), count)]


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (Schedule(date(2027, 12, 31)), "31-12-27 31-01-28 29-02-28 31-03-28 30-04-28"),
        (Schedule(date(2026, 11, 20), day=1), "01-12-26 01-01-27 01-02-27"),
        (Schedule(date(2026, 11, 30), "quarterly", day=31), "30-11-26 28-02-27 31-05-27"),
        (Schedule(date(2026, 11, 20), "quarterly", day=5), "05-12-26 05-03-27 05-06-27"),
        (Schedule(date(2028, 2, 29), "quarterly"), "29-02-28 29-05-28 29-08-28 29-11-28 28-02-29"),
        (Schedule(date(2026, 12, 1), weekday=4, nth=5), "25-12-26 29-01-27 26-02-27"),
        (Schedule(date(2026, 12, 1), weekday=1, nth=1), "01-12-26 05-01-27 02-02-27"),
        (Schedule(date(2026, 12, 2), weekday=1, nth=1), "05-01-27 02-02-27"),
        (Schedule(date(2026, 12, 24), "biweekly"), "24-12-26 07-01-27 21-01-27"),
        (Schedule(date(2026, 12, 24), "biweekly", weekday=0), "28-12-26 11-01-27 25-01-27"),
        (
            Schedule(date(2026, 1, 1), "rrule", rrule="FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO"),
            "28-12-26 27-12-32 28-12-37",
        ),
        (
            Schedule(date(2027, 1, 1), "rrule", rrule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
            "29-02-28 29-02-32 29-02-36",
        ),
        (
            Schedule(date(2027, 1, 1), "rrule", rrule="FREQ=MONTHLY;BYDAY=5MO"),
            "29-03-27 31-05-27 30-08-27",
        ),
    ],
)
def test_the_days_that_people_would_look_at(schedule: Schedule, expected: str) -> None:
    """What a month does not have is its last; weeks and quarters count from the first."""
    wanted = expected.split()
    assert first_days(schedule, len(wanted)) == wanted


def test_the_hour_stays_when_the_clock_is_changed() -> None:
    """Nine is nine on both sides; what is skipped comes right after, what is twice comes once."""
    nine = Schedule(date(2027, 3, 27), "rrule", rrule="FREQ=DAILY")
    forward = [f"2027-03-{day} 09:00" for day in (27, 28, 29)]
    assert told(nine, ALWAYS, "2027-03-27 00:00", 3) == forward
    night = Schedule(date(2027, 3, 28), "rrule", time(2, 20), rrule="FREQ=DAILY;COUNT=1")
    (moment,) = next_moments(night, ALWAYS, 0)
    assert moment.due == datetime(2027, 3, 28, 1, tzinfo=UTC).timestamp()
    back = Schedule(date(2027, 10, 31), "rrule", time(2, 30), rrule="FREQ=DAILY;COUNT=1")
    (moment,) = next_moments(back, ALWAYS, 0)
    assert datetime.fromtimestamp(moment.due, UTC).hour == 0


def test_what_falls_on_a_closed_day_moves() -> None:
    """To the next open day at the same time, in a recess and at Christmas; its slot stays."""
    schedule = Schedule(date(2026, 12, 25), "weekly", time(9, 30))
    recess = Calendar(closed=(Period(date(2026, 12, 28), date(2027, 1, 10), "kerstreces"),))
    after = "2026-12-01 00:00"
    assert told(schedule, DUTCH, after, 3) == [
        "2026-12-28 09:30*", "2027-01-04 09:30*", "2027-01-08 09:30",
    ]  # fmt: skip
    assert told(schedule, recess, after, 2) == ["2027-01-11 09:30*", "2027-01-15 09:30"]
    begin = instant(datetime.fromisoformat(after), ZONE)
    assert [m.slot for m in next_moments(schedule, recess, begin, 2)] == [20270108, 20270115]


def test_what_moves_to_a_time_that_is_skipped_moves_on() -> None:
    """From a closed Saturday, over the Sunday on which its time does not exist, to Monday."""
    nights = Calendar(time(1), time(2, 45), tuple(range(7)), holidays=False, also=("03-27",))
    once = Schedule(date(2027, 3, 27), "rrule", time(2, 30), rrule="FREQ=DAILY;COUNT=1")
    assert told(once, nights, "2027-03-26 00:00") == ["2027-03-29 02:30*"]


def test_what_falls_outside_the_hours_moves_to_the_opening() -> None:
    """In the evening to the next morning, early to the same."""
    evening = Schedule(date(2026, 12, 4), "weekly", time(20))
    early = Schedule(date(2026, 12, 4), "weekly", time(6))
    assert told(evening, DUTCH, "2026-12-04 12:00", 1) == ["2026-12-07 08:00*"]
    assert told(early, DUTCH, "2026-12-04 00:00", 1) == ["2026-12-04 08:00*"]


def test_what_would_pass_the_next_is_left_out() -> None:
    """Saturday and Sunday give way to Monday's own."""
    daily = Schedule(date(2026, 11, 27), "rrule", rrule="FREQ=DAILY")
    assert told(daily, DUTCH, "2026-11-27 00:00", 2) == ["2026-11-27 09:00", "2026-11-30 09:00"]


def test_a_moment_that_was_moved_past_today_still_comes() -> None:
    """Whoever asks on Sunday for a monthly schedule hears of Monday, not of next month."""
    monthly = Schedule(date(2026, 8, 29), day=29)
    assert told(monthly, DUTCH, "2026-08-30 12:00", 1) == ["2026-08-31 09:00*"]


def test_a_rule_that_has_ended_gives_nothing() -> None:
    """By count or by day; the last one may still come."""
    counted = Schedule(date(2026, 1, 5), "rrule", rrule="FREQ=WEEKLY;COUNT=2")
    until = Schedule(date(2026, 1, 5), "rrule", rrule="FREQ=WEEKLY;UNTIL=20260112")
    for schedule in (counted, until):
        assert told(schedule, DUTCH, "2026-01-12 08:59") == ["2026-01-12 09:00"]
        assert told(schedule, DUTCH, "2026-01-12 09:00") == []


@given(st.integers(0, 10**9))
def test_no_slot_comes_twice(seed: int) -> None:
    """Each later than the one before, and what is asked from one on is what follows it."""
    rng = random.Random(seed)
    schedule, calendar = random_schedule(rng), random_calendar(rng)
    begin = instant(datetime.combine(schedule.start, time()), schedule.zone)
    found = next_moments(schedule, calendar, begin, 4)
    assert len({m.slot for m in found}) == len({m.due for m in found}) == len(found)
    assert found == sorted(found, key=lambda m: (m.due, m.slot))
    assert all(calendar.allows(local(m.due, schedule.zone)) for m in found)
    assert next_moments(schedule, calendar, found[0].due, 3) == found[1:4]
    assert Schedule.load(schedule.dump()) == schedule
    assert Calendar.load(calendar.dump()) == calendar


# --- what cannot be


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"every": "daily"}, "every 'daily'"),
        ({"day": 32}, "day 32"),
        ({"nth": 6}, "nth 6"),
        ({"nth": 2, "day": 2}, "not with day"),
        ({"every": "weekly", "weekday": 7}, "weekday 7"),
        ({"weekday": 1}, "weekday goes with nth"),
        ({"every": "rrule"}, "rrule goes with"),
        ({"rrule": "FREQ=DAILY"}, "rrule goes with"),
        ({"zone": "Europe/Nergens"}, "unknown zone 'Europe/Nergens'"),
        ({"zone": "../etc/passwd"}, "unknown zone"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused(wrong: dict[str, Any], message: str) -> None:
    """With what is wrong in it."""
    with pytest.raises(ValueError, match=f"schedule: .*{re.escape(message)}"):
        Schedule(date(2026, 1, 1), **wrong)


def test_a_format_of_later_is_refused() -> None:
    """Of either; nothing is guessed at."""
    for kind, data in (
        (Schedule, Schedule(date(2026, 1, 1)).dump()),
        (Calendar, DUTCH.dump()),
    ):
        with pytest.raises(ValueError, match="format 2; this version reads 1"):
            kind.load(data.replace(b'"format":1', b'"format":2'))
