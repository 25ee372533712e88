"""Talks that nobody touched for long: whose persons are to be warned, and which go."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select

from dialogues.notifications.kinds import KEEP
from storage.core.schema import fires, inbox, outbox, sessions
from storage.database.unit_of_work import Work

MAX_ERASED_PER_BATCH = 500
"""Talks a transaction."""
OF_IT = and_(
    fires.c.kind == KEEP, fires.c.subject == sessions.c.id, fires.c.due > sessions.c.touched
)
"""The warning since a talk was touched last."""


async def wipe(work: Work, dialogues: Collection[str], before: float, warned: float) -> int:
    """Take out talks that were touched before a moment; returns how many there were.

    Those of `dialogues` only when their person was told by `warned`, or nobody could be. Both
    moments are in seconds since the epoch.
    """
    told = fires.c.done_at <= warned
    rows = await work.connection.execute(
        select(sessions.c.id)
        .where(sessions.c.touched < before, _may_go(dialogues, exists().where(OF_IT, told)))
        .order_by(sessions.c.touched)
        .limit(MAX_ERASED_PER_BATCH)
    )
    names = list(rows.scalars())
    await work.connection.execute(delete(fires).where(fires.c.subject.in_(names)))
    await work.connection.execute(delete(sessions).where(sessions.c.id.in_(names)))
    return len(names)


def _may_go(dialogues: Collection[str], told: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(sessions.c.dialogue.not_in(dialogues), told)


async def wipe_messages(work: Work, before: float) -> None:
    """Take out what was said before a moment, in seconds since the epoch, and what was due.

    Also what got stuck: nobody mends that any more.
    """
    await work.connection.execute(delete(inbox).where(inbox.c.received < before))
    over = outbox.c.status != "pending"
    await work.connection.execute(delete(outbox).where(outbox.c.created < before, over))
    settled = fires.c.status != "pending"
    await work.connection.execute(delete(fires).where(fires.c.done_at < before, settled))


async def to_warn(
    work: Work, dialogues: Collection[str], before: float, said_after: float
) -> list[tuple[str, str, float]]:
    """(id, person, last word in seconds since the epoch) of talks that go soon, oldest first.

    Only those of which nobody was told, nor that all of their person goes.
    """
    with_all = exists().where(
        fires.c.kind == KEEP, fires.c.subject == sessions.c.person, fires.c.due > said_after
    )
    rows = await work.connection.execute(
        select(sessions.c.id, sessions.c.person, sessions.c.touched)
        .where(sessions.c.touched < before, sessions.c.dialogue.in_(dialogues))
        .where(~exists().where(OF_IT), ~with_all)
        .order_by(sessions.c.touched)
        .limit(MAX_ERASED_PER_BATCH)
    )
    return [(row.id, row.person, row.touched) for row in rows]
