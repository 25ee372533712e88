"""People: a row each, with addresses and preferences."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

import orjson
from sqlalchemy import insert, select, update

from dialogues.domain.document_edits import DocumentEdits
from dialogues.domain.preferences import USUAL, Prefs
from dialogues.engine.session import Answer
from dialogues.turn.person import Names, Person
from storage.core.crypto import Vault
from storage.core.schema import addresses, people
from storage.database.unit_of_work import Work

Address = tuple[str, str]
"""Channel and address within it."""


async def prefs_of(work: Work, persons: Collection[str]) -> dict[str, Prefs]:
    """`prefs[person]`; who is not there has none."""
    rows = await work.connection.execute(
        select(people.c.id, people.c.data).where(people.c.id.in_(list(persons)))
    )
    return {row.id: person_of(work.vault, row.id, row.data, 1).prefs for row in rows}


def person_of(vault: Vault, person: str, sealed: bytes, reachable: int) -> Person:
    """The person in a row, without talks and memberships; `reachable` is 1 or 0."""
    data = orjson.loads(vault.open(sealed, f"people/{person}"))
    shared = {state: Answer.load(raw) for state, raw in data["shared"].items()}
    visitor = Person(person, data["language"], [], shared, bool(reachable))
    if "prefs" in data:
        visitor.prefs = Prefs.load(data["prefs"])
    said, promised = data.get("prompts", ((), ()))
    visitor.said, visitor.promised = _names(said), _names(promised)
    if "draft" in data:
        visitor.draft = DocumentEdits(**data["draft"])
    return visitor


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
    for visitor in changed:
        await work.connection.execute(
            update(people)
            .where(people.c.id == visitor.id)
            .values(data=sealed_person(work.vault, visitor))
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


async def set_reachable(work: Work, address: Address, reachable: bool) -> None:
    """Note that a channel can, or can no longer, reach someone."""
    await work.connection.execute(
        update(addresses)
        .where(addresses.c.channel == address[0], addresses.c.address == address[1])
        .values(reachable=int(reachable))
    )
