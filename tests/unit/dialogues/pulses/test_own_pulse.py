"""One's own pulse: set with a few taps, or by a rule; away, zone and Liberation Day in settings."""

from __future__ import annotations

from datetime import date

import pytest

from dialogues.calendar.holidays import Period
from dialogues.calendar.timezones import local
from dialogues.domain.effects import PulseScheduleSet
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.messages.inputs import Typed
from tests.support.someone import TUESDAY, Someone


def kept(one: Someone) -> list[PulseSchedule]:
    return [e.schedule for e in one.visit.effects if isinstance(e, PulseScheduleSet)]


def test_it_is_set_with_a_few_taps_and_shown_before() -> None:
    """How often, which day, what time, the first five moments; nothing is kept before the yes."""
    one = Someone().do("/pulse")
    for label in ("Elke maand", "dinsdag", "09:00"):
        assert kept(one) == []
        one.do(next(data for name, data in one.buttons.items() if name.lower() == label.lower()))
    assert one.said.count("2027, 09:00") == 5 and "2 februari 2027, 09:00" in one.said
    one.do(one.buttons["Ja, dat wil ik"])
    (schedule,) = kept(one)
    assert (schedule.schedule.every, schedule.schedule.weekday, schedule.schedule.nth) == (
        "monthly",
        1,
        1,
    )
    assert f"{local(schedule.next(TUESDAY)[0].due, 'Europe/Amsterdam'):%a %d %b}" == "Tue 02 Feb"


def test_the_zone_is_asked_once() -> None:
    """With the first, in passing; one tap leads to others."""
    one = Someone().do("/pulse weekly 1 09:00")
    assert "Europe/Amsterdam" in one.said and "10:00" in one.said
    one.do("/settings zone America/Kralendijk").do("/pulse weekly 1 09:00")
    assert "Kralendijk" not in one.said
    one.do("/pulse weekly 1 09:00 yes")
    assert kept(one)[0].schedule.zone == "America/Kralendijk"
    again = Someone().do("/pulse weekly 1 09:00 yes").do("/pulse weekly 2 09:00")
    assert "Europe/Amsterdam" not in again.said


def test_experts_write_a_rule() -> None:
    """With a time; too long for a button it is typed with a yes."""
    one = Someone().do("/pulse rrule FREQ=MONTHLY;BYDAY=-1FR 15:30")
    assert "29 januari 2027, 15:30" in one.said
    one.do(one.buttons["Ja, dat wil ik"])
    assert kept(one)[0].schedule.rrule == "FREQ=MONTHLY;BYDAY=-1FR"
    long = "/pulse rrule FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7;BYDAY=TU;BYMONTH=1,2,3 09:00"
    one.do(long)
    assert "Ja, dat wil ik" not in one.buttons and f"{long} yes" in one.said
    one.do(f"{long} yes")
    assert len(kept(one)) == 1
    assert max(len(data.encode()) for data in one.buttons.values()) <= 64


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("", "FREQ="), ("FREQ=HOURLY", "HOURLY"), ("FREQ=WEEKLY;BYDAY=XX", "BYDAY=XX"),
        ("FREQ=WEEKLY;BYHOUR=3", "BYHOUR"), ("FREQ=WEEKLY 25:00", "/pulse rrule"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "valt nooit"), ("elke week", "/pulse rrule"),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_refused_kindly(rule: str, says: str) -> None:
    """What is wrong, what to do, and an example; nothing is kept."""
    one = Someone().do(f"/pulse rrule {rule} yes")
    assert says in one.said and "FREQ=MONTHLY;BYDAY=1TU" in one.said and kept(one) == []


def test_days_away_are_kept_listed_and_taken_out() -> None:
    """As people type them; one's own pulse follows at once."""
    one = Someone().weekly(weekday=1)
    one.do("/settings away 18-1-2027 29-1-2027 skiën")
    (away,) = one.person.prefs.calendar.closed
    assert away == Period(date(2027, 1, 18), date(2027, 1, 29), "skiën")
    assert "skiën: 18 januari 2027 tot en met 29 januari 2027" in one.said
    (schedule,) = kept(one)
    assert f"{local(schedule.next(TUESDAY)[0].due, 'Europe/Amsterdam'):%d %b}" == "01 Feb"
    one.do(next(data for label, data in one.buttons.items() if "skiën" in label))
    assert one.person.prefs.calendar.closed == () and one.visit.person_changed
    assert f"{local(kept(one)[0].next(TUESDAY)[0].due, 'Europe/Amsterdam'):%d %b}" == "19 Jan"


@pytest.mark.parametrize(
    "typed", ["x y", "18-1-2027", "29-1-2027 18-1-2027", "1-1-2020 9-1-2020", "1-2-2027 1-3-2029"]
)
def test_days_that_cannot_be_change_nothing(typed: str) -> None:
    """But for one day alone, which is a day; the others are told with an example."""
    one = Someone().do(f"/settings away {typed}")
    assert bool(one.person.prefs.calendar.closed) == (typed == "18-1-2027")
    assert one.said


def test_liberation_day_is_chosen() -> None:
    """Never, in lustrum years, or always; shown when nothing fits."""
    one = Someone().do("/settings liberation")
    assert list(one.buttons) == ["Nooit", "Eens in de vijf jaar", "Elk jaar"]
    one.do(one.buttons["Elk jaar"])
    assert one.person.prefs.calendar.liberation == "always"
    assert not one.person.prefs.calendar.open_on(date(2027, 5, 5))


def test_what_it_shows_over_time() -> None:
    """The first time nothing to compare; then what changed by a point or more."""
    one = Someone()
    for number, (answers, says) in enumerate(
        [("444", "eerste keer"), ("444", "zoals eerder"), ("224", "minder dan eerder")]
    ):
        one.now = TUESDAY + number * 86400 * 7
        one.do("/pulse now").give(*map(Typed, answers)).do("/skip").do("/skip")
        assert says in one.said
