"""The talk itself: the page with the log and the form, and what is posted with that form."""

from __future__ import annotations

from dataclasses import replace

import structlog
from aiohttp import web

from bot.channels.web.chat.conversation import conversation
from bot.channels.web.common.browsers import NAMES
from bot.channels.web.common.forms import MAX_SAID_BYTES, Posted, read, read_form
from bot.channels.web.common.live import CHANNEL
from bot.channels.web.common.security import RequestRefusedError, wants_json
from bot.channels.web.common.site import SITE, Guest, Site, new_update
from bot.messages.messages import Inbound
from bot.turns.outcome import Outcome
from storage.repositories.browsers import TALK

log = structlog.get_logger()
ERASED = "/?erased=1"
"""Where someone goes of whom nothing is kept any more."""


async def home(request: web.Request) -> web.Response:
    """GET /: the whole talk. Nothing is stored for who only looks."""
    site = request.app[SITE]
    guest = await site.guest(request, lines=True)
    shown = conversation(site, guest, request)
    reason = _notice(request, site, guest)
    notice = site.say(guest.language, reason) if reason else ""
    return site.page("chat/page.html", guest, talk=shown, notice=notice)


def _notice(request: web.Request, site: Site, guest: Guest) -> str:
    """What is to be said beside the talk, by the name of its words."""
    if "out" in request.query and not guest.known:
        return "web_out"
    if not guest.known and site.browsers.shown(request, TALK) and "erased" not in request.query:
        return "web_out_here"
    told = {"old": "old_button", "stale": "web_stale", "moved": "answer_returned"}
    return next((words for name, words in told.items() if name in request.query), "")


async def say(request: web.Request) -> web.Response:
    """POST /say: one message of the person. It is stored before the answer is given.

    Raises RequestRefusedError when it may not be posted, cannot be read, or cannot be stored now.
    """
    site = request.app[SITE]
    guest = await site.guest(request)
    form = await read_form(request, MAX_SAID_BYTES)
    posted, cookie = read(site, guest, form), ""
    if not guest.known:
        async with site.turns.store.begin() as work:
            address, cookie = await site.browsers.first(request, work, posted.address)
        posted = replace(posted, address=address)
    try:
        outcome = await site.turns.submit(_inbound(site, posted))
    except Exception as error:
        log.error("a message was not stored", channel=CHANNEL, error=type(error).__name__)
        raise RequestRefusedError(503, "web_error_failed", form.get("text", "")) from error
    if outcome.returned:
        return await _returned(request, form["text"], outcome.notice)
    response = _answer(request, posted, outcome)
    if outcome.erased:
        site.browsers.forget(response, NAMES[TALK])
    elif cookie:
        site.browsers.welcome(response, TALK, cookie)
    return response


async def _returned(request: web.Request, text: str, words: str) -> web.Response:
    """The page as it is by now, with what was typed for an earlier question in its box."""
    if wants_json(request):
        return web.json_response({"returned": True, "notice": words}, status=409)
    site = request.app[SITE]
    guest = await site.guest(request, lines=True)
    shown = conversation(site, guest, request)
    return site.page("chat/page.html", guest, 409, talk=shown, notice=words, returned=text)


def _inbound(site: Site, posted: Posted) -> Inbound:
    """The number of a form counts for its own person only."""
    update = site.keys.update(posted.address, posted.update)
    return Inbound(
        CHANNEL, update, posted.address, posted.given, site.clock(), language=posted.language
    )


def _answer(request: web.Request, posted: Posted, outcome: Outcome) -> web.Response:
    """For a page that is alive a few words; else the page again, where the newest begins."""
    if wants_json(request):
        go = ERASED if outcome.erased else posted.fresh_page
        news = {"notice": outcome.notice, "go": go, "update": new_update()}
        return web.json_response(news, status=202)
    back = ERASED if outcome.erased else posted.back
    if back == "/":
        back = ("/?old=1" if outcome.notice else "/") + "#bottom"
    return web.Response(status=303, headers={"Location": back})
