"""What is kept of a person, all of it as a file, and erasing it."""

from __future__ import annotations

from aiohttp import web

from bot.channels.web.common.forms import check, read_form
from bot.channels.web.common.security import RequestRefusedError
from bot.channels.web.common.site import SITE, Site, file
from bot.documents.gather import of_person
from bot.documents.workers import RenderError
from bot.reports.document import file_name
from bot.services.personal_data import export
from bot.services.personal_data_schema import schema
from dialogues.collaborations.losses import losses
from dialogues.preferences.privacy import privacy_words
from dialogues.turn.person import Person


async def privacy(request: web.Request) -> web.Response:
    """GET /privacy: the words of the reception; with `?erase` it asks whether one is sure."""
    site = request.app[SITE]
    guest = await site.guest(request)
    words = privacy_words(site.turns.content, guest.language)
    asks = guest.known and "erase" in request.query
    mine = guest.person.memberships if guest.person else ()
    lost = losses(site.turns.content.catalogue, guest.language, mine, site.clock())
    return site.page("account/privacy.html", guest, words=words, asks=asks, lost=lost)


async def everything(request: web.Request) -> web.Response:
    """POST /export: everything that is kept of the person, as JSON, or to read as a PDF.

    Raises RequestRefusedError for a form that is not ours, and when it cannot be made.
    """
    site = request.app[SITE]
    guest = await site.guest(request)
    form = await read_form(request)
    check(site, guest, form)
    if guest.person is None:
        raise web.HTTPNotFound
    if form.get("format") == "pdf":
        return await _to_read(site, guest.person)
    async with site.turns.store.begin() as work:
        body = await export(work, guest.person)
    return file("samenspraak.json", "json", body.encode())


async def _to_read(site: Site, person: Person) -> web.Response:
    async with site.turns.store.begin() as work:
        report = await of_person(work, site.turns.content, person, site.clock())
    try:
        body = await site.workshop.make_report(report, "pdf", person.id)
    except RenderError:
        raise RequestRefusedError(503, "paper_failed") from None
    return file(file_name(report, "pdf"), "pdf", body)


async def form_of_everything(_: web.Request) -> web.Response:
    """GET /privacy/schema.json: how the JSON of an export is built, for who takes it elsewhere."""
    return web.json_response(schema())
