"""The warning before old talks go."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import exists, select

from dialogues.calendar.moments import next_allowed
from dialogues.notifications.kinds import KEEP
from storage.core.schema import sessions
from storage.database.unit_of_work import Work
from storage.repositories.fires import Fire, add_once
from storage.repositories.retention import MAX_ERASED_PER_BATCH, OF_IT


async def warn(work: Work, dialogues: Collection[str], before: float, now: float) -> int:
    """Set a fire for talks that were touched before a moment; returns how many there were."""
    rows = await work.connection.execute(
        select(sessions.c.id, sessions.c.person, sessions.c.touched)
        .where(sessions.c.touched < before, sessions.c.dialogue.in_(dialogues))
        .where(~exists().where(OF_IT))
        .order_by(sessions.c.touched)
        .limit(MAX_ERASED_PER_BATCH)
    )
    found = rows.all()
    for row in found:
        fire = Fire(KEEP, row.id, int(row.touched), row.person, next_allowed(now))
        await add_once(work, fire)
    return len(found)
