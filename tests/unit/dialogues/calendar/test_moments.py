"""When a prompt may come: for any moment, in any zone, through every change of the clock."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.calendar.moments import next_allowed
from dialogues.calendar.timezones import SECONDS_PER_DAY, ZONE

moments = st.floats(min_value=0, max_value=4e9)
zones = st.sampled_from([ZONE, "UTC", "America/Paramaribo", "Asia/Kathmandu", "Europe/London"])
MINUTE = 60.0


def local(moment: float, zone: str = ZONE) -> datetime:
    return datetime.fromtimestamp(moment, ZoneInfo(zone))


def by_day(moment: float, zone: str) -> bool:
    """What the rule says, in other words than the code's."""
    there = local(moment, zone)
    return there.strftime("%a") not in ("Sat", "Sun") and "08:00" <= f"{there:%H:%M}" < "18:00"


@given(moments, zones)
def test_it_is_never_at_night_nor_in_the_weekend(after: float, zone: str) -> None:
    """Nor ever before the moment that was asked for."""
    found = next_allowed(after, zone=zone)
    assert found >= after
    assert by_day(found, zone)


@given(moments, zones)
def test_it_is_the_first_such_moment(after: float, zone: str) -> None:
    """A minute earlier it was night or weekend, or earlier than was asked for."""
    found = next_allowed(after, zone=zone)
    assert found == after or not by_day(max(found - MINUTE, after), zone)
    assert found - after < 3 * SECONDS_PER_DAY


@given(moments, moments, zones)
def test_who_is_later_is_not_sooner(one: float, other: float, zone: str) -> None:
    """And a moment that is allowed stays itself."""
    first, second = sorted((one, other))
    assert next_allowed(first, zone=zone) <= next_allowed(second, zone=zone)
    assert next_allowed(next_allowed(one, zone=zone), zone=zone) == next_allowed(one, zone=zone)


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ("2026-03-27 17:59", "2026-03-27 17:59"),
        ("2026-03-27 18:00", "2026-03-30 08:00"),  # a Friday; the clock goes forward in between
        ("2026-03-29 02:59", "2026-03-30 08:00"),
        ("2026-10-24 12:00", "2026-10-26 08:00"),  # a Saturday; the clock goes back in between
        ("2026-10-26 07:59", "2026-10-26 08:00"),
        ("2026-12-31 23:59", "2027-01-01 08:00"),
    ],
)
def test_the_hours_are_those_of_the_clock_on_the_wall(asked: str, allowed: str) -> None:
    """Eight o'clock is eight o'clock, in summer and in winter."""
    after = datetime.fromisoformat(asked).replace(tzinfo=ZoneInfo(ZONE)).timestamp()
    assert f"{local(next_allowed(after)):%Y-%m-%d %H:%M}" == allowed
