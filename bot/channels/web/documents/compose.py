"""Choosing what to take along: which document, what goes in, one's own words, which file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aiohttp import web

from bot.channels.web.common.forms import Form, check, read_form
from bot.channels.web.common.security import RequestRefusedError
from bot.channels.web.common.site import SITE, Guest, Site, file
from bot.documents.available import AvailableDocuments, gather
from bot.documents.dialog import seen, titles, without
from bot.documents.workers import RenderError
from bot.reports.document import file_name
from bot.reports.report import AnyBlock, Quote, Report
from dialogues.messages.documents import FORMATS as ALL
from dialogues.messages.documents import TALK_KINDS
from dialogues.turn.access import shared_kind

MAX_SUMMARY_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section on the page.

    title: as in the report
    blocks: what stands in it
    number: its place among the parts; None when it cannot be left out
    goes_in: it is in the document
    """

    title: str
    blocks: list[AnyBlock]
    number: int | None
    goes_in: bool

    @property
    def quotes(self) -> bool:
        return any(isinstance(block, Quote) for block in self.blocks)


async def summaries(request: web.Request) -> web.StreamResponse:
    """GET /summary: which document; with only one there is nothing to choose."""
    site = request.app[SITE]
    guest = await site.guest(request)
    offers = (await _available(site, guest)).others("") if guest.known else []
    places = [(one.data.replace(" ", "/"), one.label) for one in offers]
    if len(places) == 1:
        return web.Response(status=303, headers={"Location": places[0][0]})
    return site.page("documents/list.html", guest, places=places)


async def one_summary(request: web.Request) -> web.Response:
    """GET /summary/{subject}: the report, with the parts and the person's own words to change."""
    site = request.app[SITE]
    guest = await site.guest(request)
    documents, report = await _report(request, site, guest)
    return _page(request, site, guest, documents, report, None)


async def taken(request: web.Request) -> web.Response:
    """POST /summary/{subject}: the report as it was chosen, as a file.

    Raises RequestRefusedError for a form that is not ours, and when it cannot be made.
    """
    site = request.app[SITE]
    guest = await site.guest(request)
    form = await read_form(request, MAX_SUMMARY_BYTES)
    check(site, guest, form)
    format = form.get("format", "")
    if format not in ALL:
        raise RequestRefusedError(400, "web_error_form")
    documents, whole = await _report(request, site, guest)
    left = _left(form, whole)
    if left and form.get("seen") != str(seen(titles(whole))):
        return _page(request, site, guest, documents, whole, form, "paper_changed", 409)
    report = without(whole.edited(_words(form)), left)
    if left and not titles(report):
        return _page(request, site, guest, documents, whole, form, "paper_nothing", 400)
    try:
        body = await site.workshop.make_report(report, format, guest.address)
    except RenderError:
        return _page(request, site, guest, documents, whole, form, "paper_failed", 503)
    return file(file_name(report, format), format, body)


def _page(
    request: web.Request, site: Site, guest: Guest, documents: AvailableDocuments, report: Report,
    form: Form | None, notice: str = "", status: int = 200,
) -> web.Response:  # fmt: skip
    """The page, with what was chosen and typed when it comes back."""
    subject = request.match_info["subject"]
    left = _left(form, report) if form is not None else []
    parts, known = [], titles(report)
    for section in report.sections:
        number = known.index(section.title) if section.title in known else None
        parts.append(SectionView(section.title, section.blocks, number, section.title not in left))
    others = [(one.data.replace(" ", "/"), one.label) for one in documents.offered(subject)]
    return site.page(
        "documents/compose.html", guest, status, here=request.path, report=report,
        parts=parts, seen=seen(known),
        typed=_words(form) if form is not None else {}, formats=ALL,
        others=[one for one in others if one[0] != request.path],
        notice=site.say(guest.language, notice) if notice else "",
    )  # fmt: skip


def _words(form: Form) -> dict[str, str]:
    """Quotes as they are on the page."""
    return {
        name.removeprefix("quote."): text.replace("\r\n", "\n")
        for name, text in form.items()
        if name.startswith("quote.")
    }


def _left(form: Form, report: Report) -> list[str]:
    """The parts that were switched off; of a form that shows no boxes none."""
    if "seen" not in form:
        return []
    kept = set(form.getall("part", []))
    return [title for number, title in enumerate(titles(report)) if str(number) not in kept]


async def _available(site: Site, guest: Guest, *subjects: str) -> AvailableDocuments:
    assert guest.person is not None
    async with site.turns.store.begin() as work:
        published = await gather(work, guest.person, subjects)
    person = replace(guest.person, language=guest.language)
    return AvailableDocuments(site.turns.content, person, published=published)


async def _report(
    request: web.Request, site: Site, guest: Guest
) -> tuple[AvailableDocuments, Report]:
    """One of the person's own documents, in the language of the page."""
    subject = request.match_info["subject"]
    kind = request.match_info.get("kind", "")
    if guest.person is None or kind not in ("", *TALK_KINDS):
        raise web.HTTPNotFound
    documents = await _available(site, guest, subject)
    shared = shared_kind(documents.person, subject)
    report = documents.report(shared or kind or "summary", subject)
    if report is None:
        raise web.HTTPNotFound
    return documents, report
