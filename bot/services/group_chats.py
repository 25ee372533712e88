"""A group chat that was lost, and who hears of it."""

from __future__ import annotations

from dialogues.calendar.moments import next_allowed
from dialogues.domain.round_reminders import subject
from dialogues.notifications.kinds import CHAT
from storage.database.unit_of_work import Work
from storage.repositories import fires, group_chats, members


async def lost(work: Work, place: str, now: float) -> None:
    """We can no longer write there: it is nobody's chat now. By day the facilitators hear so."""
    ended = await group_chats.unlink(work, place)
    if not ended:
        return
    due, slot = next_allowed(now), int(now * 1000)
    leading = await members.seats(work, ended, leading=True)
    await fires.add(
        work,
        [
            fires.Fire(CHAT, subject(one.collaboration, one.id), slot, one.person, due)
            for one in leading
        ],
    )
