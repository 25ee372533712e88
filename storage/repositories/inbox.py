"""Messages in, each kept once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, delete

from storage.core.schema import inbox
from storage.database.unit_of_work import Work
from storage.database.upsert import upsert
from storage.repositories import fingerprints
from storage.repositories.outbox import InStatus

Update = tuple[str, str]
"""Channel and the number that it gave a message in."""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A message that came in.

    channel: such as `telegram`
    update: the number that the channel gave it
    address: of who sent it; None when unknown, of what is unread
    person: id of who sent it; None when unknown, of what is unread
    received: seconds since the epoch
    text: its JSON, sealed on the way to disk
    error: why it is parked or unread
    status: how far it is
    """

    channel: str
    update: str
    address: str | None
    person: str | None
    received: float
    text: bytes
    error: str | None = None
    status: InStatus = "done"


async def add_inbound(work: Work, rows: Sequence[InboxRow]) -> dict[Update, int]:
    """Store what came in and did not come before; returns `ids[channel, update]` of that."""
    if not rows:
        return {}
    gone = await fingerprints.known(work, "update", [name_of(r.channel, r.update) for r in rows])
    values = [
        {
            "channel": row.channel,
            "update_id": row.update,
            "address": row.address,
            "person": row.person,
            "received": row.received,
            "status": row.status,
            "error": row.error,
            "data": work.vault.seal(row.text, f"inbox/{row.channel}/{row.update}"),
        }
        for row in rows
        if name_of(row.channel, row.update) not in gone
    ]
    if not values:
        return {}
    new = upsert(work, inbox).on_conflict_do_nothing(index_elements=["channel", "update_id"])
    ids = new.returning(inbox.c.channel, inbox.c.update_id, inbox.c.id)
    return {(row[0], row[1]): row[2] for row in await work.connection.execute(ids, values)}


async def forget(work: Work, number: int) -> None:
    """As if it had not come: when it comes again it is new."""
    await work.connection.execute(delete(inbox).where(inbox.c.id == number))


def inbound_of(work: Work, row: Row[Any]) -> bytes:
    """The JSON of a message in."""
    return work.vault.open(row.data, f"inbox/{row.channel}/{row.update_id}")


def name_of(channel: str, update: str) -> str:
    """What a message in is marked by when it is gone."""
    return f"{channel}/{update}"


async def drop(work: Work, which: ColumnElement[bool], now: float) -> None:
    """Take out messages in. For as long as they may be repeated they are known by a mark."""
    rows = await work.connection.execute(
        delete(inbox).where(which).returning(inbox.c.channel, inbox.c.update_id)
    )
    await fingerprints.add(work, "update", [name_of(*row) for row in rows], now)
