"""What can be taken along or taken out: summaries, documents, everything, nothing."""

from __future__ import annotations

from aiohttp import web

from bot.channels.web.forms import check, read_form
from bot.channels.web.hub import CHANNEL
from bot.channels.web.security import Refusal
from bot.channels.web.site import MOST, SITE, Guest, Site
from bot.handlers import export
from bot.messages import Document, Outbound
from bot.reports.model import Quote, Report
from bot.reports.render import FORMATS as ALL
from bot.reports.render import render_document, render_report
from bot.reports.summary import file_name, summary
from dialogues.elsewhere import others
from dialogues.visitor import Kept
from storage import boxes

PRIVACY = ("privacy", "privacy_where", "privacy_who", "privacy_long")
FORMATS = ("html", "md")
BIGGEST_SUMMARY = 1024 * 1024


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
    return _file("samenspraak.json", "json", body.encode())


async def document(request: web.Request) -> web.Response:
    """GET /document/{number}: a file that was sent in the person's own talk."""
    site = request.app[SITE]
    guest = await site.guest(request)
    number = int(request.match_info["number"])
    found = await _sent(site, guest, number) if guest.known else None
    if found is None:
        raise web.HTTPNotFound
    return _file(found.name, found.format, render_document(found))


async def _sent(site: Site, guest: Guest, number: int) -> Document | None:
    async with site.turns.store.begin() as work:
        lines = await boxes.transcript(work, CHANNEL, guest.address, number - 1, MOST)
    texts = [line.text for line in lines if line.id == number and not line.mine]
    return Outbound.load(texts[0], CHANNEL, guest.address).document if texts else None


async def summaries(request: web.Request) -> web.StreamResponse:
    """GET /summary: which talk; with only one there is nothing to choose."""
    site = request.app[SITE]
    guest = await site.guest(request)
    talks = _talks(site, guest)
    if len(talks) == 1:
        return web.Response(status=303, headers={"Location": f"/summary/{talks[0].id}"})
    dialogues = site.turns.content.dialogues
    named = [(one.id, dialogues[one.dialogue].raw.title[guest.language]) for one in talks]
    return site.page("summaries.html", guest, talks=named)


async def one_summary(request: web.Request) -> web.Response:
    """GET /summary/{session}: the report, with the person's own words to edit."""
    site = request.app[SITE]
    guest = await site.guest(request)
    report = _report(request, site, guest)
    sections = [
        (section.title, section.blocks, any(isinstance(b, Quote) for b in section.blocks))
        for section in report.sections
    ]
    return site.page("summary.html", guest, report=report, sections=sections)


async def edited(request: web.Request) -> web.Response:
    """POST /summary/{session}: the report with the words as they were edited, as a file."""
    site = request.app[SITE]
    guest = await site.guest(request)
    form = await read_form(request.clone(client_max_size=BIGGEST_SUMMARY))
    check(site, guest, form)
    format = form.get("format", "")
    if format not in FORMATS:
        raise Refusal(400, "web_error_form")
    words = {
        name.removeprefix("quote."): text.replace("\r\n", "\n")
        for name, text in form.items()
        if name.startswith("quote.")
    }
    report = _report(request, site, guest).edited(words)
    return _file(file_name(report, format), format, render_report(report, format))


def _talks(site: Site, guest: Guest) -> list[Kept]:
    """The person's talks that are still in the content, the newest first."""
    kept = guest.visitor.kept if guest.visitor else []
    return [one for one in reversed(kept) if one.dialogue in site.turns.content.dialogues]


def _report(request: web.Request, site: Site, guest: Guest) -> Report:
    """The report of one of the person's own talks, in the language of the page."""
    wanted = request.match_info["session"]
    for one in _talks(site, guest):
        if one.id == wanted:
            session = one.open()
            session.language = guest.language
            content, known = site.turns.content, _talks(site, guest)
            return summary(content, session, others(content, known, session.dialogue))
    raise web.HTTPNotFound


def _file(name: str, format: str, body: bytes) -> web.Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Type": ALL[format].media,
    }
    return web.Response(body=body, headers=headers)
