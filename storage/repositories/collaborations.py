"""Collaborations, sealed; members, invitations and rounds have files of their own."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from dialogues.domain.collaboration import Collaboration
from storage.core.crypto import Vault
from storage.core.schema import ballots, collaborations, invites, members, rounds
from storage.database.unit_of_work import Work
from storage.repositories import group_chats

OF_IT = (collaborations.c.data.label("of"), collaborations.c.chat, collaborations.c.topic)


def collaboration_of(vault: Vault, row: Row[Any]) -> Collaboration:
    data = vault.open(row.of, f"collaborations/{row.collaboration}")
    return Collaboration.load(data, group_chats.address(row.chat, row.topic))


async def one(work: Work, name: str) -> Collaboration | None:
    """A collaboration by its id."""
    rows = await work.connection.execute(
        select(
            collaborations.c.id.label("collaboration"),
            collaborations.c.data.label("of"),
            collaborations.c.chat,
            collaborations.c.topic,
        ).where(collaborations.c.id == name)
    )
    row: Any = rows.one_or_none()
    return None if row is None else collaboration_of(work.vault, row)


def sealed(work: Work, one: Collaboration) -> dict[str, Any]:
    return {"id": one.id, "data": work.vault.seal(one.dump(), f"collaborations/{one.id}")}


async def hold(work: Work, several: Collection[str]) -> None:
    """No other replica changes who leads these until the transaction ends."""
    await work.connection.execute(
        select(collaborations.c.id)
        .where(collaborations.c.id.in_(list(several)))
        .order_by(collaborations.c.id)
        .with_for_update()
    )


async def add(work: Work, made: Collaboration, now: float) -> None:
    await work.connection.execute(insert(collaborations).values(created=now, **sealed(work, made)))


async def save(work: Work, changed: Collaboration) -> None:
    await work.connection.execute(
        update(collaborations)
        .where(collaborations.c.id == changed.id)
        .values(**sealed(work, changed))
    )


async def existing(work: Work, name: str) -> Collaboration:
    """One that is there."""
    data = await work.connection.execute(
        select(collaborations.c.data).where(collaborations.c.id == name)
    )
    return Collaboration.load(work.vault.open(data.scalar_one(), f"collaborations/{name}"))


async def drop(work: Work, name: str) -> None:
    """A collaboration goes, with all that is kept of it but what its members are to hear."""
    ours = select(rounds.c.id).where(rounds.c.collaboration == name)
    await work.connection.execute(delete(ballots).where(ballots.c.round.in_(ours)))
    for table in (rounds, invites, members):
        await work.connection.execute(delete(table).where(table.c.collaboration == name))
    await work.connection.execute(delete(collaborations).where(collaborations.c.id == name))
