"""Joining and leaving: what that means for rights, rounds and ballots."""

from __future__ import annotations

from collections.abc import Sequence

from bot.services import rounds
from dialogues.domain.effects import Removed, RightGiven
from dialogues.domain.member import RIGHTS, Membership
from storage.database.unit_of_work import Work
from storage.repositories import collaborations, fires, invitations, members, pulse_schedules
from storage.repositories.members import Seat

NOBODY = "gone"


async def join(work: Work, one: Membership, person: str, invite: str, now: float) -> None:
    """Become a member, or the member that one was, anew."""
    if not await members.save_member(work, one):
        await members.add_member(work, one, person, now)
    await invitations.use(work, invite)
    await rounds.remind_who_joined(work, one, person, now)


async def give_right(work: Work, given: RightGiven) -> None:
    """A member gets another right, unless that is the owner."""
    await collaborations.hold(work, [given.collaboration])
    await members.give_right(work, given.collaboration, given.member, given.right)


async def leave(work: Work, member: str) -> None:
    """A member goes, with what they sent in."""
    await _take_out(work, await members.seats_named(work, [member]))


async def remove(work: Work, effect: Removed) -> None:
    """Take out a member of this very collaboration who is not its owner."""
    await _take_out(work, await members.removable(work, effect.collaboration, effect.member))


async def _take_out(work: Work, gone: Sequence[Seat]) -> None:
    """Take out members with what they sent in; what was published stays as it is."""
    if not gone:
        return
    theirs = sorted({one.collaboration for one in gone})
    await collaborations.hold(work, theirs)
    for one in gone:
        await fires.drop_of_member(work, one.person, one.id)
        await invitations.forget(work, one.person, [one.collaboration])
    await members.drop(work, [one.id for one in gone])
    for collaboration in theirs:
        await _keep_an_owner(work, collaboration)


async def _keep_an_owner(work: Work, collaboration: str) -> None:
    """The first co-facilitator becomes the owner; without any the collaboration ends."""
    first = await members.first_in_rank(work, collaboration)
    if first is None or first[1] == "member":
        await pulse_schedules.end(work, collaboration)
        await fires.drop_about(work, collaboration)
        await collaborations.drop(work, collaboration)
    elif first[1] == "co":
        await members.set_right(work, first[0], "owner")


async def erase_person(work: Work, person: str) -> None:
    """Take a person out of every collaboration, and out of the invitations they opened."""
    await _take_out(work, await members.seats_of(work, person))
    await invitations.forget(work, person)
    await invitations.bind_again(work, person, NOBODY)


async def become_one(work: Work, stays: str, goes: str) -> None:
    """One person was taken for two: their memberships go together, with the higher right."""
    double = await members.in_both(work, stays, goes)
    for _, right, kept, has in double:
        if RIGHTS.index(right) < RIGHTS.index(has):
            await members.set_right(work, kept, right)
    await _take_out(work, await members.seats_named(work, [gone for gone, *_ in double]))
    await members.hand_over(work, stays, goes)
    await invitations.bind_again(work, goes, stays)
