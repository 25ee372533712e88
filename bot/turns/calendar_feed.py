"""Everything that is to come for a person, as a file for their own calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time

from dialogues.calendar.icalendar_file import CalendarEntry, ics
from dialogues.calendar.timezones import instant
from dialogues.definition.content import Content
from dialogues.domain.member import Membership
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.domain.sent_entries import sent_now
from dialogues.engine.outputs.plan import plan_days
from dialogues.engine.run import Run
from dialogues.turn.person import Person
from storage.database.unit_of_work import Work
from storage.repositories import calendars, pulse_schedules

OWN = ""
"""What a person's own file is called in what is kept of it; others by their collaboration."""
PULSES = 12
QUARTER = 15
"""Minutes that an entry takes."""


def entries(
    content: Content, person: Person, now: float, known: Iterable[PulseSchedule]
) -> list[CalendarEntry]:
    """Pulses, rounds that close, and the days of plans; nothing that anyone answered.

    `known`: all the schedules by which this person is asked, also where they are a member only.
    """
    language, members = person.language, person.memberships
    found = _pulses(content, language, members, known, now)
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


async def own_file(work: Work, content: Content, person: Person, now: float) -> str:
    """A person's file, with what fell away of what they were sent; empty with nothing to tell."""
    found = await _own(work, content, person, now)
    return await _file(work, content, person, OWN, found, now)


async def followed(work: Work, content: Content, person: Person, now: float) -> str:
    """The same for a calendar that follows an address: what is not in it goes there by itself, and
    Outlook would show what is cancelled as if it took place."""
    coming = [one for one in await _own(work, content, person, now) if one.start > now]
    shown = [_discreet(content, person, one) for one in coming]
    return ics(shown, _product(content, person), now, followed=True)


async def group_file(
    work: Work, content: Content, person: Person, member: Membership, now: float
) -> str:
    """What is to come for all in a collaboration; empty when there is nothing to tell."""
    group = member.collaboration
    known = await pulse_schedules.load(work, [], [group.id])
    found = _pulses(content, person.language, [member], known, now)
    found += _rounds(content, person.language, member, now)
    return await _file(work, content, person, group.id, found, now, group.name)


async def _own(work: Work, content: Content, person: Person, now: float) -> list[CalendarEntry]:
    asked = [m.collaboration.id for m in person.memberships if m.answers and not m.muted]
    return entries(content, person, now, await pulse_schedules.load(work, [person.id], asked))


async def _file(
    work: Work,
    content: Content,
    person: Person,
    what: str,
    found: Iterable[CalendarEntry],
    now: float,
    title: str = "",
) -> str:
    """What is coming and what fell away, each with its number; what is sent now is kept."""
    coming = {one.uid: one for one in found if one.start > now}
    shown = {uid: _discreet(content, person, one) for uid, one in coming.items()}
    own = await calendars.load(work, person.id)
    sent = sent_now(own.sent.get(what, ()), [*shown.values()], now)
    if sent != own.sent.get(what, []):
        await calendars.save(work, person.id, replace(own, sent={**own.sent, what: sent}))
    gone = content.catalogue.say(person.language, "calendar_gone")
    gone = _product(content, person) if person.prefs.discreet else gone
    told = [
        CalendarEntry(one.uid, gone, one.start, one.minutes, "", one.sequence, cancelled=True)
        if one.gone
        else replace(shown[one.uid], sequence=one.sequence)
        for one in sent
    ]
    title = _product(content, person) if person.prefs.discreet or not title else title
    return ics(told, title, now) if told else ""


def _discreet(content: Content, person: Person, entry: CalendarEntry) -> CalendarEntry:
    """Who wants messages that do not say what they are about, wants so of a calendar."""
    if not person.prefs.discreet:
        return entry
    return replace(entry, title=_product(content, person), description="")


def _product(content: Content, person: Person) -> str:
    return content.catalogue.say(person.language, "web_product")
