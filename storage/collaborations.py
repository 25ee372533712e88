"""Collaborations with their members and invitations: what a visit needs of them, what it changes.

A round's own rows are in `storage.rounds`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from typing import Any

import orjson
from sqlalchemy import Row, and_, case, delete, exists, func, insert, or_, select, update

from dialogues.collaboration import (
    ChatLinked,
    Collaboration,
    CollaborationChanged,
    CollaborationMade,
    Effect,
    Invite,
    InviteBound,
    InviteMade,
    InviteRevoked,
    Joined,
    Left,
    Membership,
    Removed,
    RightGiven,
)
from dialogues.rhythm import Muted, RhythmKept
from storage import chats, rhythms, rounds
from storage.crypto import Vault
from storage.schema import addresses, ballots, collaborations, fires, invites, members
from storage.schema import rounds as round_rows
from storage.unit_of_work import Work

OF_IT = (collaborations.c.data.label("of"), collaborations.c.chat, collaborations.c.topic)
END = ("owner", "co", "member")
"""Rights in the order in which an owner's goes on."""


def token_hash(token: str) -> str:
    """What an invitation is found by: its token itself lies sealed."""
    return hashlib.sha256(token.encode()).hexdigest()


async def memberships(work: Work, persons: Collection[str]) -> dict[str, list[Membership]]:
    """By person the collaborations that they take part in, each with its rounds."""
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
            groups[row.collaboration] = _collaboration(work.vault, row)
        member = _membership(work.vault, row, groups[row.collaboration])
        found.setdefault(row.person, []).append(member)
    every = [one for several in found.values() for one in several]
    if every:
        await rounds.load(work, every)
        await _count_unreached(work, [one for one in every if one.leads])
    return found


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


def _collaboration(vault: Vault, row: Row[Any]) -> Collaboration:
    data = vault.open(row.of, f"collaborations/{row.collaboration}")
    return Collaboration.load(data, chats.address(row.chat, row.topic))


async def invitations(
    work: Work, tokens: Collection[str], ids: Collection[str]
) -> dict[str, Invite]:
    """Invitations by the tokens and the ids that were asked for; no other visit changes them."""
    hashes = {token_hash(token): token for token in tokens}
    rows = await work.connection.execute(
        select(invites, *OF_IT)
        .join(collaborations, collaborations.c.id == invites.c.collaboration)
        .where(or_(invites.c.hash.in_(list(hashes)), invites.c.id.in_(list(ids))))
        .order_by(invites.c.id)
        .with_for_update(of=invites)
    )
    found: dict[str, Invite] = {}
    for row in rows.all():
        group = _collaboration(work.vault, row)
        invite, _ = _invite(work.vault, row, group)
        invite.rounds = await rounds.of(work, group.id)
        found[row.id] = invite
        if row.hash in hashes:
            found[hashes[row.hash]] = invite
    return found


def _invite(vault: Vault, row: Row[Any], collaboration: Collaboration) -> tuple[Invite, str]:
    data = orjson.loads(vault.open(row.data, f"invites/{row.id}"))
    invite = Invite(
        row.id, collaboration, data["municipality"], data["role"], row.expires, row.left,
        bool(row.single), bool(row.revoked), row.bound,
    )  # fmt: skip
    return invite, data["token"]


async def one(work: Work, name: str) -> Collaboration | None:
    """A collaboration by its id."""
    rows = await work.connection.execute(
        select(
            collaborations.c.id.label("collaboration"),
            collaborations.c.data.label("of"),
            collaborations.c.chat,
            collaborations.c.topic,
        ).where(collaborations.c.id == name)
    )
    row: Any = rows.one_or_none()
    return None if row is None else _collaboration(work.vault, row)


async def all_invitations(work: Work, collaboration: Collaboration) -> list[tuple[Invite, str]]:
    """Every invitation of a collaboration with its token, the newest last."""
    rows = await work.connection.execute(
        select(invites)
        .where(invites.c.collaboration == collaboration.id)
        .order_by(invites.c.expires, invites.c.id)
    )
    return [_invite(work.vault, row, collaboration) for row in rows]


async def all_members(work: Work, collaboration: Collaboration) -> list[Membership]:
    """Every member of a collaboration, without their rounds."""
    rows = await work.connection.execute(
        select(members).where(members.c.collaboration == collaboration.id)
    )
    return [_membership(work.vault, row, collaboration) for row in rows]


# --- writing --------------------------------------------------------------------------------------


async def apply(work: Work, effects: Iterable[Effect], now: float) -> None:
    """Write what visits changed, in the order in which they did."""
    for effect in effects:
        match effect:
            case CollaborationMade(collaboration, owner):
                await work.connection.execute(
                    insert(collaborations).values(created=now, **_sealed(work, collaboration))
                )
                founder = Membership(collaboration.id, "owner", collaboration)
                await _add_member(work, founder, owner, now)
            case CollaborationChanged(collaboration):
                await work.connection.execute(
                    update(collaborations)
                    .where(collaborations.c.id == collaboration.id)
                    .values(**_sealed(work, collaboration))
                )
            case ChatLinked(collaboration_id, chat):
                await chats.link(work, collaboration_id, chat)
            case Joined(membership, person, invite):
                await _join(work, membership, person, invite, now)
            case Left(_, member):
                await take_out(work, [member])
            case Removed():
                await _remove(work, effect)
            case Muted(_, member, muted):
                await _mute(work, member, muted)
            case RhythmKept():
                await rhythms.keep(work, effect, now)
            case RightGiven():
                await _give_right(work, effect)
            case InviteMade() | InviteBound() | InviteRevoked():
                await _change_invite(work, effect)
            case _:
                await rounds.apply(work, effect, now)


def _sealed(work: Work, one: Collaboration) -> dict[str, Any]:
    return {"id": one.id, "data": work.vault.seal(one.dump(), f"collaborations/{one.id}")}


def _sealed_member(work: Work, one: Membership) -> bytes:
    data = {
        "municipality": one.municipality, "role": one.role, "name": one.name, "muted": one.muted,
    }  # fmt: skip
    return work.vault.seal(orjson.dumps(data), f"members/{one.id}")


async def _add_member(work: Work, one: Membership, person: str, now: float) -> None:
    await work.connection.execute(
        insert(members).values(
            id=one.id,
            collaboration=one.collaboration.id,
            person=person,
            right=one.right,
            joined=now,
            data=_sealed_member(work, one),
        )
    )


async def _join(work: Work, one: Membership, person: str, invite: str, now: float) -> None:
    known = await work.connection.execute(
        update(members).where(members.c.id == one.id).values(data=_sealed_member(work, one))
    )
    if not known.rowcount:
        await _add_member(work, one, person, now)
    await work.connection.execute(
        update(invites).where(invites.c.id == invite).values(left=invites.c.left - 1)
    )
    await rounds.remind_who_joined(work, one, person, now)


async def _give_right(work: Work, given: RightGiven) -> None:
    await _hold(work, [given.collaboration])
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


async def _change_invite(work: Work, effect: InviteMade | InviteBound | InviteRevoked) -> None:
    match effect:
        case InviteMade(one, token):
            data = {"municipality": one.municipality, "role": one.role, "token": token}
            await work.connection.execute(
                insert(invites).values(
                    id=one.id,
                    hash=token_hash(token),
                    collaboration=one.collaboration.id,
                    expires=one.expires,
                    left=one.left,
                    single=int(one.single),
                    data=work.vault.seal(orjson.dumps(data), f"invites/{one.id}"),
                )
            )
        case InviteBound(invite, person):
            await work.connection.execute(
                update(invites).where(invites.c.id == invite).values(bound=person)
            )
        case InviteRevoked(collaboration, invite):
            await work.connection.execute(
                update(invites)
                .where(invites.c.collaboration == collaboration, invites.c.id == invite)
                .values(revoked=1)
            )


# --- going ----------------------------------------------------------------------------------------


async def take_out(work: Work, gone: Collection[str]) -> None:
    """Take out members with what they sent in; what was published stays as it is."""
    ours = members.c.id.in_(list(gone))
    rows = await work.connection.execute(
        select(members.c.id, members.c.collaboration, members.c.person).where(ours)
    )
    left = rows.all()
    await _hold(work, {row.collaboration for row in left})
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


async def _hold(work: Work, several: Collection[str]) -> None:
    """No other replica changes who leads these until the transaction ends."""
    await work.connection.execute(
        select(collaborations.c.id)
        .where(collaborations.c.id.in_(list(several)))
        .order_by(collaborations.c.id)
        .with_for_update()
    )


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


async def _mute(work: Work, member: str, muted: bool) -> None:
    row = await work.connection.execute(select(members.c.data).where(members.c.id == member))
    place = f"members/{member}"
    data = orjson.loads(work.vault.open(row.scalar_one(), place)) | {"muted": muted}
    sealed = work.vault.seal(orjson.dumps(data), place)
    await work.connection.execute(update(members).where(members.c.id == member).values(data=sealed))


async def _end(work: Work, collaboration: str) -> None:
    """Everything of it goes."""
    await rhythms.end(work, collaboration)
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


async def _remove(work: Work, effect: Removed) -> None:
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
