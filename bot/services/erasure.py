"""A person who is erased, moves, or turns out to be another."""

from __future__ import annotations

from bot.services import members
from storage.database.unit_of_work import Work
from storage.repositories import fingerprints, group_chats, personal_rows, pulse_schedules
from storage.repositories.people import Address


async def move_address(work: Work, channel: str, old: str, new: str) -> None:
    """A chat got another number: everything of it follows.

    Who was taken for someone new there already becomes one with who they were.
    """
    known = await personal_rows.persons_at(work, channel, [old, new])
    if len(known) == 2 and known[old] != known[new]:
        await _become_one(work, known[old], known[new])
    await group_chats.move(work, old, new)
    await personal_rows.move(work, channel, old, new)


async def _become_one(work: Work, stays: str, goes: str) -> None:
    await members.become_one(work, stays, goes)
    await personal_rows.hand_over(work, stays, goes)
    await pulse_schedules.erase_person(work, goes)
    await personal_rows.drop(work, goes)


async def erase(work: Work, person: str, now: float) -> dict[Address, float]:
    """Take out everything of a person, at `now` in seconds since the epoch.

    Returns until when their channels asked us to wait: that holds for whoever is there next.
    """
    waits = await personal_rows.waits(work, person)
    await fingerprints.add(work, "person", [person], now)
    await personal_rows.empty_inbox(work, person, now)
    await members.erase_person(work, person)
    await pulse_schedules.erase_person(work, person)
    await personal_rows.erase(work, person)
    return waits
