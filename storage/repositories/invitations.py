"""Invitations, kept by the hash of their token."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

import orjson
from sqlalchemy import Row, delete, insert, or_, select, update

from dialogues.domain.collaboration import Collaboration
from dialogues.domain.effects import InviteBound, InviteMade, InviteRenewed, InviteRevoked
from dialogues.domain.invitation import Invite
from storage.core.crypto import Vault
from storage.core.schema import collaborations, invites
from storage.database.unit_of_work import Work
from storage.repositories import collaborations as collaborations_repository
from storage.repositories import rounds
from storage.repositories.collaborations import OF_IT, collaboration_of


def token_hash(token: str) -> str:
    """What an invitation is found by: its token itself lies sealed."""
    return hashlib.sha256(token.encode()).hexdigest()


async def invitations(
    work: Work, tokens: Collection[str], ids: Collection[str]
) -> dict[str, Invite]:
    """`found[token or id]`, of those that were asked for; no other turn changes them."""
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
        group = collaboration_of(work.vault, row)
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
        bool(row.single), bool(row.revoked), row.bound, data.get("name", ""), data.get("email", ""),
    )  # fmt: skip
    return invite, data["token"]


async def all_invitations(work: Work, collaboration: Collaboration) -> list[tuple[Invite, str]]:
    """Every invitation of a collaboration with its token, the newest last."""
    rows = await work.connection.execute(
        select(invites)
        .where(invites.c.collaboration == collaboration.id)
        .order_by(invites.c.expires, invites.c.id)
    )
    return [_invite(work.vault, row, collaboration) for row in rows]


async def opened_by(work: Work, person: str) -> list[Invite]:
    """Those that a person opened, for their own export; without the rounds."""
    rows = await work.connection.execute(
        select(invites, *OF_IT)
        .join(collaborations, collaborations.c.id == invites.c.collaboration)
        .where(invites.c.bound == person)
        .order_by(invites.c.id)
    )
    return [_invite(work.vault, row, collaboration_of(work.vault, row))[0] for row in rows]


async def change_invite(
    work: Work, effect: InviteMade | InviteRenewed | InviteBound | InviteRevoked
) -> None:
    """Write what a turn changed of an invitation."""
    match effect:
        case InviteMade(one, token):
            await _add(work, one, token)
        case InviteRenewed():
            await _renew(work, effect)
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


async def _add(work: Work, one: Invite, token: str) -> None:
    data = {"municipality": one.municipality, "role": one.role, "token": token}
    data |= {key: value for key, value in (("name", one.name), ("email", one.email)) if value}
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


async def _renew(work: Work, effect: InviteRenewed) -> None:
    """One with another link in the place of one that was not used; whose it is goes along."""
    group = await collaborations_repository.existing(work, effect.collaboration)
    of_it = (invites.c.collaboration == group.id, invites.c.id == effect.invite)
    rows = await work.connection.execute(select(invites).where(*of_it).with_for_update())
    row: Any = rows.one_or_none()
    if row is None or row.revoked or row.left < 1:
        return
    was, _ = _invite(work.vault, row, group)
    await _add(work, replace(was, id=effect.id, expires=effect.expires), effect.token)
    await work.connection.execute(update(invites).where(*of_it).values(revoked=1))
    await _forget(work, [row])


async def forget(work: Work, person: str, collaborations: Collection[str] | None = None) -> None:
    """The name and address of a person go from the invitations that they opened.

    `collaborations`: only of these.
    """
    which = [invites.c.bound == person]
    if collaborations is not None:
        which.append(invites.c.collaboration.in_(list(collaborations)))
    rows = await work.connection.execute(select(invites).where(*which))
    await _forget(work, rows.all())


async def _forget(work: Work, rows: Iterable[Row[Any]]) -> None:
    for row in rows:
        place = f"invites/{row.id}"
        data = orjson.loads(work.vault.open(row.data, place))
        kept = {key: value for key, value in data.items() if key not in ("name", "email")}
        if kept != data:
            sealed = work.vault.seal(orjson.dumps(kept), place)
            await work.connection.execute(
                update(invites).where(invites.c.id == row.id).values(data=sealed)
            )


async def rename_town(work: Work, collaboration: str, old: str, new: str) -> None:
    """In all invitations of a collaboration."""
    rows = await work.connection.execute(
        select(invites.c.id, invites.c.data).where(invites.c.collaboration == collaboration)
    )
    for row in rows.all():
        place = f"invites/{row.id}"
        data = orjson.loads(work.vault.open(row.data, place))
        if data["municipality"] == old:
            sealed = work.vault.seal(orjson.dumps(data | {"municipality": new}), place)
            await work.connection.execute(
                update(invites).where(invites.c.id == row.id).values(data=sealed)
            )


async def wipe(work: Work, before: float) -> int:
    """Take out those that nobody opened, and that expired before a moment: how many there were.

    What somebody opened is bound to them, and the name on it goes when they do.
    """
    nobody = invites.c.bound == ""
    gone = await work.connection.execute(delete(invites).where(nobody, invites.c.expires < before))
    return gone.rowcount


async def use(work: Work, invite: str) -> None:
    """One fewer can join by it."""
    await work.connection.execute(
        update(invites).where(invites.c.id == invite).values(left=invites.c.left - 1)
    )


async def bind_again(work: Work, was: str, now: str) -> None:
    """What was bound to one person is another's; or nobody's, when that is no person."""
    await work.connection.execute(update(invites).where(invites.c.bound == was).values(bound=now))
