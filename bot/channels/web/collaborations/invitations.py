"""Invitations as their facilitator sees them: the list, one of them, and a sheet to print."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web
from babel.dates import format_date

from bot.channels.web.collaborations.qr_code import Square, square
from bot.channels.web.common.auth import PageUser, call
from bot.channels.web.common.security import RequestRefusedError
from bot.channels.web.common.site import SITE
from bot.reports.renderers.csv_table import as_text
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
MERGED = {"invite_link_web": "merge_link", "invite_link_telegram": "merge_telegram"}
"""What a column of links is called, by their kind."""
INVITATION = re.compile(rf"{INVITATION_MARK}[\w-]{{1,60}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation in words.

    id: its own
    municipality: of who joins by it
    role: of who joins by it
    state: how many can still join, or why none can
    day: until when
    usable: someone can still join by it, whoever that is
    links: (what it is called, where it leads) each
    name: of whom it is for; or empty
    email: theirs; or empty
    joined: whoever it was for takes part
    again: another link can be made for the same person
    here: path that opens it on this machine, where links for others are not given
    """

    id: str
    municipality: str
    role: str
    state: str
    day: str
    usable: bool
    links: tuple[tuple[str, str], ...]
    name: str = ""
    email: str = ""
    joined: bool = False
    again: bool = False
    here: str = ""


async def invites(request: web.Request) -> web.Response:
    """GET /groups/{id}/invites: the newest first, and a form for a new one."""
    caller, group, found = await every(request)
    usable, joined = [one for one in found if one.usable], [one for one in found if one.joined]
    others = [one for one in found if not one.usable and not one.joined]
    return caller.page(
        "invitations.html", group=group, usable=usable[:MAX_INVITATIONS_SHOWN], roles=ROLES,
        nowhere=caller.site.turns.links.local,
        many=MANY, spent=[one for one in others if not one.again][:MAX_INVITATIONS_SHOWN],
        joined=joined, waiting=[one for one in others if one.again][:MAX_INVITATIONS_SHOWN],
        count=len(joined) + sum(one.again for one in found),
        merge="\n".join("\t".join(line) for line in merged(caller, usable)),
        title=caller.say("page_invites"),
    )  # fmt: skip


def merged(caller: PageUser, found: Sequence[Invitation]) -> list[list[str]]:
    """A row for each invitation that is for one person, below what stands above the columns.

    Empty when there is none, or nothing for it to lead to.
    """
    own = [one for one in found if one.again and one.links]
    kinds = [key for key, _ in own[0].links] if own else []
    head = [caller.say(f"merge_{one}") for one in ("name", "email", "municipality", "role")]
    head += [caller.say(MERGED[kind]) for kind in kinds] + [caller.say("merge_until")]
    return [head, *(_row(one) for one in own)] if own else []


def _row(one: Invitation) -> list[str]:
    """What a spreadsheet would work out stays text."""
    links = [link for _, link in one.links]
    return [*map(as_text, (one.name, one.email, one.municipality, one.role)), *links, one.day]


async def one_invite(request: web.Request) -> web.Response:
    """GET /groups/{id}/invites/{invite}: its links; with `?do=revoke` whether one is sure."""
    caller, group, found = await every(request)
    one = next((one for one in found if one.id == request.match_info["invite"]), None)
    if one is None:
        raise web.HTTPNotFound
    do = request.query.get("do", "")
    asks = (
        do
        if (do == "revoke" and (one.usable or one.again)) or (do == "again" and one.again)
        else ""
    )
    return caller.page(
        "invitation.html", group=group, one=one, asks=asks, codes=_codes(one),
        nowhere=caller.site.turns.links.local, title=caller.say("page_invite"),
    )  # fmt: skip


async def sheet(request: web.Request) -> web.Response:
    """GET /groups/{id}/sheet/{place}: the usable invitations of a municipality, to print."""
    caller, group, found = await every(request)
    place = int(request.match_info["place"])
    if place >= len(group.municipalities):
        raise web.HTTPNotFound
    town = group.municipalities[place]
    here = [one for one in found if one.usable and one.municipality == town][:SHEET]
    codes = await asyncio.to_thread(lambda: [_codes(one) for one in here])
    return caller.page(
        "invitation_sheet.html", group=group, town=town, nowhere=caller.site.turns.links.local,
        found=list(zip(here, codes, strict=True)),
        title=caller.say("page_sheet", town=town),
    )  # fmt: skip


async def every(request: web.Request) -> tuple[PageUser, Collaboration, list[Invitation]]:
    """Who asks, the collaboration that they lead, and its invitations."""
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
        group = caller.leader(request.match_info["id"]).collaboration
        rows = await invitations.all_invitations(work, group)
    rows.sort(key=lambda row: (-row[0].expires, row[0].name.casefold()))
    return caller, group, [_shown(caller, invite, token) for invite, token in rows]


def _shown(caller: PageUser, invite: Invite, token: str) -> Invitation:
    refusal = invite.refusal("", caller.site.clock())
    key = f"page_{refusal}" if refusal else "page_invite_open"
    joined, links = invite.single and invite.used, caller.site.turns.links
    day = invite.collaboration.today(invite.expires)
    return Invitation(
        invite.id, invite.municipality, caller.say(f"role_{invite.role}"),
        caller.say(key, count=invite.left),
        format_date(day, "d MMMM", locale=caller.guest.language), not refusal,
        tuple(links.invite(INVITATION_MARK + token)),
        invite.name, invite.email, joined, invite.single and not (joined or invite.revoked),
        f"/i/{INVITATION_MARK}{token}" if links.local else "",
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
