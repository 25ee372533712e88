"""What can be taken along or taken out: files that were sent, everything, nothing."""

from __future__ import annotations

import structlog
from aiohttp import web

from bot.channels.web.chat.transcript import DOCUMENT_SECONDS
from bot.channels.web.common.live import CHANNEL
from bot.channels.web.common.site import SITE, Site, file
from bot.documents.workers import RenderError
from bot.messages.messages import Outbound
from bot.reports.document import Document
from storage.repositories import outbox, transcripts
from storage.repositories.outbox import OutboxRow

log = structlog.get_logger()


async def document(request: web.Request) -> web.Response:
    """GET /document/{number}: a file that was sent in the person's own talk, for a day.

    It is made when it is fetched, so that what nobody fetches costs nothing, and what failed can
    be had by asking once more.
    """
    site = request.app[SITE]
    guest = await site.guest(request)
    number = site.numbers.show(request.match_info["number"], guest.address)
    found = await _sent(site, guest.address, number) if number else None
    if found is None:
        raise web.HTTPNotFound
    row, wanted = found
    if row.created + DOCUMENT_SECONDS < site.clock():
        words = site.say(guest.language, "web_expired")
        return site.page("documents/expired.html", guest, 410, words=words, again=wanted.again)
    try:
        body = await site.workshop.make(wanted, guest.address)
    except RenderError as fault:
        await _note(site, row, str(fault))
        words = site.say(guest.language, "paper_failed")
        return site.page("documents/expired.html", guest, 503, words=words, again="")
    await _note(site, row, "")
    return file(wanted.name, wanted.format, body)


async def _sent(site: Site, address: str, number: int) -> tuple[OutboxRow, Document] | None:
    """Someone's own message with a file in it."""
    if not address:
        return None
    async with site.turns.store.begin() as work:
        row = await transcripts.sent_to(work, CHANNEL, address, number)
    out = Outbound.load(row.text, CHANNEL, address) if row else None
    return (row, out.document) if row and out and out.document else None


async def _note(site: Site, row: OutboxRow, reason: str) -> None:
    """What could not be made stands among what was refused, until it can."""
    if not reason and row.status != "failed":
        return
    async with site.turns.store.begin() as work:
        if reason:
            await outbox.mark_failed(work, row.key, reason)
        else:
            await outbox.mark_sent(work, [row.key])
