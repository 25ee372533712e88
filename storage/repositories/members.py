"""Members of collaborations, with their names sealed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import orjson
from sqlalchemy import Row, exists, func, insert, select, update

from dialogues.domain.collaboration import Collaboration, Membership
from storage.core.crypto import Vault
from storage.core.schema import addresses, collaborations, members
from storage.database.unit_of_work import Work
from storage.repositories import rounds
from storage.repositories.collaborations import OF_IT, collaboration_of


async def memberships(work: Work, persons: Collection[str]) -> dict[str, list[Membership]]:
    """By person the collaborations that they take part in, each with its rounds."""
    rows = await work.connection.execute(
        select(members, *OF_IT)
        .join(collaborations, collaborations.c.id == members.c.collaboration)
        .where(members.c.person.in_(list(persons)))
        .order_by(members.c.joined, members.c.id)
    )
    found: dict[str, list[Membership]] = {}
    groups: dict[str, Collaboration] = {}
    for row in rows:
        if row.collaboration not in groups:
            groups[row.collaboration] = collaboration_of(work.vault, row)
        member = _membership(work.vault, row, groups[row.collaboration])
        found.setdefault(row.person, []).append(member)
    every = [one for several in found.values() for one in several]
    if every:
        await rounds.load(work, every)
        await _count_unreached(work, [one for one in every if one.leads])
    return found


async def _count_unreached(work: Work, led: Collection[Membership]) -> None:
    """Whoever guides learns how many members cannot be reached: a number, never who."""
    if not led:
        return
    reached = exists().where(addresses.c.person == members.c.person, addresses.c.reachable == 1)
    rows = await work.connection.execute(
        select(members.c.collaboration, func.count())
        .where(members.c.collaboration.in_({one.collaboration.id for one in led}), ~reached)
        .group_by(members.c.collaboration)
    )
    counts = {row[0]: row[1] for row in rows}
    for one in led:
        one.unreached = counts.get(one.collaboration.id, 0)


def _membership(vault: Vault, row: Row[Any], collaboration: Collaboration) -> Membership:
    data = orjson.loads(vault.open(row.data, f"members/{row.id}"))
    return Membership(row.id, row.right, collaboration, **data)


async def all_members(work: Work, collaboration: Collaboration) -> list[Membership]:
    """Every member of a collaboration, without their rounds."""
    rows = await work.connection.execute(
        select(members).where(members.c.collaboration == collaboration.id)
    )
    return [_membership(work.vault, row, collaboration) for row in rows]


def sealed_member(work: Work, one: Membership) -> bytes:
    data = {
        "municipality": one.municipality, "role": one.role, "name": one.name, "muted": one.muted,
    }  # fmt: skip
    return work.vault.seal(orjson.dumps(data), f"members/{one.id}")


async def add_member(work: Work, one: Membership, person: str, now: float) -> None:
    await work.connection.execute(
        insert(members).values(
            id=one.id,
            collaboration=one.collaboration.id,
            person=person,
            right=one.right,
            joined=now,
            data=sealed_member(work, one),
        )
    )


async def mute(work: Work, member: str, muted: bool) -> None:
    row = await work.connection.execute(select(members.c.data).where(members.c.id == member))
    place = f"members/{member}"
    data = orjson.loads(work.vault.open(row.scalar_one(), place)) | {"muted": muted}
    sealed = work.vault.seal(orjson.dumps(data), place)
    await work.connection.execute(update(members).where(members.c.id == member).values(data=sealed))
