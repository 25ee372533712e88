"""When a member hears of a round: when it opens, half-way, and the day before it closes. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from dialogues.calendar.moments import next_allowed
from dialogues.calendar.timezones import SECONDS_PER_DAY, instant
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.preferences import USUAL, Prefs
from dialogues.domain.round import Round

OPENED, HALF_WAY, LAST_DAY = 0, 1, 2
SLOTS = 3
WITHOUT_RESULT = 1
"""The slot of the news that a round closed, when there is no result to look at."""


def subject(about: str, member: str) -> str:
    """The subject of a member's fires: what they are about, a dot, and the member's id."""
    return f"{about}.{member}"


def moments(
    collaboration: Collaboration, one: Round, now: float, prefs: Prefs = USUAL
) -> dict[int, float]:
    """`moments[slot]`: when it may be said to someone with these preferences.

    In seconds since the epoch. A short round has fewer: never two within a day. A pulse has one
    reminder only.
    """
    found = {OPENED: next_allowed(now, prefs.calendar, prefs.zone)}
    last = _day_before(collaboration, one, prefs)
    half = next_allowed((one.opens + one.closes) / 2, prefs.calendar, prefs.zone)
    if not one.pulse and found[OPENED] + SECONDS_PER_DAY < half < last - SECONDS_PER_DAY:
        found[HALF_WAY] = half
    if found[OPENED] + SECONDS_PER_DAY < last < one.closes:
        found[LAST_DAY] = last
    return found


def _day_before(collaboration: Collaboration, one: Round, prefs: Prefs) -> float:
    """In the morning of the last open day before the day on which a round closes."""
    day = collaboration.last_day(one.closes) - timedelta(days=1)
    while not prefs.calendar.open_on(day):
        day -= timedelta(days=1)
    return instant(datetime.combine(day, prefs.calendar.opens), prefs.zone)
