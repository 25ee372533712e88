"""Going on in another browser: a personal link is made, and used."""

from __future__ import annotations

from aiohttp import web

from bot.channels.web.common.forms import check, number_of, read_form
from bot.channels.web.common.security import RequestRefusedError
from bot.channels.web.common.site import SITE
from bot.messages.links import Opened, leads_here_only
from bot.services import personal_links
from storage.database.unit_of_work import Work
from storage.repositories.browsers import TALK

TALK_PAGE = "/#bottom"


async def leave(request: web.Request) -> web.Response:
    """GET /return: what a personal link is; POST makes one."""
    site = request.app[SITE]
    guest = await site.guest(request)
    links, link = site.turns.links, ""
    nowhere = links.local and not leads_here_only(f"//{request.host}")
    if request.method == "POST":
        check(site, guest, await read_form(request))
        if guest.known and not nowhere:
            link = links.enter(guest.address)
    return site.page(
        "account/continue_elsewhere.html", guest, link=link, nowhere=nowhere, local=links.local
    )


async def enter(request: web.Request) -> web.Response:
    """GET /enter/{token}: asks first, because a link may be another's, and who follows it a
    machine."""
    site = request.app[SITE]
    guest, link = await site.guest(request), _opened(request)
    async with site.turns.store.begin() as work:
        works = await personal_links.works(work, request.match_info["token"], link.place, link.made)
    here = guest.known and guest.address == link.address
    if not works and here:
        return web.Response(status=303, headers={"Location": TALK_PAGE})
    if not works:
        raise RequestRefusedError(410, "web_error_link")
    return site.page("account/magic_link.html", guest, taken=guest.known and not here)


async def entered(request: web.Request) -> web.Response:
    """POST /enter/{token}: somebody is signed in here, to go on with the same talk."""
    site = request.app[SITE]
    guest = await site.guest(request)
    form = await read_form(request)
    check(site, guest, form)
    link, number = _opened(request), number_of(form)
    async with site.turns.store.begin() as work:
        cookie = await _used(request, work, link, number)
    response = web.Response(status=303, headers={"Location": TALK_PAGE})
    site.browsers.welcome(response, TALK, cookie)
    return response


async def _used(request: web.Request, work: Work, link: Opened, number: str) -> str:
    site, token = request.app[SITE], request.match_info["token"]
    if not await personal_links.use(work, token, link.place, link.made, number, site.clock()):
        raise RequestRefusedError(410, "web_error_link")
    return await site.browsers.enter(request, work, link.place, TALK)


def _opened(request: web.Request) -> Opened:
    found = request.app[SITE].turns.links.opened("enter", request.match_info["token"])
    if found is None:
        raise RequestRefusedError(410, "web_error_link")
    return found
