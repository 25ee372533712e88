"""A person who is erased, moves, or turns out to be another."""

from __future__ import annotations

from sqlalchemy import delete, func, select, update

from bot.services import membership
from storage.core.schema import addresses, fires, inbox, outbox, people, sessions
from storage.database.unit_of_work import Work
from storage.repositories import group_chats, pulse_schedules
from storage.repositories.people import Address


async def move_address(work: Work, channel: str, old: str, new: str) -> None:
    """A chat got another number: everything of it follows.

    Who was taken for someone new there already becomes one with who they were.
    """
    found = await work.connection.execute(
        select(addresses.c.address, addresses.c.person).where(
            addresses.c.channel == channel, addresses.c.address.in_([old, new])
        )
    )
    known = {row.address: row.person for row in found}
    if len(known) == 2 and known[old] != known[new]:
        await _become_one(work, known[old], known[new])
    await group_chats.move(work, old, new)
    for table in (addresses, outbox, inbox):
        await work.connection.execute(
            update(table)
            .where(table.c.channel == channel, table.c.address == old)
            .values(address=new)
        )


async def _become_one(work: Work, stays: str, goes: str) -> None:
    await membership.become_one(work, stays, goes)
    for table in (sessions, inbox, outbox, fires):
        await work.connection.execute(
            update(table).where(table.c.person == goes).values(person=stays)
        )
    await pulse_schedules.erase_person(work, goes)
    await work.connection.execute(delete(addresses).where(addresses.c.person == goes))
    await work.connection.execute(delete(people).where(people.c.id == goes))


async def erase(work: Work, person: str) -> dict[Address, float]:
    """Take out everything of a person. That an update was seen stays, not what it was.

    Returns until when their channels asked us to wait: that holds for whoever is there next.
    """
    rows = await work.connection.execute(
        select(outbox.c.channel, outbox.c.address, func.max(outbox.c.not_before))
        .where(outbox.c.person == person, outbox.c.status == "pending")
        .group_by(outbox.c.channel, outbox.c.address)
    )
    waits = {(row[0], row[1]): row[2] for row in rows}
    nothing = {"person": None, "address": None, "data": None}
    await work.connection.execute(update(inbox).where(inbox.c.person == person).values(nothing))
    known_by = select(addresses.c.channel, addresses.c.address).where(addresses.c.person == person)
    for channel, address in (await work.connection.execute(known_by)).all():
        # What could not be read may have come before they were known.
        unread = (inbox.c.channel == channel) & (inbox.c.address == address)
        await work.connection.execute(
            update(inbox).where(unread, inbox.c.status == "unread").values(nothing)
        )
    await membership.erase_person(work, person)
    await pulse_schedules.erase_person(work, person)
    for table in (sessions, outbox, addresses, fires):
        await work.connection.execute(delete(table).where(table.c.person == person))
    await work.connection.execute(delete(people).where(people.c.id == person))
    return waits
