"""Everything that is to come for a person, as a file for their own calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from dialogues.calendar.icalendar_file import CalendarEntry, ics
from dialogues.calendar.timezones import instant
from dialogues.definition.content import Content
from dialogues.domain.member import Membership
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.engine.outputs.plan import plan_days
from dialogues.engine.run import Run
from dialogues.turn.person import Person

PULSES = 12
QUARTER = 15
"""Minutes that an entry takes."""


def entries(
    content: Content, person: Person, now: float, known: Iterable[PulseSchedule] | None = None
) -> list[CalendarEntry]:
    """Pulses, rounds that close, and the days of plans; nothing that anyone answered.

    `known`: all the schedules by which this person is asked, also where they are a member only.
    """
    language, members = person.language, person.memberships
    found = _pulses(content, language, members, person.schedules if known is None else known, now)
    for member in members:
        found += _rounds(content, language, member, now)
    return found + _plans(content, person, now)


def _pulses(
    content: Content,
    language: str,
    members: Iterable[Membership],
    known: Iterable[PulseSchedule],
    now: float,
) -> list[CalendarEntry]:
    names = {member.collaboration.id: member.collaboration.name for member in members}
    found = []
    for schedule in known:
        title = content.catalogue.say(language, "calendar_pulse")
        if schedule.collaboration in names:
            name = names[schedule.collaboration]
            title = content.catalogue.say(language, "calendar_pulse_of", collaboration=name)
        for one in schedule.next(now, PULSES):
            found.append(
                CalendarEntry(f"{schedule.id}.{one.slot}@samenspraak", title, one.due, QUARTER)
            )
    return found


def _rounds(content: Content, language: str, member: Membership, now: float) -> list[CalendarEntry]:
    group = member.collaboration
    title = content.catalogue.say(language, "calendar_round", collaboration=group.name)
    return [
        CalendarEntry(f"{one.id}@samenspraak", title, one.closes - 3600, QUARTER)
        for one in member.rounds
        if one.is_open(now)
    ]


def _plans(content: Content, person: Person, now: float) -> list[CalendarEntry]:
    found = []
    for kept in person.sessions:
        if kept.dialogue in content.dialogues:
            days = plan_days(Run(content, kept.open(), now))
            for place, (day, text) in enumerate(days):
                start = instant(datetime.combine(day, time(9)), person.prefs.zone)
                found.append(CalendarEntry(f"{kept.id}.{place}@samenspraak", text, start, QUARTER))
    return found


def diary(
    content: Content, person: Person, now: float, known: Iterable[PulseSchedule] | None = None
) -> str:
    """The file; empty when nothing is to come."""
    found = entries(content, person, now, known)
    return _file(content.catalogue.say(person.language, "web_product"), found, now)


def group_diary(
    content: Content, language: str, member: Membership, known: Iterable[PulseSchedule], now: float
) -> str:
    """What is to come for all in a collaboration; empty when there is nothing."""
    found = _pulses(content, language, [member], known, now)
    found += _rounds(content, language, member, now)
    return _file(member.collaboration.name, found, now)


def _file(title: str, found: Iterable[CalendarEntry], now: float) -> str:
    coming = [one for one in found if one.start > now]
    return ics(coming, title, now) if coming else ""
