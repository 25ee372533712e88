"""Everything that is to come for a person, as a file for their own calendar."""

from __future__ import annotations

from datetime import datetime, time

from dialogues.ics import Entry, ics
from dialogues.loader import Content
from dialogues.talk import Talk
from dialogues.tell_plan import plan_days
from dialogues.visitor import Visitor
from dialogues.zones import instant

PULSES = 12
QUARTER = 15
"""Minutes that an entry takes."""


def entries(content: Content, visitor: Visitor, now: float) -> list[Entry]:
    """Pulses, rounds that close, and the days of plans; nothing that anyone answered."""
    say, language = content.catalogue.say, visitor.language
    found = []
    for rhythm in visitor.rhythms:
        for one in rhythm.next(now, PULSES):
            uid = f"{rhythm.id}.{one.slot}@samenspraak"
            found.append(Entry(uid, say(language, "calendar_pulse"), one.due, QUARTER))
    for member in visitor.memberships:
        group = member.collaboration
        for going in member.rounds:
            if going.is_open(now):
                title = say(language, "calendar_round", collaboration=group.name)
                found.append(Entry(f"{going.id}@samenspraak", title, going.closes - 3600, QUARTER))
    return found + _plans(content, visitor, now)


def _plans(content: Content, visitor: Visitor, now: float) -> list[Entry]:
    found = []
    for kept in visitor.kept:
        if kept.dialogue in content.dialogues:
            days = plan_days(Talk(content, kept.open(), now))
            for place, (day, text) in enumerate(days):
                start = instant(datetime.combine(day, time(9)), visitor.prefs.zone)
                found.append(Entry(f"{kept.id}.{place}@samenspraak", text, start, QUARTER))
    return found


def diary(content: Content, visitor: Visitor, now: float) -> str:
    """The file; empty when nothing is to come."""
    found = [one for one in entries(content, visitor, now) if one.start > now]
    title = content.catalogue.say(visitor.language, "button_calendar")
    return ics(found, title, now) if found else ""
