"""Old talks: their persons are warned, and two weeks later the talks go.

A talk that is touched again, or that its person keeps, starts its time anew.
"""

from __future__ import annotations

from collections.abc import Collection

from dialogues.calendar.moments import next_allowed
from dialogues.notifications.kinds import KEEP
from dialogues.talks.retention_notice import NOTICE
from storage.database.unit_of_work import Work
from storage.repositories import fires, retention


async def wipe(work: Work, dialogues: Collection[str], before: float, now: float) -> int:
    """Take out talks that were touched before a moment; returns how many there were.

    Those of `dialogues` only when their person was told long enough ago, or nobody could be.
    """
    return await retention.wipe(work, dialogues, before, now - NOTICE)


async def warn(work: Work, dialogues: Collection[str], before: float, now: float) -> int:
    """Set a fire for talks that will be that old when the notice is over; returns how many."""
    old = await retention.to_warn(work, dialogues, before + NOTICE)
    for session, person, touched in old:
        fire = fires.Fire(KEEP, session, int(touched), person, next_allowed(now))
        await fires.add_once(work, fire)
    return len(old)
