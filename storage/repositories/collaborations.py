"""Collaborations with their members and invitations: what a turn needs of them, what it changes.

A round's own rows are in `storage.rounds`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, select

from dialogues.domain.collaboration import Collaboration
from storage.core.crypto import Vault
from storage.core.schema import collaborations
from storage.database.unit_of_work import Work
from storage.repositories import group_chats

OF_IT = (collaborations.c.data.label("of"), collaborations.c.chat, collaborations.c.topic)
END = ("owner", "co", "member")
"""Rights in the order in which an owner's goes on."""


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


# --- writing --------------------------------------------------------------------------------------


def sealed(work: Work, one: Collaboration) -> dict[str, Any]:
    return {"id": one.id, "data": work.vault.seal(one.dump(), f"collaborations/{one.id}")}


# --- going ----------------------------------------------------------------------------------------


async def hold(work: Work, several: Collection[str]) -> None:
    """No other replica changes who leads these until the transaction ends."""
    await work.connection.execute(
        select(collaborations.c.id)
        .where(collaborations.c.id.in_(list(several)))
        .order_by(collaborations.c.id)
        .with_for_update()
    )
