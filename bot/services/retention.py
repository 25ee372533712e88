"""What is not used any more goes: old talks and whoever left them, after a word; and first visits.

A talk that is touched again, or that its person keeps, starts its time anew; so does a person of
whom anything comes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.services import erasure
from dialogues.calendar.moments import next_allowed
from dialogues.calendar.timezones import SECONDS_PER_DAY
from dialogues.notifications.kinds import KEEP
from dialogues.talks.retention_notice import NOTICE
from storage.database.unit_of_work import Work
from storage.repositories import fires, idle, retention

FIRST_VISIT = SECONDS_PER_DAY
"""How long a visit is kept of which no more came than its first message."""


async def wipe(work: Work, dialogues: Collection[str], before: float, now: float) -> int:
    """Take out talks that were touched before a moment; returns how many there were.

    Those of `dialogues` only when their person was told long enough ago, or nobody could be.
    """
    return await retention.wipe(work, dialogues, before, now - NOTICE)


async def warn(work: Work, dialogues: Collection[str], before: float, now: float) -> int:
    """Set a fire for talks that will be that old when the notice is over; returns how many."""
    old = await retention.to_warn(work, dialogues, before + NOTICE, before)
    for session, person, touched in old:
        fire = fires.Fire(KEEP, session, int(touched), person, next_allowed(now))
        await fires.add_once(work, fire)
    return len(old)


async def wipe_people(work: Work, before: float, now: float) -> list[str]:
    """Take out, with all that is theirs, of whom nothing came since a moment, and who were told
    so; returns their ids."""
    return await _erase(work, await idle.to_erase(work, before, now - NOTICE), now)


async def warn_people(work: Work, before: float, now: float) -> int:
    """Set a fire for persons who will be gone so long when the notice is over: how many."""
    old = await idle.to_warn(work, before + NOTICE)
    due = next_allowed(now)
    for person in old:
        await fires.add_once(work, fires.Fire(KEEP, person, int(now), person, due))
    return len(old)


async def wipe_first_visits(work: Work, channel: str, now: float) -> list[str]:
    """Take out who came to this channel a day ago, and went at the first question: their ids."""
    gone = await idle.first_visits(work, channel, now - FIRST_VISIT, said_nothing=1)
    return await _erase(work, gone, now)


async def _erase(work: Work, persons: Sequence[str], now: float) -> list[str]:
    for person in persons:
        await erasure.erase(work, person, now)
    return [*persons]
