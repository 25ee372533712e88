"""Moments as a file for people's own calendars (iCalendar, RFC 5545).

Times are in UTC: single moments need no rules of a time zone, and every calendar shows its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dialogues.parsing.text import clean, one_line

PRODUCT = "-//Samenspraak//Samenspraak//NL"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What stands in a calendar.

    uid: the same in a later file replaces it
    title: what it is called
    start: seconds since the epoch
    minutes: how long it takes
    description: what to know of it
    """

    uid: str
    title: str
    start: float
    minutes: int
    description: str = ""


def ics(entries: Iterable[CalendarEntry], title: str, now: float) -> str:
    """The text of the file. `now` is when it is made, in seconds since the epoch."""
    from icalendar import Calendar, Event, vText  # only for who asks for the file

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("x-wr-calname", vText(one_line(title)))
    for entry in entries:
        start = datetime.fromtimestamp(entry.start, UTC).replace(microsecond=0)
        event = Event()
        event.add("uid", one_line(entry.uid))
        event.add("dtstamp", datetime.fromtimestamp(now, UTC).replace(microsecond=0))
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=entry.minutes))
        event.add("summary", one_line(entry.title))
        if entry.description:
            event.add("description", clean(entry.description))
        made.add_component(event)
    return str(made.to_ical(), "utf-8")
