"""What can be taken along or taken out: files that were sent, everything, nothing."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

import structlog
from aiohttp import web

from bot.channels.web.forms import check, read_form
from bot.channels.web.hub import CHANNEL
from bot.channels.web.site import SITE, Site
from bot.channels.web.view import DAY
from bot.handlers import export
from bot.messages import Document, Outbound
from bot.reports.render import FORMATS
from bot.workshop import Unmade
from storage import boxes
from storage.boxes import OutRow

PRIVACY = ("privacy", "privacy_where", "privacy_who", "privacy_long")
log = structlog.get_logger()


async def privacy(request: web.Request) -> web.Response:
    """GET /privacy: the words of the reception; with `?erase` it asks whether one is sure."""
    site = request.app[SITE]
    guest = await site.guest(request)
    words = [site.say(guest.language, key) for key in PRIVACY]
    asks = guest.known and "erase" in request.query
    return site.page("privacy.html", guest, words=words, asks=asks)


async def everything(request: web.Request) -> web.Response:
    """POST /export: everything that is kept of the person, as a file."""
    site = request.app[SITE]
    guest = await site.guest(request)
    check(site, guest, await read_form(request))
    if guest.visitor is None:
        raise web.HTTPNotFound
    async with site.turns.store.begin() as work:
        body = await export(work, guest.visitor)
    return file("samenspraak.json", "json", body.encode())


async def document(request: web.Request) -> web.Response:
    """GET /document/{number}: a file that was sent in the person's own talk, for a day.

    It is made when it is fetched, so that what nobody fetches costs nothing, and what failed can
    be had by asking once more.
    """
    site = request.app[SITE]
    guest = await site.guest(request)
    found = await _sent(site, guest.address, int(request.match_info["number"]))
    if found is None:
        raise web.HTTPNotFound
    row, wanted = found
    if row.created + DAY < site.clock():
        words = site.say(guest.language, "web_expired")
        return site.page("document.html", guest, 410, words=words, again=wanted.again)
    try:
        body = await site.workshop.make(wanted)
    except Unmade as fault:
        await _note(site, row, str(fault))
        words = site.say(guest.language, "paper_failed")
        return site.page("document.html", guest, 503, words=words, again="")
    await _note(site, row, "")
    return file(wanted.name, wanted.format, body)


async def _sent(site: Site, address: str, number: int) -> tuple[OutRow, Document] | None:
    """Someone's own message with a file in it."""
    if not address:
        return None
    async with site.turns.store.begin() as work:
        row = await boxes.sent_to(work, CHANNEL, address, number)
    out = Outbound.load(row.text, CHANNEL, address) if row else None
    return (row, out.document) if row and out and out.document else None


async def _note(site: Site, row: OutRow, reason: str) -> None:
    """What could not be made stands among what was refused, until it can."""
    if not reason and row.status != "failed":
        return
    async with site.turns.store.begin() as work:
        if reason:
            await boxes.mark_failed(work, row.key, reason)
        else:
            await boxes.mark_sent(work, [row.key])


def file(name: str, format: str, body: bytes) -> web.Response:
    """A download. Old browsers get its name in plain letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    names = f"filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    headers = {
        "Content-Disposition": f"attachment; {names}",
        "Content-Type": FORMATS[format].media,
    }
    return web.Response(body=body, headers=headers)
