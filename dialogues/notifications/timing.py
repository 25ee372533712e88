"""When a prompt is welcome: not in a talk, not at night, not on a day off, and one a day. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from dialogues.calendar.moments import next_allowed
from dialogues.calendar.timezones import instant, local
from dialogues.domain.preferences import Prefs
from dialogues.turn.person import Person

BUSY = 3600.0
"""Seconds after the last word in a talk that is going on; then it was left for now."""


def moment(person: Person, prompted: float, now: float) -> float:
    """When something may be said to this person: `now`, or later.

    `prompted` is when a prompt was said to them last, over all that they take part in.
    """
    words = [kept.touched for kept in person.sessions if kept.status == "active"]
    earliest = max([now, *(word + BUSY for word in words if now - word < BUSY)])
    prefs = person.prefs
    if prompted and local(prompted, prefs.zone).date() == local(earliest, prefs.zone).date():
        earliest = morning(earliest, 1, prefs)
    return next_allowed(earliest, prefs.calendar, prefs.zone)


def morning(now: float, days: int, prefs: Prefs) -> float:
    """When the hours of a later day begin."""
    day = local(now, prefs.zone).date() + timedelta(days=days)
    return instant(datetime.combine(day, prefs.calendar.opens), prefs.zone)
