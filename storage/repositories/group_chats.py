"""The group chats of collaborations: linked, moved by Telegram, or lost.

A chat's address is its number, and for one topic of it a slash and the topic's. One chat may serve
several collaborations.
"""

from __future__ import annotations

from sqlalchemy import update

from storage.core.schema import collaborations
from storage.database.unit_of_work import Work


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


async def unlink(work: Work, place: str) -> list[str]:
    """It is nobody's chat now; returns whose it was."""
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
    return [row.id for row in rows]
