"""The warning before old talks go."""

from __future__ import annotations

from collections.abc import Collection

from dialogues.calendar.moments import next_allowed
from dialogues.notifications.kinds import KEEP
from storage.database.unit_of_work import Work
from storage.repositories.fires import Fire, add_once
from storage.repositories.retention import to_warn


async def warn(work: Work, dialogues: Collection[str], before: float, now: float) -> int:
    """Set a fire for talks that were touched before a moment; returns how many there were."""
    old = await to_warn(work, dialogues, before)
    for session, person, touched in old:
        await add_once(work, Fire(KEEP, session, int(touched), person, next_allowed(now)))
    return len(old)
