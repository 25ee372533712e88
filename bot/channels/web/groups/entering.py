"""Coming in: by a personal link to a page, and by an invitation. Looking changes nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from aiohttp import web

from bot.channels.web.forms import check, read_form
from bot.channels.web.groups.calling import HOME, call, stranger, welcome
from bot.channels.web.identity import PAGE_COOKIE
from bot.channels.web.security import Refusal
from bot.channels.web.site import SITE
from dialogues.inviting import MARK
from storage import people

INVITATION = re.compile(rf"{MARK}[\w-]{{1,60}}", re.ASCII)


async def ask(request: web.Request) -> web.Response:
    """GET /page/{token}: asks first, for who follows links may be a machine."""
    site = request.app[SITE]
    await _opened(request)
    guest = await site.guest(request)  # the form is of this browser; the page is not of its talk
    return site.page("groups/enter.html", replace(guest, visitor=None, home=HOME))


async def enter(request: web.Request) -> web.Response:
    """POST /page/{token}: this browser may see what its person may see, for a working day."""
    site = request.app[SITE]
    guest = await site.guest(request)
    check(site, guest, await read_form(request))
    channel, address, path = await _opened(request)
    response = web.Response(status=303, headers={"Location": path})
    welcome(site, response, channel, address)
    return response


async def leave(request: web.Request) -> web.Response:
    """POST /groups/leave: this browser may see them no more."""
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
    await caller.read(request)
    response = web.Response(status=303, headers={"Location": HOME})
    response.del_cookie(PAGE_COOKIE, path=HOME)
    return response


async def _opened(request: web.Request) -> tuple[str, str, str]:
    """Channel, address and path of a link that works, of someone who is still known."""
    site = request.app[SITE]
    found = site.turns.links.opened(request.match_info["token"])
    if found and found[2].startswith(HOME):
        async with site.turns.store.begin() as work:
            if await people.visitors(work, {found[:2]}):
                return found
    raise stranger(request, "page_expired", 410)


async def invited(request: web.Request) -> web.Response:
    """GET /i/{token}: what an invitation is. Its button takes it to the talk, which reads it."""
    site = request.app[SITE]
    token = request.match_info["token"]
    if not INVITATION.fullmatch(token):
        raise Refusal(404, "invite_unknown")
    guest = await site.guest(request)
    return site.page("groups/invited.html", guest, tap=f"/start {token}")
