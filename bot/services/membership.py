"""Joining and leaving: what that means for rights, rounds and ballots."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import and_, case, delete, exists, select, update

from bot.services import rounds as rounds_service
from dialogues.domain.collaboration import Membership
from dialogues.domain.effects import Removed, RightGiven
from storage.core.schema import ballots, collaborations, fires, invites, members
from storage.core.schema import rounds as round_rows
from storage.database.unit_of_work import Work
from storage.repositories import pulse_schedules
from storage.repositories.collaborations import END, hold
from storage.repositories.members import add_member, sealed_member


async def join(work: Work, one: Membership, person: str, invite: str, now: float) -> None:
    known = await work.connection.execute(
        update(members).where(members.c.id == one.id).values(data=sealed_member(work, one))
    )
    if not known.rowcount:
        await add_member(work, one, person, now)
    await work.connection.execute(
        update(invites).where(invites.c.id == invite).values(left=invites.c.left - 1)
    )
    await rounds_service.remind_who_joined(work, one, person, now)


async def give_right(work: Work, given: RightGiven) -> None:
    await hold(work, [given.collaboration])
    of_it = members.c.collaboration == given.collaboration
    there = exists().where(of_it, members.c.id == given.member)
    if given.right == "owner":
        await work.connection.execute(
            update(members).where(of_it, members.c.right == "owner", there).values(right="co")
        )
    await work.connection.execute(
        update(members)
        .where(of_it, members.c.id == given.member, members.c.right != "owner")
        .values(right=given.right)
    )


async def take_out(work: Work, gone: Collection[str]) -> None:
    """Take out members with what they sent in; what was published stays as it is."""
    ours = members.c.id.in_(list(gone))
    rows = await work.connection.execute(
        select(members.c.id, members.c.collaboration, members.c.person).where(ours)
    )
    left = rows.all()
    await hold(work, {row.collaboration for row in left})
    for row in left:
        await work.connection.execute(
            delete(fires).where(
                fires.c.person == row.person, fires.c.subject.endswith(f".{row.id}")
            )
        )
    await work.connection.execute(delete(members).where(ours))  # waits for who is sending in
    await work.connection.execute(delete(ballots).where(ballots.c.member.in_(list(gone))))
    for collaboration in sorted({row.collaboration for row in left}):
        await _keep_an_owner(work, collaboration)


async def _keep_an_owner(work: Work, collaboration: str) -> None:
    """The first co-facilitator becomes the owner; without any the collaboration ends."""
    rank = case({right: place for place, right in enumerate(END)}, value=members.c.right)
    rows = await work.connection.execute(
        select(members.c.id, members.c.right)
        .where(members.c.collaboration == collaboration)
        .order_by(rank, members.c.joined, members.c.id)
        .limit(1)
    )
    first = rows.one_or_none()
    if first is None or first.right == "member":
        await _end(work, collaboration)
    elif first.right == "co":
        await work.connection.execute(
            update(members).where(members.c.id == first.id).values(right="owner")
        )


async def _end(work: Work, collaboration: str) -> None:
    """Everything of it goes."""
    await pulse_schedules.end(work, collaboration)
    ours = select(round_rows.c.id).where(round_rows.c.collaboration == collaboration)
    who = select(members.c.person).where(members.c.collaboration == collaboration)
    for name in [collaboration, *(await work.connection.execute(ours)).scalars().all()]:
        of_it = fires.c.subject.startswith(f"{name}.")
        await work.connection.execute(delete(fires).where(fires.c.person.in_(who), of_it))
    await work.connection.execute(delete(ballots).where(ballots.c.round.in_(ours)))
    for table in (round_rows, invites, members):
        await work.connection.execute(delete(table).where(table.c.collaboration == collaboration))
    await work.connection.execute(
        delete(collaborations).where(collaborations.c.id == collaboration)
    )


async def remove(work: Work, effect: Removed) -> None:
    """Take out a member of this very collaboration who is not its owner."""
    rows = await work.connection.execute(
        select(members.c.id).where(
            members.c.collaboration == effect.collaboration,
            members.c.id == effect.member,
            members.c.right != "owner",
        )
    )
    await take_out(work, [row.id for row in rows])


async def erase_person(work: Work, person: str) -> None:
    """Take a person out of every collaboration, and out of the invitations they opened."""
    rows = await work.connection.execute(select(members.c.id).where(members.c.person == person))
    await take_out(work, [row.id for row in rows])
    await work.connection.execute(
        update(invites).where(invites.c.bound == person).values(bound="gone")
    )


async def become_one(work: Work, stays: str, goes: str) -> None:
    """One person was taken for two: their memberships go together, with the higher right."""
    both = members.alias()
    here = and_(both.c.collaboration == members.c.collaboration, both.c.person == stays)
    double = await work.connection.execute(
        select(members.c.id, members.c.right, both.c.id.label("kept"), both.c.right.label("has"))
        .join(both, here)
        .where(members.c.person == goes)
    )
    rows = double.all()
    for row in rows:
        if END.index(row.right) < END.index(row.has):
            await work.connection.execute(
                update(members).where(members.c.id == row.kept).values(right=row.right)
            )
    await take_out(work, [row.id for row in rows])
    await work.connection.execute(
        update(members).where(members.c.person == goes).values(person=stays)
    )
    await work.connection.execute(
        update(invites).where(invites.c.bound == goes).values(bound=stays)
    )
