"""Invitations, kept by the hash of their token."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any

import orjson
from sqlalchemy import Row, insert, or_, select, update

from dialogues.domain.collaboration import Collaboration
from dialogues.domain.effects import InviteBound, InviteMade, InviteRevoked
from dialogues.domain.invitation import Invite
from storage.core.crypto import Vault
from storage.core.schema import collaborations, invites
from storage.database.unit_of_work import Work
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
        bool(row.single), bool(row.revoked), row.bound,
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


async def change_invite(work: Work, effect: InviteMade | InviteBound | InviteRevoked) -> None:
    """Write what a turn changed of an invitation."""
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


async def use(work: Work, invite: str) -> None:
    """One fewer can join by it."""
    await work.connection.execute(
        update(invites).where(invites.c.id == invite).values(left=invites.c.left - 1)
    )


async def bind_again(work: Work, was: str, now: str) -> None:
    """What was bound to one person is another's; or nobody's, when that is no person."""
    await work.connection.execute(update(invites).where(invites.c.bound == was).values(bound=now))
