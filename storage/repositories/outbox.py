"""Outbox: what goes out, at least once, in order per address."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, bindparam, delete, exists, insert, or_, select, update

from storage.core.schema import inbox, outbox
from storage.database.unit_of_work import Work

InStatus = Literal["done", "parked", "unread"]
"""`parked` is a turn that failed, `unread` what could not even be read."""
MAX_KEYBOARDS = 20_000
"""Messages with buttons that are looked up at once."""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message to send.

    key: unique: the same cause cannot send twice
    channel: such as `telegram`
    address: of whom it is for
    person: id of whom it is for; None for a group, and for who was erased
    after: id in the inbox of what it answers
    created: seconds since the epoch
    text: its JSON, sealed on the way to disk
    not_before: when it may be tried again, in seconds since the epoch
    id: its place in the outbox; 0 when new
    tries: how often it was tried in vain
    prompt: nobody asked for it: replies go first
    status: `pending`, `sent` or `failed`
    """

    key: str
    channel: str
    address: str
    person: str | None
    after: int
    created: float
    text: bytes
    not_before: float = 0.0
    id: int = 0
    tries: int = 0
    prompt: bool = False
    status: str = "pending"


@dataclass(frozen=True, slots=True)
class Keyboard:
    """A message that has buttons.

    key: of its row
    address: where it stands
    message: its number there, which the channel gave it
    """

    key: str
    address: str
    message: str


async def add_outbound(work: Work, rows: Sequence[OutboxRow], status: str = "pending") -> None:
    """Store what goes out. `status` is `sent` for a channel that fetches by itself."""
    if not rows:
        return
    values = [
        {
            "key": row.key,
            "channel": row.channel,
            "address": row.address,
            "person": row.person,
            "after": row.after,
            "created": row.created,
            "not_before": row.not_before,
            "status": status,
            "prompt": int(row.prompt),
            "data": work.vault.seal(row.text, f"outbox/{row.key}"),
        }
        for row in rows
    ]
    await work.connection.execute(insert(outbox), values)


async def due(work: Work, channel: str, most: int, after: int = 0) -> list[OutboxRow]:
    """Pending messages with ids above `after`, in order, whatever their time.

    A later one must wait for an earlier one, so both come.
    """
    rows = await work.connection.execute(
        select(outbox)
        .where(outbox.c.channel == channel, outbox.c.status == "pending", outbox.c.id > after)
        .order_by(outbox.c.id)
        .limit(most)
    )
    return [outbound_of(work, row) for row in rows]


async def pending_for(work: Work, channel: str, addresses: Collection[str]) -> list[OutboxRow]:
    """All that waits for these addresses, in order."""
    if not addresses:
        return []
    rows = await work.connection.execute(
        select(outbox)
        .where(
            outbox.c.channel == channel,
            outbox.c.status == "pending",
            outbox.c.address.in_(addresses),
        )
        .order_by(outbox.c.id)
    )
    return [outbound_of(work, row) for row in rows]


def outbound_of(work: Work, row: Row[Any]) -> OutboxRow:
    """The message in a row."""
    return OutboxRow(
        key=row.key,
        channel=row.channel,
        address=row.address,
        person=row.person,
        after=row.after,
        created=row.created,
        text=work.vault.open(row.data, f"outbox/{row.key}"),
        not_before=row.not_before,
        id=row.id,
        tries=row.tries,
        prompt=bool(row.prompt),
        status=row.status,
    )


async def mark_sent(work: Work, keys: Sequence[str]) -> None:
    """Keep what was sent for the transcript; of someone who is erased not even that."""
    sent = outbox.c.key.in_(keys)
    await work.connection.execute(delete(outbox).where(sent, outbox.c.person.is_(None)))
    await work.connection.execute(update(outbox).where(sent).values(status="sent", error=None))


async def keep_keyboards(work: Work, changes: Mapping[str, str | None]) -> None:
    """Per key the number of the message that got buttons, or None when they go."""
    if not changes:
        return
    row = update(outbox).where(outbox.c.key == bindparam("row")).values(keyboard=bindparam("at"))
    values = [{"row": key, "at": message} for key, message in changes.items()]
    await work.connection.execute(row, values)


async def keyboards(
    work: Work, channel: str, addresses: Collection[str] | None = None
) -> list[Keyboard]:
    """Those that stand, the newest everywhere or all at these addresses, in order."""
    chosen = select(outbox.c.key, outbox.c.address, outbox.c.keyboard).where(
        outbox.c.channel == channel, outbox.c.keyboard.is_not(None)
    )
    if addresses is not None:
        chosen = chosen.where(outbox.c.address.in_(addresses))
    newest = chosen.order_by(outbox.c.id.desc()).limit(MAX_KEYBOARDS)
    return [Keyboard(*row) for row in (await work.connection.execute(newest)).all()[::-1]]


async def mark_failed(work: Work, key: str, error: str) -> None:
    """Give up on a message; an operator can see that, and why. Not the last word to who is erased:
    what it answers is gone."""
    gone = ~exists().where(inbox.c.id == outbox.c.after)
    await work.connection.execute(
        delete(outbox).where(outbox.c.key == key, outbox.c.person.is_(None), gone)
    )
    await work.connection.execute(
        update(outbox).where(outbox.c.key == key).values(status="failed", error=error)
    )


async def postpone(work: Work, row: OutboxRow, until: float, error: str) -> None:
    """Try again from `until` on, in seconds since the epoch.

    The wait is of all that waits there: an erasure may take this one away.
    """
    await work.connection.execute(
        update(outbox).where(*_waits_for(row.channel, row.address)).values(not_before=until)
    )
    await work.connection.execute(
        update(outbox).where(outbox.c.key == row.key).values(tries=outbox.c.tries + 1, error=error)
    )


async def anything_since(work: Work, channel: str, address: str, number: int) -> bool:
    """Whether anything came from an address, or waits for it, since a message in of before."""
    came = exists().where(
        inbox.c.channel == channel, inbox.c.address == address, inbox.c.id > number
    )
    waits = exists().where(*_waits_for(channel, address), outbox.c.after > number)
    return bool((await work.connection.execute(select(or_(came, waits)))).scalar_one())


def _waits_for(channel: str, address: str) -> tuple[ColumnElement[bool], ...]:
    return (
        outbox.c.channel == channel,
        outbox.c.address == address,
        outbox.c.status == "pending",
    )


async def forget_channel(work: Work, channel: str) -> None:
    """Nobody sends what waits for a channel that is no more."""
    waits = outbox.c.channel == channel, outbox.c.status == "pending"
    await work.connection.execute(delete(outbox).where(*waits))


async def forget(work: Work, keys: Sequence[str]) -> None:
    """Someone blocked us: what still waits for them goes nowhere."""
    await work.connection.execute(delete(outbox).where(outbox.c.key.in_(keys)))
