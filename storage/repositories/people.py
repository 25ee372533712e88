"""People: a row each, the addresses by which channels know them, and what is theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

import orjson
from sqlalchemy import insert, select, update

from dialogues.domain.document_edits import DocumentEdits
from dialogues.domain.open_question import OpenQuestion
from dialogues.domain.preferences import USUAL, Prefs
from dialogues.engine.session import Answer
from dialogues.turn.person import Names, Person
from storage.core.crypto import Vault
from storage.core.schema import addresses, people, sessions
from storage.database.unit_of_work import Work
from storage.repositories import members, pulse_schedules
from storage.repositories.sessions import stored_session

Address = tuple[str, str]
"""Channel and address within it."""


async def people_at(
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
    await _add_all(work, {person.id: person for person in by_address.values()})
    return by_address


async def one(work: Work, person_id: str) -> Person | None:
    """A person by their id, with all their sessions; whether they can be reached is not known."""
    row = await work.connection.execute(select(people.c.data).where(people.c.id == person_id))
    sealed = row.scalar_one_or_none()
    if sealed is None:
        return None
    found = person_of(work.vault, person_id, sealed, 1)
    await _add_all(work, {person_id: found})
    return found


async def _add_all(work: Work, by_id: Mapping[str, Person]) -> None:
    """What they take part in, their schedules and their sessions."""
    for name, found in (await members.memberships(work, by_id)).items():
        by_id[name].memberships = found
    for schedule in await pulse_schedules.load(work, by_id, _led(by_id.values())):
        for person in by_id.values():
            if schedule.person == person.id or schedule.collaboration in _led([person]):
                person.schedules.append(schedule)
    rows = await work.connection.execute(
        select(sessions).where(sessions.c.person.in_(list(by_id))).order_by(sessions.c.touched)
    )
    for row in rows:
        by_id[row.person].sessions.append(stored_session(work.vault, row))


def _led(persons: Iterable[Person]) -> set[str]:
    """The collaborations that they guide."""
    return {m.collaboration.id for person in persons for m in person.memberships if m.leads}


async def all_ids(work: Work) -> list[str]:
    """Of everybody who is known."""
    return list((await work.connection.execute(select(people.c.id))).scalars())


async def prefs_of(work: Work, persons: Collection[str]) -> dict[str, Prefs]:
    """`prefs[person]`; who is not there has none."""
    rows = await work.connection.execute(
        select(people.c.id, people.c.data).where(people.c.id.in_(list(persons)))
    )
    return {row.id: person_of(work.vault, row.id, row.data, 1).prefs for row in rows}


def person_of(vault: Vault, person_id: str, sealed: bytes, reachable: int) -> Person:
    """The person in a row, without talks and memberships; `reachable` is 1 or 0."""
    data = orjson.loads(vault.open(sealed, f"people/{person_id}"))
    shared = {state: Answer.load(raw) for state, raw in data["shared"].items()}
    person = Person(person_id, data["language"], [], shared, bool(reachable))
    if "prefs" in data:
        person.prefs = Prefs.load(data["prefs"])
    said, promised = data.get("prompts", ((), ()))
    person.said, person.promised = _names(said), _names(promised)
    if "draft" in data:
        person.draft = DocumentEdits(**data["draft"])
    if "asked" in data:
        person.asked = OpenQuestion.load(data["asked"])
    if "model_calls" in data:
        day, count = data["model_calls"]
        person.model_calls = (day, count)
    return person


def _names(raw: Iterable[tuple[str, str, int]]) -> Names:
    return tuple((kind, subject, slot) for kind, subject, slot in raw)


def sealed_person(vault: Vault, person: Person) -> bytes:
    """What a row holds sealed: language, shared answers, and what differs from the usual."""
    shared = {state: answer.dump() for state, answer in person.shared.items()}
    data: dict[str, Any] = {"language": person.language, "shared": shared}
    if person.prefs != USUAL:
        data["prefs"] = person.prefs.dump()
    if person.said or person.promised:
        data["prompts"] = (person.said, person.promised)
    if person.draft:
        data["draft"] = asdict(person.draft)
    if person.asked:
        data["asked"] = person.asked.dump()
    if person.model_calls[1]:
        data["model_calls"] = person.model_calls
    return vault.seal(orjson.dumps(data), f"people/{person.id}")


async def add_people(work: Work, new: Iterable[tuple[Address, Person]], now: float) -> None:
    """Enter persons who came for the first time, at `now` in seconds since the epoch."""
    known = list(new)
    if not known:
        return
    rows = [{"id": v.id, "created": now, "data": sealed_person(work.vault, v)} for _, v in known]
    await work.connection.execute(insert(people), rows)
    places = [{"channel": a[0], "address": a[1], "person": v.id} for a, v in known]
    await work.connection.execute(insert(addresses), places)


async def save_people(work: Work, changed: Iterable[Person]) -> None:
    """Write persons that changed."""
    for person in changed:
        await work.connection.execute(
            update(people)
            .where(people.c.id == person.id)
            .values(data=sealed_person(work.vault, person))
        )


async def person_row(work: Work, person: str) -> dict[str, Any]:
    """What stands open about a person, for their own export.

    `since` in seconds since the epoch, `known_by` as [channel, address] each.
    """
    created = select(people.c.created).where(people.c.id == person)
    known_by = select(addresses.c.channel, addresses.c.address).where(addresses.c.person == person)
    rows = await work.connection.execute(known_by)
    return {
        "since": (await work.connection.execute(created)).scalar_one_or_none(),
        "known_by": [list(row) for row in rows],
    }


class SignIn(NamedTuple):
    """A channel by which a person comes in, with their address there."""

    channel: str
    address: str
    reachable: bool


async def sign_ins(work: Work, person: str) -> list[SignIn]:
    """All of a person's."""
    columns = (addresses.c.channel, addresses.c.address, addresses.c.reachable)
    rows = await work.connection.execute(
        select(*columns).where(addresses.c.person == person).order_by(*columns)
    )
    return [SignIn(channel, address, bool(there)) for channel, address, there in rows]


async def set_reachable(work: Work, address: Address, reachable: bool) -> None:
    """Note that a channel can, or can no longer, reach someone."""
    await work.connection.execute(
        update(addresses)
        .where(addresses.c.channel == address[0], addresses.c.address == address[1])
        .values(reachable=int(reachable))
    )
