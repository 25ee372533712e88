"""Inbox and outbox: what came in, once; what goes out, at least once, in order per address."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import orjson
from sqlalchemy import ColumnElement, Row, delete, exists, insert, or_, select, update

from storage.schema import inbox, outbox
from storage.unit_of_work import Work
from storage.upsert import upsert

Update = tuple[str, str]
"""Channel and the number that it gave a message in."""
InStatus = Literal["done", "parked", "unread"]
"""`parked` is a turn that failed, `unread` what could not even be read."""


@dataclass(frozen=True, slots=True)
class InRow:
    """A message that came in; `text` is its JSON, sealed on the way to disk.

    Of what is `unread` the address and the person may be unknown.
    """

    channel: str
    update: str
    address: str | None
    person: str | None
    received: float
    text: bytes
    error: str | None = None
    status: InStatus = "done"


@dataclass(frozen=True, slots=True)
class OutRow:
    """A message to send. `key` is unique: the same cause cannot send twice. `id` is 0 when new.

    A `prompt` is one that nobody asked for: replies go first.
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
class Line:
    """One message of a transcript, out or in, as JSON."""

    id: int
    mine: bool
    text: bytes
    update: str
    when: float = 0.0


async def add_inbound(work: Work, rows: Sequence[InRow]) -> dict[Update, int]:
    """Store what came in and did not come before; returns the new ids of that."""
    if not rows:
        return {}
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
    ]
    new = upsert(work, inbox).on_conflict_do_nothing(index_elements=["channel", "update_id"])
    ids = new.returning(inbox.c.channel, inbox.c.update_id, inbox.c.id)
    return {(row[0], row[1]): row[2] for row in await work.connection.execute(ids, values)}


async def add_outbound(work: Work, rows: Sequence[OutRow], status: str = "pending") -> None:
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


async def due(work: Work, channel: str, most: int, after: int = 0) -> list[OutRow]:
    """Pending messages with ids above `after`, in order, whatever their time.

    A later one must wait for an earlier one, so both come.
    """
    rows = await work.connection.execute(
        select(outbox)
        .where(outbox.c.channel == channel, outbox.c.status == "pending", outbox.c.id > after)
        .order_by(outbox.c.id)
        .limit(most)
    )
    return [_out(work, row) for row in rows]


async def pending_for(work: Work, channel: str, addresses: Collection[str]) -> list[OutRow]:
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
    return [_out(work, row) for row in rows]


def _out(work: Work, row: Row[Any]) -> OutRow:
    return OutRow(
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


async def mark_failed(work: Work, key: str, error: str) -> None:
    """Give up on a message; an operator can see that, and why."""
    await work.connection.execute(
        update(outbox).where(outbox.c.key == key).values(status="failed", error=error)
    )


async def postpone(work: Work, row: OutRow, until: float, error: str) -> None:
    """Try again later. The wait is of all that waits there: an erasure may take this one away."""
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


async def forget(work: Work, keys: Sequence[str]) -> None:
    """Someone blocked us: what still waits for them goes nowhere."""
    await work.connection.execute(delete(outbox).where(outbox.c.key.in_(keys)))


async def transcript(work: Work, channel: str, address: str, since: int, most: int) -> list[Line]:
    """The last `most` messages with one address, oldest first, replies behind what they answer.

    `since` is the id of an outgoing message: only later ones come then, and none that came in.
    """
    out_rows = await work.connection.execute(
        select(outbox)
        .where(outbox.c.channel == channel, outbox.c.address == address, outbox.c.id > since)
        .order_by(outbox.c.id.desc())
        .limit(most)
    )
    lines = [((row.after, 1, row.id), _line(work, row)) for row in out_rows]
    if not since:
        in_rows = await work.connection.execute(
            select(inbox)
            .where(inbox.c.channel == channel, inbox.c.address == address)
            .order_by(inbox.c.id.desc())
            .limit(most)
        )
        for row in in_rows:
            lines.append(((row.id, 0, row.id), Line(row.id, True, _in(work, row), row.update_id)))
    return [line for _, line in sorted(lines, key=lambda pair: pair[0])][-most:]


def _line(work: Work, row: Row[Any]) -> Line:
    return Line(row.id, False, _out(work, row).text, row.key, row.created)


async def sent_to(work: Work, channel: str, address: str, number: int) -> OutRow | None:
    """One message that went out to an address."""
    rows = await work.connection.execute(
        select(outbox).where(
            outbox.c.id == number, outbox.c.channel == channel, outbox.c.address == address
        )
    )
    row = rows.one_or_none()
    return _out(work, row) if row else None


async def of_person(work: Work, person: str) -> tuple[list[Any], list[Any]]:
    """All that was sent to a person and all that came from them, oldest first."""
    out_rows = await work.connection.execute(
        select(outbox).where(outbox.c.person == person).order_by(outbox.c.id)
    )
    in_rows = await work.connection.execute(
        select(inbox).where(inbox.c.person == person).order_by(inbox.c.id)
    )
    sent = [orjson.loads(_out(work, row).text) for row in out_rows]
    return sent, [orjson.loads(_in(work, row)) for row in in_rows]


def _in(work: Work, row: Row[Any]) -> bytes:
    return work.vault.open(row.data, f"inbox/{row.channel}/{row.update_id}")
