"""A group chat that was lost, and who hears of it."""

from __future__ import annotations

from sqlalchemy import select, update

from dialogues.calendar.moments import next_allowed
from dialogues.domain.round_reminders import subject
from dialogues.notifications.kinds import CHAT
from storage.core.schema import collaborations, members
from storage.database.unit_of_work import Work
from storage.repositories import fires


async def lost(work: Work, place: str, now: float) -> None:
    """We can no longer write there: it is nobody's chat now. By day the facilitators hear so."""
    chat, _, topic = place.partition("/")
    theirs = [collaborations.c.chat == chat]
    if topic:
        theirs.append(collaborations.c.topic == topic)
    rows = await work.connection.execute(
        update(collaborations)
        .where(*theirs)
        .values(chat="", topic="")
        .returning(collaborations.c.id)
    )
    if not (ended := [row.id for row in rows]):
        return
    leading = await work.connection.execute(
        select(members.c.id, members.c.collaboration, members.c.person).where(
            members.c.collaboration.in_(ended), members.c.right != "member"
        )
    )
    due, slot = next_allowed(now), int(now * 1000)
    await fires.add(
        work,
        [
            fires.Fire(CHAT, subject(row.collaboration, row.id), slot, row.person, due)
            for row in leading
        ],
    )
