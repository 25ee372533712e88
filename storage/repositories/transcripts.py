"""A conversation as it was shown, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Row, select

from storage.core.schema import inbox, outbox
from storage.database.unit_of_work import Work
from storage.repositories.inbox import inbound_of
from storage.repositories.outbox import OutboxRow, outbound_of


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One message of a transcript.

    id: its place in the inbox or the outbox
    mine: it came from the person
    text: its JSON
    update: the number that its channel gave it, or its key in the outbox
    when: it was made, in seconds since the epoch; 0 for one that came in
    """

    id: int
    mine: bool
    text: bytes
    update: str
    when: float = 0.0


async def transcript(
    work: Work, channel: str, address: str, since: int, most: int
) -> list[TranscriptLine]:
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
            lines.append(
                (
                    (row.id, 0, row.id),
                    TranscriptLine(row.id, True, inbound_of(work, row), row.update_id),
                )
            )
    return [line for _, line in sorted(lines, key=lambda pair: pair[0])][-most:]


def _line(work: Work, row: Row[Any]) -> TranscriptLine:
    return TranscriptLine(row.id, False, outbound_of(work, row).text, row.key, row.created)


async def sent_to(work: Work, channel: str, address: str, number: int) -> OutboxRow | None:
    """One message that went out to an address."""
    rows = await work.connection.execute(
        select(outbox).where(
            outbox.c.id == number, outbox.c.channel == channel, outbox.c.address == address
        )
    )
    row = rows.one_or_none()
    return outbound_of(work, row) if row else None


async def of_person(work: Work, person: str) -> tuple[list[Any], list[Any]]:
    """(sent, received): what went to a person and came from them, oldest first, read from JSON."""
    out_rows = await work.connection.execute(
        select(outbox).where(outbox.c.person == person).order_by(outbox.c.id)
    )
    in_rows = await work.connection.execute(
        select(inbox).where(inbox.c.person == person).order_by(inbox.c.id)
    )
    sent = [orjson.loads(outbound_of(work, row).text) for row in out_rows]
    return sent, [orjson.loads(inbound_of(work, row)) for row in in_rows]
