"""What is kept of a person, all of it as a file, and erasing it."""

from __future__ import annotations

from aiohttp import web

from bot.channels.web.common.forms import check, read_form
from bot.channels.web.common.site import SITE, file
from bot.services.personal_data import export
from dialogues.turn.menus import privacy as privacy_words


async def privacy(request: web.Request) -> web.Response:
    """GET /privacy: the words of the reception; with `?erase` it asks whether one is sure."""
    site = request.app[SITE]
    guest = await site.guest(request)
    words = privacy_words(site.turns.content, guest.language)
    asks = guest.known and "erase" in request.query
    return site.page("account/privacy.html", guest, words=words, asks=asks)


async def everything(request: web.Request) -> web.Response:
    """POST /export: everything that is kept of the person, as a file."""
    site = request.app[SITE]
    guest = await site.guest(request)
    check(site, guest, await read_form(request))
    if guest.person is None:
        raise web.HTTPNotFound
    async with site.turns.store.begin() as work:
        body = await export(work, guest.person)
    return file("samenspraak.json", "json", body.encode())
