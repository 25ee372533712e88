"""Coming in: by a personal link to a page, and by an invitation. Looking changes nothing."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from bot.channels.web.common.auth import call, stranger
from bot.channels.web.common.browsers import GROUPS, NAMES, OWN
from bot.channels.web.common.forms import check, number_of, read_form
from bot.channels.web.common.site import SITE
from bot.messages.links import Opened
from bot.services import personal_links
from storage.repositories import browsers


async def ask(request: web.Request) -> web.Response:
    """GET /page/{token}: asks first, for who follows links may be a machine."""
    site = request.app[SITE]
    link = _opened(request)
    home = _home(link.path)
    async with site.turns.store.begin() as work:
        works = await personal_links.works(work, request.match_info["token"], link.place, link.made)
        here = None if works else await site.browsers.known(request, work, home)
    if here and here.place == link.place:
        return web.Response(status=303, headers={"Location": link.path})
    if not works:
        raise stranger(request, "page_expired", 410)
    guest = await site.guest(request)  # the form is of this browser; the page is not of its talk
    about = "own" if home == OWN else "page"
    shown = replace(guest, person=None, home=GROUPS)
    return site.page("account/page_link.html", shown, about=about)


async def enter(request: web.Request) -> web.Response:
    """POST /page/{token}: this browser may see what its person may see, for a working day."""
    site = request.app[SITE]
    guest = await site.guest(request)
    form = await read_form(request)
    check(site, guest, form)
    link, token, number = _opened(request), request.match_info["token"], number_of(form)
    home = _home(link.path)
    async with site.turns.store.begin() as work:
        if not await personal_links.use(work, token, link.place, link.made, number, site.clock()):
            raise stranger(request, "page_expired", 410)
        cookie = await site.browsers.enter(request, work, link.place, home)
    response = web.Response(status=303, headers={"Location": link.path})
    site.browsers.welcome(response, home, cookie)
    return response


async def leave(request: web.Request) -> web.Response:
    """POST /groups/leave, /my/settings/leave: this browser may see them no more."""
    site = request.app[SITE]
    home, top = (OWN, f"{OWN}/settings") if request.path.startswith(OWN) else (GROUPS, GROUPS)
    async with site.turns.store.begin() as work:
        caller = await call(request, work, home, top)
    await caller.read(request)
    async with site.turns.store.begin() as work:
        await browsers.end_one(work, caller.guest.browser)
    response = web.Response(status=303, headers={"Location": top})
    site.browsers.forget(response, NAMES[home])
    return response


def _opened(request: web.Request) -> Opened:
    """What a link holds that works."""
    found = request.app[SITE].turns.links.opened("page", request.match_info["token"])
    if found is None or not _home(found.path):
        raise stranger(request, "page_expired", 410)
    return found


def _home(path: str) -> str:
    """Under which of our pages a path is; empty for none."""
    return next((home for home in (GROUPS, OWN) if path.startswith(home)), "")
