"""When a prompt is welcome: one a day, not into a talk, not when nobody works."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.calendar.holidays import Calendar, Period
from dialogues.calendar.timezones import ZONE, local, zone_of
from dialogues.domain.preferences import USUAL, Prefs
from dialogues.engine.session import Session, Status
from dialogues.engine.stored_session import StoredSession
from dialogues.notifications.timing import BUSY, moment, morning
from dialogues.turn.person import Person

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=zone_of(ZONE)).timestamp()
HOUR, DAY = 3600.0, 86400.0
ZONES = [ZONE, "America/Kralendijk", "Pacific/Auckland", "Asia/Kathmandu"]


def someone(prefs: Prefs = USUAL, *, word: float = 0.0, status: Status = "active") -> Person:
    def never() -> Session:
        raise AssertionError

    kept = [StoredSession("a", "tiny", status, word, never)] if word else []
    return Person("p", "nl", kept, prefs=prefs)


def shown(when: float, zone: str = ZONE) -> str:
    return f"{local(when, zone):%a %d %b %H:%M}"


def test_by_day_it_may_come_at_once() -> None:
    """On a working day, with no talk going on."""
    assert moment(someone(), 0.0, TUESDAY) == TUESDAY


def test_it_waits_until_a_talk_is_over() -> None:
    """An hour after the last word; a talk that was paused does not count."""
    assert moment(someone(word=TUESDAY - 600), 0.0, TUESDAY) == TUESDAY - 600 + BUSY
    assert moment(someone(word=TUESDAY - BUSY), 0.0, TUESDAY) == TUESDAY
    assert moment(someone(word=TUESDAY - 600, status="paused"), 0.0, TUESDAY) == TUESDAY


def test_a_talk_late_in_the_day_puts_it_off_to_the_next() -> None:
    """In the morning."""
    late = TUESDAY + 7.5 * HOUR
    assert shown(moment(someone(word=late), 0.0, late)) == "Wed 25 Nov 08:00"


def test_there_is_one_a_day() -> None:
    """By the day of the person, wherever they are."""
    assert shown(moment(someone(), TUESDAY - HOUR, TUESDAY)) == "Wed 25 Nov 08:00"
    assert moment(someone(), TUESDAY - DAY, TUESDAY) == TUESDAY
    far = Prefs("America/Kralendijk")
    assert shown(moment(someone(far), TUESDAY - 6 * HOUR, TUESDAY), far.zone) == "Tue 24 Nov 08:00"


def test_days_away_and_holidays_are_passed() -> None:
    """The first day after both: Christmas is on a Friday, and the weekend follows."""
    away = Calendar(closed=(Period(date(2026, 11, 24), date(2026, 12, 24)),))
    assert shown(moment(someone(Prefs(calendar=away)), 0.0, TUESDAY)) == "Mon 28 Dec 08:00"


@settings(max_examples=300, deadline=None)
@given(
    now=st.floats(1.7e9, 1.9e9), ago=st.floats(0, 3 * DAY), word=st.floats(0, 2 * DAY),
    zone=st.sampled_from(ZONES),
)  # fmt: skip
def test_it_is_always_allowed_and_never_twice_a_day(
    now: float, ago: float, word: float, zone: str
) -> None:
    """Whatever the hour, the zone, and what went before."""
    who = someone(Prefs(zone), word=now - word)
    found = moment(who, now - ago, now)
    assert found >= now and Calendar().allows(local(found, zone))
    assert local(found, zone).date() != local(now - ago, zone).date()
    assert word >= BUSY or found >= now - word + BUSY
    assert moment(who, now - ago, found) >= found


def test_the_morning_is_that_of_the_person() -> None:
    """Their opening hour, also over a change of the clock."""
    saturday = datetime(2027, 3, 27, 12, tzinfo=zone_of(ZONE)).timestamp()
    assert shown(morning(saturday, 1, Prefs())) == "Sun 28 Mar 08:00"
