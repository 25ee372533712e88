"""When a member hears of a round: when it opens, half-way, and the day before it closes. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dialogues.collaboration import Collaboration, Round
from dialogues.schedule import DAY, OPENS, next_allowed

ROUND, RESULT, SHARED = "round", "result", "shared"
"""Kinds of fires. Their subject is the round's id, a dot, and the member's."""
CHAT = "chat"
"""The kind for a group chat that was lost; the collaboration's id stands for the round's."""
OPENED, HALF_WAY, LAST_DAY = 0, 1, 2


def subject(about: str, member: str) -> str:
    return f"{about}.{member}"


def moments(collaboration: Collaboration, one: Round, now: float) -> dict[int, float]:
    """By slot when it may be said. A short round has fewer: never two within a day."""
    zone = collaboration.zone
    found = {OPENED: next_allowed(now, zone)}
    last = _day_before(collaboration, one)
    half = next_allowed((one.opens + one.closes) / 2, zone)
    if found[OPENED] + DAY < half < last - DAY:
        found[HALF_WAY] = half
    if found[OPENED] + DAY < last < one.closes:
        found[LAST_DAY] = last
    return found


def _day_before(collaboration: Collaboration, one: Round) -> float:
    """In the morning of the last working day before the day on which a round closes."""
    zone = ZoneInfo(collaboration.zone)
    day = collaboration.last_day(one.closes) - timedelta(days=1)
    while True:
        morning = datetime(day.year, day.month, day.day, OPENS, tzinfo=zone).timestamp()
        if next_allowed(morning, collaboration.zone) == morning:
            return morning
        day -= timedelta(days=1)
