"""Going on in another browser: a personal link is made, and used."""

from __future__ import annotations

from aiohttp import web

from bot.channels.web.common.forms import check, read_form
from bot.channels.web.common.live import CHANNEL
from bot.channels.web.common.security import RequestRefusedError
from bot.channels.web.common.site import SITE, Site
from storage.repositories import people


async def leave(request: web.Request) -> web.Response:
    """GET /return: what a personal link is; POST makes one."""
    site = request.app[SITE]
    guest = await site.guest(request)
    link = ""
    if request.method == "POST":
        check(site, guest, await read_form(request))
        if guest.known:
            link = f"{_origin(site, request)}/enter/{site.keys.link(guest.address)}"
    return site.page("account/continue_elsewhere.html", guest, link=link)


def _origin(site: Site, request: web.Request) -> str:
    return min(site.origins, default=f"{request.scheme}://{request.host}")


async def enter(request: web.Request) -> web.Response:
    """GET /enter/{token}: asks first, because a link may be another's."""
    site = request.app[SITE]
    guest = await site.guest(request)
    address = await _address(site, request)
    taken = guest.known and guest.address != address
    return site.page("account/magic_link.html", guest, taken=taken)


async def entered(request: web.Request) -> web.Response:
    """POST /enter/{token}: this browser gets a cookie of its own for the same talk."""
    site = request.app[SITE]
    guest = await site.guest(request)
    check(site, guest, await read_form(request))
    address = await _address(site, request)
    response = web.Response(status=303, headers={"Location": "/#bottom"})
    site.welcome_back(response, address)
    return response


async def _address(site: Site, request: web.Request) -> str:
    """The address behind the link, as long as something is kept under it."""
    address = site.keys.linked(request.match_info["token"])
    if address:
        async with site.turns.store.begin() as work:
            if await people.people_at(work, {(CHANNEL, address)}):
                return address
    raise RequestRefusedError(410, "web_error_link")
