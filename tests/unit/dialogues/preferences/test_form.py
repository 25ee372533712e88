"""What someone wants of prompts: what stands there reads back as the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.calendar.holidays import HOLIDAYS, Calendar, Period
from dialogues.calendar.schedule import Schedule
from dialogues.domain.preferences import Prefs
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.preferences.form import of_group, of_person, read_group, read_person
from dialogues.turn.person import Person

NOW = datetime(2027, 3, 10, 12, tzinfo=UTC).timestamp()
TODAY = date(2027, 3, 10)
HOUR = st.integers(0, 23).map(time)
DAYS = st.dates(TODAY, TODAY + timedelta(days=900))


@st.composite
def calendars(draw: Any) -> Calendar:
    opens = draw(st.integers(0, 22))
    closes = draw(st.integers(opens + 1, 24)) % 24
    firsts = draw(st.lists(DAYS, max_size=4, unique=True))
    closed = [Period(d, d + timedelta(days=draw(st.integers(0, 60))), "Reces") for d in firsts]
    return Calendar(
        time(opens), time(closes),
        tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1)))), draw(st.booleans()),
        draw(st.sampled_from(["never", "lustrum", "always"])),
        tuple(n for n in HOLIDAYS.values() if draw(st.booleans()) and n != "liberation_day"),
        tuple(sorted(draw(st.sets(st.sampled_from(["02-29", "12-24", "12-31", "07-01"]))))),
        tuple(sorted(closed)),
    )  # fmt: skip


@st.composite
def schedules(draw: Any) -> Schedule:
    start, at = draw(st.dates(date(2026, 1, 1), TODAY)), draw(HOUR)
    every = draw(st.sampled_from(["weekly", "biweekly", "monthly", "quarterly", "rrule"]))
    weekday = draw(st.integers(0, 6))
    if every == "rrule":
        return Schedule(start, every, at, rrule="FREQ=MONTHLY;BYDAY=-1FR")
    if every in ("weekly", "biweekly"):
        return Schedule(start, every, at, weekday=weekday)
    if draw(st.booleans()):
        return Schedule(start, every, at, day=draw(st.integers(1, 31)))
    return Schedule(start, every, at, weekday=weekday, nth=draw(st.sampled_from([1, 2, 3, 4, -1])))


@given(calendars(), schedules(), st.booleans())
def test_a_form_that_is_sent_back_unchanged_changes_nothing(
    calendar: Calendar, schedule: Schedule, discreet: bool
) -> None:
    prefs = Prefs(calendar=calendar, discreet=discreet, asked=True)
    own = PulseSchedule("p", schedule, calendar, person="p")
    person = Person("p", "nl", schedules=[own], prefs=prefs)
    wanted, wishes = read_person(of_person(person, NOW), person, NOW)
    assert wishes.faults == {}
    assert wanted.prefs == prefs
    assert wanted.own == own


@given(calendars(), schedules(), st.sampled_from(["members", "facilitators", "chat"]))
def test_the_same_for_a_collaboration(calendar: Calendar, schedule: Schedule, post: Any) -> None:
    theirs = PulseSchedule("g", schedule, calendar, collaboration="g", post=post)
    wanted, wishes = read_group(of_group(theirs, NOW), theirs, NOW)
    assert wishes.faults == {}
    assert wanted == theirs


TEXT = st.text("ab1-:,; é\x00", max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_whatever_json_someone_sends_it_is_read_or_refused_by_field(data: Any) -> None:
    person = Person("p", "nl")
    names = list(of_person(person, NOW))
    raw = data.draw(st.dictionaries(st.sampled_from([*names, "colour"]), JSON))
    wanted, wishes = read_person(raw, person, NOW)
    assert wishes.faults or wanted.prefs.calendar.weekdays
    assert ("colour" in wishes.faults) == ("colour" in raw)


def test_nothing_wanted_is_nothing_changed() -> None:
    person = Person("p", "nl")
    wanted, wishes = read_person({}, person, NOW)
    assert wishes.faults == {}
    assert wanted.own is None
    assert wanted.prefs.calendar == person.prefs.calendar
    assert person.own_schedule is None


@pytest.mark.parametrize("every", ["biweekly", "quarterly"])
def test_another_time_does_not_shift_the_weeks_that_are_counted(every: Any) -> None:
    own = PulseSchedule("p", Schedule(date(2026, 1, 6), every, day=None), person="p")
    person = Person("p", "nl", schedules=[own])
    raw = of_person(person, NOW) | {"at": "11:00"}
    wanted, _ = read_person(raw, person, NOW)
    assert wanted.own is not None
    assert [m.slot for m in wanted.own.next(NOW, 5)] == [m.slot for m in own.next(NOW, 5)]
    assert wanted.own.schedule.at == time(11)


def test_periods_that_are_over_are_left_out() -> None:
    over = Period(TODAY - timedelta(days=9), TODAY - timedelta(days=2))
    last = Period(TODAY - timedelta(days=9), TODAY, "loopt nog")
    person = Person("p", "nl", prefs=Prefs(calendar=Calendar(closed=(over, last))))
    wanted, _ = read_person(of_person(person, NOW), person, NOW)
    assert wanted.prefs.calendar.closed == (last,)


def test_a_day_is_read_as_people_write_it() -> None:
    raw = {"closed": [{"first": "1-7-2027", "last": "2027-08-01", "title": " a\x00  b "}]}
    wanted, wishes = read_person(raw, Person("p", "nl"), NOW)
    assert wishes.faults == {}
    assert wanted.prefs.calendar.closed == (Period(date(2027, 7, 1), date(2027, 8, 1), "a b"),)


def test_midnight_is_the_end_of_a_day() -> None:
    wanted, wishes = read_person({"opens": "8", "closes": "0:00"}, Person("p", "nl"), NOW)
    assert wishes.faults == {}
    assert wanted.prefs.calendar.closes == time()
