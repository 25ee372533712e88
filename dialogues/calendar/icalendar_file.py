"""Moments as a file for people's own calendars (iCalendar, RFC 5545).

Times are in UTC: single moments need no rules of a time zone, and every calendar shows its own.
A file says no METHOD: that is for invitations, which need an organiser with an address, and Outlook
would open it as one. An entry is private: who may look in someone's calendar sees a busy quarter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from dialogues.parsing.text import clean, one_line

PRODUCT = "-//Samenspraak//Samenspraak//NL"
AGAIN = timedelta(hours=6)
"""How often a calendar that follows an address is asked to look."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What stands in a calendar.

    uid: the same in a later file replaces it
    title: what it is called
    start: seconds since the epoch
    minutes: how long it takes
    description: what to know of it
    sequence: counts its changes
    cancelled: it does not happen
    """

    uid: str
    title: str
    start: float
    minutes: int
    description: str = ""
    sequence: int = 0
    cancelled: bool = False


def ics(entries: Iterable[CalendarEntry], title: str, now: float, *, followed: bool = False) -> str:
    """The text of the file. `now` is when it is made, in seconds since the epoch; `followed`: it is
    what a calendar finds at an address, and looks at again."""
    from icalendar import Calendar, vDuration, vText  # only for who asks for the file

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("x-wr-calname", vText(one_line(title)))
    if followed:
        made.add("name", one_line(title))
        made.add("refresh-interval", AGAIN, {"value": "DURATION"})  # RFC 7986
        made.add("x-published-ttl", vDuration(AGAIN))  # the same, for Outlook
    for entry in entries:
        made.add_component(_event(entry, now))
    if not made.subcomponents:
        made.add_component(_zone())
    return str(made.to_ical(), "utf-8")


def _event(entry: CalendarEntry, now: float) -> Any:
    from icalendar import Event

    start = datetime.fromtimestamp(entry.start, UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", one_line(entry.uid))
    event.add("dtstamp", datetime.fromtimestamp(now, UTC).replace(microsecond=0))
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=entry.minutes))
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    event.add("class", "PRIVATE")
    event.add("summary", one_line(entry.title))
    if entry.description:
        event.add("description", clean(entry.description))
    return event


def _zone() -> Any:
    """A calendar has to hold something, also when nothing is to come."""
    from icalendar import Timezone, TimezoneStandard

    zone, rule = Timezone(), TimezoneStandard()
    zone.add("tzid", "UTC")
    rule.add("dtstart", datetime.fromtimestamp(0, UTC).replace(tzinfo=None))
    rule.add("tzoffsetfrom", timedelta(0))
    rule.add("tzoffsetto", timedelta(0))
    zone.add_component(rule)
    return zone
