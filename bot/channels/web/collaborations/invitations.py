"""Invitations as their facilitator sees them: the list, one of them, and a sheet to print."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from aiohttp import web
from babel.dates import format_date

from bot.channels.web.collaborations.qr_code import Square, square
from bot.channels.web.common.auth import PageUser, call
from bot.channels.web.common.security import RequestRefusedError
from bot.channels.web.common.site import SITE
from dialogues.collaborations.invitations import MANY
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.invitation import Invite
from dialogues.domain.member import ROLES
from dialogues.messages.links import INVITATION_MARK
from dialogues.turn.person import Person
from storage.repositories import invitations

MAX_INVITATIONS_SHOWN, SHEET = 200, 20
"""Invitations on the page and on a sheet, the newest; a code takes some milliseconds."""

OPENED = ("invite_taken", "invite_used")
"""Why an invitation cannot be used that may be this person's all the same, on another device."""
INVITATION = re.compile(rf"{INVITATION_MARK}[\w-]{{1,60}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation in words.

    id: its own
    municipality: of who joins by it
    role: of who joins by it
    state: how many can still join, or why none can
    day: until when
    usable: someone can still join by it
    links: (what it is called, where it leads) each
    """

    id: str
    municipality: str
    role: str
    state: str
    day: str
    usable: bool
    links: tuple[tuple[str, str], ...]


async def invites(request: web.Request) -> web.Response:
    """GET /groups/{id}/invites: the newest first, and a form for a new one."""
    caller, group, found = await _all(request)
    usable = [one for one in found if one.usable]
    return caller.page(
        "invitations.html", group=group, usable=usable[:MAX_INVITATIONS_SHOWN], roles=ROLES,
        many=MANY, spent=[one for one in found if not one.usable][:MAX_INVITATIONS_SHOWN],
        title=caller.say("page_invites"),
    )  # fmt: skip


async def one_invite(request: web.Request) -> web.Response:
    """GET /groups/{id}/invites/{invite}: its links; with `?do=revoke` whether one is sure."""
    caller, group, found = await _all(request)
    one = next((one for one in found if one.id == request.match_info["invite"]), None)
    if one is None:
        raise web.HTTPNotFound
    asks = one.usable and request.query.get("do") == "revoke"
    return caller.page(
        "invitation.html", group=group, one=one, asks=asks, codes=_codes(one),
        title=caller.say("page_invite"),
    )  # fmt: skip


async def sheet(request: web.Request) -> web.Response:
    """GET /groups/{id}/sheet/{place}: the usable invitations of a municipality, to print."""
    caller, group, found = await _all(request)
    place = int(request.match_info["place"])
    if place >= len(group.municipalities):
        raise web.HTTPNotFound
    town = group.municipalities[place]
    here = [one for one in found if one.usable and one.municipality == town][:SHEET]
    codes = await asyncio.to_thread(lambda: [_codes(one) for one in here])
    return caller.page(
        "invitation_sheet.html", group=group, town=town, found=list(zip(here, codes, strict=True)),
        title=caller.say("page_sheet", town=town),
    )  # fmt: skip


async def _all(request: web.Request) -> tuple[PageUser, Collaboration, list[Invitation]]:
    """Who asks, the collaboration that they lead, and its invitations."""
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
        group = caller.leader(request.match_info["id"]).collaboration
        rows = await invitations.all_invitations(work, group)
    return caller, group, [_shown(caller, invite, token) for invite, token in reversed(rows)]


def _shown(caller: PageUser, invite: Invite, token: str) -> Invitation:
    refusal = invite.refusal("", caller.site.clock())
    key = f"page_{refusal}" if refusal else "page_invite_open"
    day = invite.collaboration.today(invite.expires)
    return Invitation(
        invite.id, invite.municipality, caller.say(f"role_{invite.role}"),
        caller.say(key, count=invite.left),
        format_date(day, "d MMMM", locale=caller.guest.language), not refusal,
        tuple(caller.site.turns.links.invite(INVITATION_MARK + token)),
    )  # fmt: skip


def _codes(one: Invitation) -> list[tuple[str, str, Square]]:
    return [(key, link, square(link)) for key, link in one.links]


async def invited(request: web.Request) -> web.Response:
    """GET /i/{token}: what an invitation is. Its button takes it to the talk, which reads it.

    Raises RequestRefusedError for what is no token.
    """
    site = request.app[SITE]
    token = request.match_info["token"]
    if not INVITATION.fullmatch(token):
        raise RequestRefusedError(404, "invite_unknown")
    guest = await site.guest(request)
    bare = token.removeprefix(INVITATION_MARK)
    async with site.turns.store.begin() as work:
        one = (await invitations.invitations(work, [bare], [])).get(bare)
    opened = one is not None and _opened_elsewhere(one, guest.person, site.clock())
    return site.page("collaborations/invited.html", guest, tap=f"/start {token}", opened=opened)


def _opened_elsewhere(one: Invite, person: Person | None, now: float) -> bool:
    """Whether somebody opened it whom this browser does not know; it may be the same person."""
    if person and person.membership(one.collaboration.id):
        return False
    return one.refusal(person.id if person else "", now) in OPENED
