"""Members of collaborations, with their names sealed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Row, and_, case, delete, exists, func, insert, select, update

from dialogues.domain.collaboration import Collaboration
from dialogues.domain.company import Company
from dialogues.domain.member import RIGHTS, Membership, Right
from storage.core.crypto import Vault
from storage.core.schema import addresses, ballots, collaborations, members
from storage.database.unit_of_work import Work
from storage.repositories import responses, rounds
from storage.repositories.collaborations import OF_IT, collaboration_of


async def memberships(work: Work, persons: Collection[str]) -> dict[str, list[Membership]]:
    """`found[person]`: the collaborations that they take part in, each with its rounds."""
    rows = await work.connection.execute(
        select(members, *OF_IT)
        .join(collaborations, collaborations.c.id == members.c.collaboration)
        .where(members.c.person.in_(list(persons)))
        .order_by(members.c.joined, members.c.id)
    )
    found: dict[str, list[Membership]] = {}
    groups: dict[str, Collaboration] = {}
    for row in rows:
        if row.collaboration not in groups:
            groups[row.collaboration] = collaboration_of(work.vault, row)
        member = _membership(work.vault, row, groups[row.collaboration])
        found.setdefault(row.person, []).append(member)
    every = [one for several in found.values() for one in several]
    if every:
        await rounds.load(work, every)
        await responses.load(work, [one for one in every if one.leads])
        await _count_unreached(work, [one for one in every if one.leads])
        known = await companies(work, groups)
        for one in every:
            one.company = known[one.collaboration.id]
    return found


async def companies(work: Work, groups: Collection[str]) -> dict[str, Company]:
    """`found[collaboration]`: how many are in it; who has several channels counts for the first."""
    channel = select(func.min(addresses.c.channel)).where(addresses.c.person == members.c.person)
    each = (
        select(members.c.collaboration, members.c.right, channel.scalar_subquery().label("channel"))
        .where(members.c.collaboration.in_(list(groups)))
        .subquery()
    )
    rows = await work.connection.execute(
        select(*each.c, func.count().label("many")).group_by(*each.c).order_by(each.c.channel)
    )
    counting: dict[str, dict[str, int]] = {name: {} for name in groups}
    leading = dict.fromkeys(groups, 0)
    for row in rows:
        if row.right != "member":
            leading[row.collaboration] += row.many
        elif row.channel is not None:
            counting[row.collaboration][row.channel] = row.many
    return {name: Company(counting[name], leading[name]) for name in groups}


async def _count_unreached(work: Work, led: Collection[Membership]) -> None:
    """Whoever guides learns how many members cannot be reached: a number, never who."""
    if not led:
        return
    reached = exists().where(addresses.c.person == members.c.person, addresses.c.reachable == 1)
    rows = await work.connection.execute(
        select(members.c.collaboration, func.count())
        .where(members.c.collaboration.in_({one.collaboration.id for one in led}), ~reached)
        .group_by(members.c.collaboration)
    )
    counts = {row[0]: row[1] for row in rows}
    for one in led:
        one.unreached = counts.get(one.collaboration.id, 0)


def _membership(vault: Vault, row: Row[Any], collaboration: Collaboration) -> Membership:
    data = orjson.loads(vault.open(row.data, f"members/{row.id}"))
    return Membership(row.id, row.right, collaboration, **data)


async def all_members(work: Work, collaboration: Collaboration) -> list[Membership]:
    """Every member of a collaboration, without their rounds."""
    rows = await work.connection.execute(
        select(members).where(members.c.collaboration == collaboration.id)
    )
    return [_membership(work.vault, row, collaboration) for row in rows]


def sealed_member(work: Work, one: Membership) -> bytes:
    """What a row holds sealed: municipality, role, name, and whether they are muted."""
    data = {
        "municipality": one.municipality, "role": one.role, "name": one.name, "muted": one.muted,
    }  # fmt: skip
    return work.vault.seal(orjson.dumps(data), f"members/{one.id}")


async def add_member(work: Work, one: Membership, person: str, now: float) -> None:
    """Enter a member who joined at `now`, in seconds since the epoch."""
    await work.connection.execute(
        insert(members).values(
            id=one.id,
            collaboration=one.collaboration.id,
            person=person,
            right=one.right,
            joined=now,
            data=sealed_member(work, one),
        )
    )


async def mute(work: Work, member: str, muted: bool) -> None:
    """Whether a member is asked for pulses."""
    row = await work.connection.execute(select(members.c.data).where(members.c.id == member))
    place = f"members/{member}"
    data = orjson.loads(work.vault.open(row.scalar_one(), place)) | {"muted": muted}
    sealed = work.vault.seal(orjson.dumps(data), place)
    await work.connection.execute(update(members).where(members.c.id == member).values(data=sealed))


async def move(work: Work, collaboration: str, member: str, municipality: str, role: str) -> None:
    """Where a member who answers belongs."""
    await _change(
        work, [members.c.collaboration == collaboration, members.c.id == member],
        lambda data: {"municipality": municipality, "role": role} if data["municipality"] else {},
    )  # fmt: skip


async def rename_town(work: Work, collaboration: str, old: str, new: str) -> None:
    """Of all its members."""
    await _change(
        work, [members.c.collaboration == collaboration],
        lambda data: {"municipality": new} if data["municipality"] == old else {},
    )  # fmt: skip


async def _change(
    work: Work,
    which: Sequence[ColumnElement[bool]],
    changed: Callable[[dict[str, Any]], dict[str, Any]],
) -> None:
    """Change what is sealed of members; `changed`: of each what becomes otherwise."""
    rows = await work.connection.execute(select(members.c.id, members.c.data).where(*which))
    for row in rows.all():
        place = f"members/{row.id}"
        data = orjson.loads(work.vault.open(row.data, place))
        if news := changed(data):
            sealed = work.vault.seal(orjson.dumps(data | news), place)
            await work.connection.execute(
                update(members).where(members.c.id == row.id).values(data=sealed)
            )


class Seat(NamedTuple):
    """A member's id, where they are one, and who it is."""

    id: str
    collaboration: str
    person: str


async def seats(work: Work, groups: Collection[str], *, leading: bool = False) -> list[Seat]:
    """All members of these, or those who lead."""
    which = members.c.collaboration.in_(list(groups))
    return await _seats(work, which, *([members.c.right != "member"] if leading else []))


async def seats_of(work: Work, person: str) -> list[Seat]:
    """Where a person is a member."""
    return await _seats(work, members.c.person == person)


async def seats_named(work: Work, ids: Collection[str]) -> list[Seat]:
    """The members with these ids."""
    return await _seats(work, members.c.id.in_(list(ids)))


async def removable(work: Work, collaboration: str, member: str) -> list[Seat]:
    """A member of this very collaboration who is not its owner; else nobody."""
    here = members.c.collaboration == collaboration
    return await _seats(work, here, members.c.id == member, members.c.right != "owner")


async def _seats(work: Work, *which: ColumnElement[bool]) -> list[Seat]:
    columns = (members.c.id, members.c.collaboration, members.c.person)
    return [Seat(*row) for row in await work.connection.execute(select(*columns).where(*which))]


async def joined(work: Work, person: str) -> dict[str, float]:
    """`moment[member]`, in seconds since the epoch, for their own export."""
    rows = await work.connection.execute(
        select(members.c.id, members.c.joined).where(members.c.person == person)
    )
    return {row.id: row.joined for row in rows}


async def save_member(work: Work, one: Membership) -> bool:
    """Returns whether there was such a member."""
    known = await work.connection.execute(
        update(members).where(members.c.id == one.id).values(data=sealed_member(work, one))
    )
    return known.rowcount > 0


async def drop(work: Work, ids: Collection[str]) -> None:
    """Members go, and what they sent in to rounds that are open."""
    # waits for who is sending in
    await work.connection.execute(delete(members).where(members.c.id.in_(list(ids))))
    await work.connection.execute(delete(ballots).where(ballots.c.member.in_(list(ids))))


async def set_right(work: Work, member: str, right: str) -> None:
    """A member's right, whoever they are."""
    await work.connection.execute(update(members).where(members.c.id == member).values(right=right))


async def give_right(work: Work, collaboration: str, member: str, right: str) -> None:
    """To whom is a member and not the owner; a new owner takes the place of the one there was."""
    of_it = members.c.collaboration == collaboration
    if right == "owner":
        there = exists().where(of_it, members.c.id == member)
        await work.connection.execute(
            update(members).where(of_it, members.c.right == "owner", there).values(right="co")
        )
    await work.connection.execute(
        update(members)
        .where(of_it, members.c.id == member, members.c.right != "owner")
        .values(right=right)
    )


async def first_in_rank(work: Work, collaboration: str) -> tuple[str, str] | None:
    """The id and right of whom it is up to: the owner, else who leads longest, else any member."""
    rank = case({right: place for place, right in enumerate(RIGHTS)}, value=members.c.right)
    rows = await work.connection.execute(
        select(members.c.id, members.c.right)
        .where(members.c.collaboration == collaboration)
        .order_by(rank, members.c.joined, members.c.id)
        .limit(1)
    )
    first = rows.one_or_none()
    return (first.id, first.right) if first else None


async def in_both(work: Work, stays: str, goes: str) -> list[tuple[str, Right, str, Right]]:
    """Where two persons are both members.

    (id of who goes, their right, id of who stays, their right) for each.
    """
    both = members.alias()
    here = and_(both.c.collaboration == members.c.collaboration, both.c.person == stays)
    rows = await work.connection.execute(
        select(members.c.id, members.c.right, both.c.id.label("kept"), both.c.right.label("has"))
        .join(both, here)
        .where(members.c.person == goes)
    )
    return [(row.id, row.right, row.kept, row.has) for row in rows]


async def hand_over(work: Work, stays: str, goes: str) -> None:
    """One person's memberships become another's."""
    await work.connection.execute(
        update(members).where(members.c.person == goes).values(person=stays)
    )
