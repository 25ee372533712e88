"""Persons, the addresses by which channels know them, and their sessions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select

from dialogues.turn.person import Person
from storage.core.schema import addresses, people, sessions
from storage.database.unit_of_work import Work
from storage.repositories import members, pulse_schedules
from storage.repositories.people import Address, person_of
from storage.repositories.sessions import stored_session


async def visitors(
    work: Work, wanted: Collection[Address], *, hold: bool = False
) -> dict[Address, Person]:
    """The persons behind addresses with all their sessions, none of which is decrypted yet.

    With `hold` no other replica writes anything of them until the transaction ends. All hold them
    in one order, so that none waits for another in a circle.
    """
    by_address: dict[Address, Person] = {}
    columns = (people.c.id, people.c.data, addresses.c.reachable)
    for channel in sorted({channel for channel, _ in wanted}):  # pairs would scan the table
        persons = (
            select(addresses.c.address, *columns)
            .join(people, people.c.id == addresses.c.person)
            .where(addresses.c.channel == channel)
            .where(addresses.c.address.in_([place for name, place in wanted if name == channel]))
        )
        if hold:
            persons = persons.order_by(people.c.id).with_for_update(of=people)  # SQLite: no-op
        found = await work.connection.execute(persons)
        by_address |= {(channel, row[0]): person_of(work.vault, *row[1:]) for row in found}
    await _add_all(work, {visitor.id: visitor for visitor in by_address.values()})
    return by_address


async def visitor(work: Work, person: str) -> Person | None:
    """A person by their id, with all their sessions; whether they can be reached is not known."""
    row = await work.connection.execute(select(people.c.data).where(people.c.id == person))
    sealed = row.scalar_one_or_none()
    if sealed is None:
        return None
    found = person_of(work.vault, person, sealed, 1)
    await _add_all(work, {person: found})
    return found


async def _add_all(work: Work, by_id: Mapping[str, Person]) -> None:
    """What they take part in, their schedules and their sessions."""
    for person, found_in in (await members.memberships(work, by_id)).items():
        by_id[person].memberships = found_in
    for rhythm in await pulse_schedules.load(work, by_id, _led(by_id.values())):
        for visitor in by_id.values():
            if rhythm.person == visitor.id or rhythm.collaboration in _led([visitor]):
                visitor.schedules.append(rhythm)
    rows = await work.connection.execute(
        select(sessions).where(sessions.c.person.in_(list(by_id))).order_by(sessions.c.touched)
    )
    for row in rows:
        by_id[row.person].kept.append(stored_session(work.vault, row))


def _led(visitors: Iterable[Person]) -> set[str]:
    """The collaborations that they guide."""
    return {m.collaboration.id for v in visitors for m in v.memberships if m.leads}
