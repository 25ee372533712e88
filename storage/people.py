"""Persons, the addresses by which channels know them, and their sessions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

import orjson
from sqlalchemy import Row, delete, func, insert, select, update

from dialogues.draft import Draft
from dialogues.prefs import USUAL, Prefs
from dialogues.session import Answer, Session
from dialogues.visitor import Kept, Names, Visitor
from storage import chats, collaborations, rhythms
from storage.crypto import Vault
from storage.schema import addresses, fires, inbox, outbox, people, sessions
from storage.unit_of_work import Work
from storage.upsert import upsert

Address = tuple[str, str]
"""Channel and address within it."""


async def visitors(
    work: Work, wanted: Collection[Address], *, hold: bool = False
) -> dict[Address, Visitor]:
    """The persons behind addresses with all their sessions, none of which is decrypted yet.

    With `hold` no other replica writes anything of them until the transaction ends. All hold them
    in one order, so that none waits for another in a circle.
    """
    by_address: dict[Address, Visitor] = {}
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
        by_address |= {(channel, row[0]): _visitor(work.vault, *row[1:]) for row in found}
    await _add_all(work, {visitor.id: visitor for visitor in by_address.values()})
    return by_address


async def visitor(work: Work, person: str) -> Visitor | None:
    """A person by their id, with all their sessions; whether they can be reached is not known."""
    row = await work.connection.execute(select(people.c.data).where(people.c.id == person))
    sealed = row.scalar_one_or_none()
    if sealed is None:
        return None
    found = _visitor(work.vault, person, sealed, 1)
    await _add_all(work, {person: found})
    return found


async def _add_all(work: Work, by_id: Mapping[str, Visitor]) -> None:
    """What they take part in, their schedules and their sessions."""
    for person, found_in in (await collaborations.memberships(work, by_id)).items():
        by_id[person].memberships = found_in
    for rhythm in await rhythms.load(work, by_id, _led(by_id.values())):
        for visitor in by_id.values():
            if rhythm.person == visitor.id or rhythm.collaboration in _led([visitor]):
                visitor.rhythms.append(rhythm)
    rows = await work.connection.execute(
        select(sessions).where(sessions.c.person.in_(list(by_id))).order_by(sessions.c.touched)
    )
    for row in rows:
        by_id[row.person].kept.append(_kept(work.vault, row))


def _led(visitors: Iterable[Visitor]) -> set[str]:
    """The collaborations that they guide."""
    return {m.collaboration.id for v in visitors for m in v.memberships if m.leads}


async def prefs_of(work: Work, persons: Collection[str]) -> dict[str, Prefs]:
    """What persons prefer; who is not there has none."""
    rows = await work.connection.execute(
        select(people.c.id, people.c.data).where(people.c.id.in_(list(persons)))
    )
    return {row.id: _visitor(work.vault, row.id, row.data, 1).prefs for row in rows}


def _visitor(vault: Vault, person: str, sealed: bytes, reachable: int) -> Visitor:
    data = orjson.loads(vault.open(sealed, f"people/{person}"))
    shared = {state: Answer.load(raw) for state, raw in data["shared"].items()}
    visitor = Visitor(person, data["language"], [], shared, bool(reachable))
    if "prefs" in data:
        visitor.prefs = Prefs.load(data["prefs"])
    said, promised = data.get("prompts", ((), ()))
    visitor.said, visitor.promised = _names(said), _names(promised)
    if "draft" in data:
        visitor.draft = Draft(**data["draft"])
    return visitor


def _names(raw: Iterable[tuple[str, str, int]]) -> Names:
    return tuple((kind, subject, slot) for kind, subject, slot in raw)


def _kept(vault: Vault, row: Row[Any]) -> Kept:
    opened = partial(_opened, vault, row)
    return Kept(row.id, row.dialogue, row.status, row.touched, opened, row.subject)


def _opened(vault: Vault, row: Row[Any]) -> Session:
    return Session.load(vault.open(row.data, f"sessions/{row.id}"))


def sealed_person(vault: Vault, visitor: Visitor) -> bytes:
    shared = {state: answer.dump() for state, answer in visitor.shared.items()}
    data: dict[str, Any] = {"language": visitor.language, "shared": shared}
    if visitor.prefs != USUAL:
        data["prefs"] = visitor.prefs.dump()
    if visitor.said or visitor.promised:
        data["prompts"] = (visitor.said, visitor.promised)
    if visitor.draft:
        data["draft"] = asdict(visitor.draft)
    return vault.seal(orjson.dumps(data), f"people/{visitor.id}")


async def add_people(work: Work, new: Iterable[tuple[Address, Visitor]], now: float) -> None:
    """Enter persons who came for the first time."""
    known = list(new)
    if not known:
        return
    rows = [{"id": v.id, "created": now, "data": sealed_person(work.vault, v)} for _, v in known]
    await work.connection.execute(insert(people), rows)
    places = [{"channel": a[0], "address": a[1], "person": v.id} for a, v in known]
    await work.connection.execute(insert(addresses), places)


async def save_people(work: Work, changed: Iterable[Visitor]) -> None:
    for visitor in changed:
        await work.connection.execute(
            update(people)
            .where(people.c.id == visitor.id)
            .values(data=sealed_person(work.vault, visitor))
        )


async def save_sessions(work: Work, changed: Iterable[tuple[str, Session]]) -> None:
    """Write sessions, each with the id of its person."""
    rows = [
        {
            "id": session.id,
            "person": person,
            "dialogue": session.dialogue,
            "status": session.status,
            "touched": session.touched,
            "subject": session.subject,
            "data": work.vault.seal(session.dump(), f"sessions/{session.id}"),
        }
        for person, session in changed
    ]
    if rows:
        statement = upsert(work, sessions)
        renewed = {name: statement.excluded[name] for name in ("status", "touched", "data")}
        await work.connection.execute(
            statement.on_conflict_do_update(index_elements=["id"], set_=renewed), rows
        )


async def person_row(work: Work, person: str) -> dict[str, Any]:
    """What stands open about a person, for their own export."""
    created = select(people.c.created).where(people.c.id == person)
    known_by = select(addresses.c.channel, addresses.c.address).where(addresses.c.person == person)
    rows = await work.connection.execute(known_by)
    return {
        "since": (await work.connection.execute(created)).scalar_one_or_none(),
        "known_by": [list(row) for row in rows],
    }


async def set_reachable(work: Work, address: Address, reachable: bool) -> None:
    """Note that a channel can, or can no longer, reach someone."""
    await work.connection.execute(
        update(addresses)
        .where(addresses.c.channel == address[0], addresses.c.address == address[1])
        .values(reachable=int(reachable))
    )


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
    await chats.move(work, old, new)
    for table in (addresses, outbox, inbox):
        await work.connection.execute(
            update(table)
            .where(table.c.channel == channel, table.c.address == old)
            .values(address=new)
        )


async def _become_one(work: Work, stays: str, goes: str) -> None:
    await collaborations.become_one(work, stays, goes)
    for table in (sessions, inbox, outbox, fires):
        await work.connection.execute(
            update(table).where(table.c.person == goes).values(person=stays)
        )
    await rhythms.erase_person(work, goes)
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
    await collaborations.erase_person(work, person)
    await rhythms.erase_person(work, person)
    for table in (sessions, outbox, addresses, fires):
        await work.connection.execute(delete(table).where(table.c.person == person))
    await work.connection.execute(delete(people).where(people.c.id == person))
    return waits
