"""`/settings away`: the days in it are read as everywhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dialogues.calendar.holidays import Period
from dialogues.definition.content import Content
from tests.support.guest import Guest


@pytest.fixture
def guest(content: Content) -> Guest:
    guest = Guest(content)
    guest.now = datetime(2026, 11, 30, 12, tzinfo=UTC).timestamp()
    return guest


@pytest.mark.parametrize(
    ("typed", "first", "last", "title"),
    [
        ("10-7-27 20-8-27 zomer", "2027-07-10", "2027-08-20", "zomer"),
        ("10 juli 2027 20 augustus 2027 op reis", "2027-07-10", "2027-08-20", "op reis"),
        ("10 juli t/m 20 augustus", "2027-07-10", "2027-08-20", ""),
        ("29-11 1-12", "2027-11-29", "2027-12-01", ""),
        ("morgen", "2026-12-01", "2026-12-01", ""),
    ],
)
def test_days_away_are_read(guest: Guest, typed: str, first: str, last: str, title: str) -> None:
    """Where a day may lie behind or ahead, it lies ahead."""
    guest.do("settings", f"away {typed}")
    (period,) = guest.person.prefs.calendar.closed
    assert (str(period.first), str(period.last), period.title) == (first, last, title)


@pytest.mark.parametrize("typed", ["31 februari 2027", "10-7-2027 reis", "3 foo 4"])
def test_what_is_no_day_is_not_kept(guest: Guest, typed: str) -> None:
    before: tuple[Period, ...] = guest.person.prefs.calendar.closed
    guest.do("settings", f"away {typed}")
    assert guest.person.prefs.calendar.closed == before
    assert "kan ik niet lezen" in guest.text
