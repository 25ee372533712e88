"""Coming in: by a personal link to a page, and by an invitation. Looking changes nothing."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from bot.channels.web.common.auth import HOME, OWN, call, stranger, welcome
from bot.channels.web.common.forms import check, read_form
from bot.channels.web.common.site import SITE
from bot.channels.web.common.tokens import PAGE_COOKIE
from storage.repositories import people


async def ask(request: web.Request) -> web.Response:
    """GET /page/{token}: asks first, for who follows links may be a machine."""
    site = request.app[SITE]
    _, _, path = await _opened(request)
    guest = await site.guest(request)  # the form is of this browser; the page is not of its talk
    about = "own" if path.startswith(OWN) else "page"
    return site.page("account/page_link.html", replace(guest, person=None, home=HOME), about=about)


async def enter(request: web.Request) -> web.Response:
    """POST /page/{token}: this browser may see what its person may see, for a working day."""
    site = request.app[SITE]
    guest = await site.guest(request)
    check(site, guest, await read_form(request))
    channel, address, path = await _opened(request)
    response = web.Response(status=303, headers={"Location": path})
    welcome(site, response, channel, address, _home(path))
    return response


async def leave(request: web.Request) -> web.Response:
    """POST /groups/leave, /my/settings/leave: this browser may see them no more."""
    home, top = (OWN, f"{OWN}/settings") if request.path.startswith(OWN) else (HOME, HOME)
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work, home, top)
    await caller.read(request)
    response = web.Response(status=303, headers={"Location": top})
    response.del_cookie(PAGE_COOKIE, path=home)
    return response


async def _opened(request: web.Request) -> tuple[str, str, str]:
    """Channel, address and path of a link that works, of someone who is still known."""
    site = request.app[SITE]
    found = site.turns.links.opened(request.match_info["token"])
    if found and _home(found[2]):
        async with site.turns.store.begin() as work:
            if await people.people_at(work, {found[:2]}):
                return found
    raise stranger(request, "page_expired", 410)


def _home(path: str) -> str:
    """Under which of our pages a path is; empty for none."""
    return next((home for home in (HOME, OWN) if path.startswith(home)), "")
