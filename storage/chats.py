"""The group chats of collaborations: linked, moved by Telegram, or lost.

A chat's address is its number, and for one topic of it a slash and the topic's. One chat may serve
several collaborations.
"""

from __future__ import annotations

from sqlalchemy import select, update

from dialogues.round_fires import CHAT, subject
from dialogues.schedule import next_allowed
from storage import fires
from storage.schema import collaborations, members
from storage.unit_of_work import Work


def address(chat: str, topic: str) -> str:
    """Where something is said."""
    return f"{chat}/{topic}" if topic else chat


async def link(work: Work, collaboration: str, place: str) -> None:
    """This is a collaboration's chat from now on."""
    chat, _, topic = place.partition("/")
    await work.connection.execute(
        update(collaborations)
        .where(collaborations.c.id == collaboration)
        .values(chat=chat, topic=topic)
    )


async def move(work: Work, old: str, new: str) -> None:
    """A group got another number."""
    await work.connection.execute(
        update(collaborations).where(collaborations.c.chat == old).values(chat=new)
    )


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
