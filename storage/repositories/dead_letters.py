"""What got stuck: turns that were parked and messages that were refused, for an operator.

What was said is never shown; it is only opened to be run again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update

from storage.core.schema import inbox, outbox
from storage.database.unit_of_work import Work
from storage.repositories import inbox as stored_inbox
from storage.repositories.inbox import InboxRow

AGAIN = {"status": "pending", "tries": 0, "not_before": 0.0, "error": None}


@dataclass(frozen=True, slots=True)
class Stuck:
    """A row of the inbox or the outbox.

    id: the row's
    channel: such as `telegram`
    when: it came in or was made, in seconds since the epoch
    tries: None for a turn: those are all tried as often
    error: why, without what was said
    later: turns that this person has had since, if known
    """

    id: int
    channel: str
    when: float
    tries: int | None
    error: str
    later: int | None = None


def _parked() -> ColumnElement[bool]:
    return inbox.c.status.in_(("parked", "unread"))


async def parked(work: Work) -> list[Stuck]:
    """Parked turns, oldest first; and what could not be read: that was not tried at all."""
    since = inbox.alias()
    later = (
        select(func.count())
        .select_from(since)
        .where(
            since.c.channel == inbox.c.channel,
            since.c.address == inbox.c.address,
            since.c.id > inbox.c.id,
            since.c.status == "done",
        )
        .scalar_subquery()
    )
    columns = (inbox.c.id, inbox.c.channel, inbox.c.received, inbox.c.error, inbox.c.status)
    rows = await work.connection.execute(
        select(*columns, later.label("later")).where(_parked()).order_by(inbox.c.id)
    )
    return [
        Stuck(
            r.id, r.channel, r.received, 0 if r.status == "unread" else None, r.error or "", r.later
        )
        for r in rows
    ]  # fmt: skip


async def failed(work: Work) -> list[Stuck]:
    """Messages that a channel refused, oldest first; the refusal is the last of their tries."""
    columns = (outbox.c.id, outbox.c.channel, outbox.c.created, outbox.c.tries, outbox.c.error)
    rows = await work.connection.execute(
        select(*columns).where(outbox.c.status == "failed").order_by(outbox.c.id)
    )
    return [Stuck(r.id, r.channel, r.created, r.tries + 1, r.error or "") for r in rows]


async def unsealed(work: Work, ids: Collection[int]) -> list[tuple[int, InboxRow]]:
    """(id, row) of parked turns to run again, in the order in which they came."""
    rows = await work.connection.execute(
        select(inbox).where(_parked(), inbox.c.id.in_(ids)).order_by(inbox.c.id)
    )
    return [(row.id, _in_row(work, row)) for row in rows]


def _in_row(work: Work, row: Any) -> InboxRow:
    text = work.vault.open(row.data, f"inbox/{row.channel}/{row.update_id}")
    return InboxRow(row.channel, row.update_id, row.address, row.person, row.received, text)


async def settle(work: Work, turn: int, address: str, person: str) -> None:
    """A parked turn is done after all. Of one that was unread it is known only now whose it is."""
    await work.connection.execute(
        update(inbox)
        .where(inbox.c.id == turn)
        .values(status="done", error=None, address=address, person=person)
    )


async def drop_turns(work: Work, ids: Sequence[int], now: float) -> None:
    """Take out what was said, at `now` in seconds since the epoch."""
    await stored_inbox.drop(work, _parked() & inbox.c.id.in_(ids), now)


async def send_again(work: Work, ids: Sequence[int]) -> None:
    """Refused messages wait for the sender, as if they were new."""
    refused = (outbox.c.status == "failed") & outbox.c.id.in_(ids)
    await work.connection.execute(update(outbox).where(refused).values(**AGAIN))


async def drop_messages(work: Work, ids: Sequence[int]) -> None:
    """Take out refused messages."""
    refused = (outbox.c.status == "failed") & outbox.c.id.in_(ids)
    await work.connection.execute(delete(outbox).where(refused))
