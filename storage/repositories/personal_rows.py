"""What is kept of one person, over all tables: moved, handed over, taken out."""

from __future__ import annotations

from sqlalchemy import delete, func, select, update

from storage.core.schema import addresses, browsers, fires, inbox, outbox, people, sessions
from storage.database.unit_of_work import Work
from storage.repositories import browsers as signed_in
from storage.repositories import calendars
from storage.repositories import inbox as stored_inbox
from storage.repositories.people import Address


async def persons_at(work: Work, channel: str, places: list[str]) -> dict[str, str]:
    """`found[address]`: who is there, of those that are known."""
    rows = await work.connection.execute(
        select(addresses.c.address, addresses.c.person).where(
            addresses.c.channel == channel, addresses.c.address.in_(places)
        )
    )
    return {row.address: row.person for row in rows}


async def move(work: Work, channel: str, old: str, new: str) -> None:
    """Everything at an address goes to another."""
    for table in (addresses, outbox, inbox, browsers):
        await work.connection.execute(
            update(table)
            .where(table.c.channel == channel, table.c.address == old)
            .values(address=new)
        )


async def hand_over(work: Work, stays: str, goes: str) -> None:
    """What one person said and is to hear becomes another's."""
    for table in (sessions, inbox, outbox, fires):
        await work.connection.execute(
            update(table).where(table.c.person == goes).values(person=stays)
        )


async def drop(work: Work, person: str) -> None:
    """Who has nothing any more is known no more."""
    await calendars.erase_person(work, person)
    await work.connection.execute(delete(addresses).where(addresses.c.person == person))
    await work.connection.execute(delete(people).where(people.c.id == person))


async def waits(work: Work, person: str) -> dict[Address, float]:
    """`until[channel, address]`: till when those of a person's pending messages asked us to wait.

    In seconds since the epoch; 0 for not at all.
    """
    rows = await work.connection.execute(
        select(outbox.c.channel, outbox.c.address, func.max(outbox.c.not_before))
        .where(outbox.c.person == person, outbox.c.status == "pending")
        .group_by(outbox.c.channel, outbox.c.address)
    )
    return {(row[0], row[1]): row[2] for row in rows}


async def empty_inbox(work: Work, person: str, now: float) -> None:
    """All that came from a person goes, and what stood for a fire of theirs."""
    await stored_inbox.drop(work, inbox.c.person == person, now)
    known_by = select(addresses.c.channel, addresses.c.address).where(addresses.c.person == person)
    for channel, address in (await work.connection.execute(known_by)).all():
        # What could not be read may have come before they were known.
        theirs = (inbox.c.channel == channel) & (inbox.c.address == address)
        await stored_inbox.drop(work, theirs & (inbox.c.status == "unread"), now)


async def erase(work: Work, person: str) -> None:
    """Take out what was said, what is to be said, and the person."""
    await signed_in.erase_person(work, person)
    await calendars.erase_person(work, person)
    for table in (sessions, outbox, addresses, fires):
        await work.connection.execute(delete(table).where(table.c.person == person))
    await work.connection.execute(delete(people).where(people.c.id == person))
