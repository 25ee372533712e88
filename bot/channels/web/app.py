"""The web chat as an application: its routes, and what happens to what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.channels.web.account import magic_link, privacy
from bot.channels.web.account import routes as own
from bot.channels.web.chat import page, stream
from bot.channels.web.collaborations import routes as collaboration_routes
from bot.channels.web.common.assets import Assets
from bot.channels.web.common.auth import CALLER
from bot.channels.web.common.browsers import RENEWED, Browsers
from bot.channels.web.common.forms import typed_in
from bot.channels.web.common.limits import MAX_BODY_BYTES, Limits, TooManyError
from bot.channels.web.common.live import CHANNEL, Hub
from bot.channels.web.common.numbers import Numbers
from bot.channels.web.common.routing import complete
from bot.channels.web.common.security import (
    OLD_PAGE,
    RequestRefusedError,
    from_ourselves,
    hardened,
    origin_of,
    wants_json,
)
from bot.channels.web.common.site import SITE, Guest, Site, environment
from bot.channels.web.common.tokens import Keys
from bot.channels.web.documents import compose, download
from bot.config.security_contact import PATH
from bot.documents.workers import WorkerPool
from bot.turns.processor import Turns
from frameworks.definition.languages import DEFAULT
from storage.repositories import transcripts

log = structlog.get_logger()
SAFE = ("GET", "HEAD")
WAIT = (
    '<!doctype html><html lang="{0}"><title>{1}</title>'
    "<main><h1>{1}</h1><p>{2}</p>{3}</main></html>"
)
WRITTEN = '<label>{0}<br><textarea rows="9" cols="60" readonly>\n{1}</textarea></label>'
SUMMARY, KIND = r"/summary/{subject:\w{1,40}}", r"/{kind:[a-z]{1,12}}"
WORDS = {404: "web_error_missing", 413: "web_error_big"}


def web_app(
    turns: Turns,
    clock: Callable[[], float],
    *,
    language: str = DEFAULT,
    secure: bool = False,
    origins: frozenset[str] = frozenset(),
    theme: Path | None = None,
    workshop: WorkerPool | None = None,
    limits: Limits | None = None,
    idle: float = 0.0,
    security: str = "",
) -> web.Application:
    """The web chat. `origins` are its public addresses: without any the host that a browser names;
    `theme` is a CSS file with a municipality's own tokens; `idle`: after so many seconds without a
    sign of life one is signed out; `security`: whom to tell of a leak, as `security.txt` has it."""
    hub, keys = Hub(), Keys(turns.store.vault.secrets("cookies"), clock)
    app = web.Application(middlewares=[kindly], client_max_size=MAX_BODY_BYTES)
    app[SITE] = Site(
        turns,
        clock,
        language,
        frozenset(origin_of(origin) for origin in origins),
        keys,
        Browsers(keys, clock, secure, idle),
        Numbers(turns.store.vault.secrets("numbers")),
        hub,
        Assets(theme),
        environment(),
        workshop or WorkerPool(),
        limits or Limits(),
    )
    turns.committed.append(hub.committed)
    turns.elsewhere.append(hub.heard)
    app.on_response_prepare.append(hardened(secure))
    app.on_shutdown.append(_close)
    app.on_cleanup.append(_tidy)
    told = [web.get(PATH, partial(_plain, security))] if security else []
    app.add_routes(complete([*routes(app[SITE]), *told]))
    return app


def routes(site: Site) -> list[web.RouteDef]:
    """All addresses."""
    return [
        web.get("/", page.home),
        web.post("/say", page.say),
        web.get("/events", stream.events),
        web.get("/privacy", privacy.privacy),
        web.get("/privacy/schema.json", privacy.form_of_everything),
        web.post("/export", privacy.everything),
        web.get("/summary", compose.summaries),
        web.get(SUMMARY, compose.one_summary),
        web.post(SUMMARY, compose.taken),
        web.get(SUMMARY + KIND, compose.one_summary),
        web.post(SUMMARY + KIND, compose.taken),
        web.get(r"/document/{number:[\w=-]{1,60}}", download.document),
        web.get("/return", magic_link.leave),
        web.post("/return", magic_link.leave),
        web.get("/enter/{token}", magic_link.enter),
        web.post("/enter/{token}", magic_link.entered),
        *collaboration_routes.routes(),
        *own.routes(),
        web.get("/static/{name}", site.assets.serve),
        web.get("/health/liveness", liveness),
        web.get("/health/readiness", readiness),
    ]


async def _plain(text: str, _: web.Request) -> web.Response:
    return web.Response(text=text)


async def liveness(_: web.Request) -> web.Response:
    """The process runs."""
    return web.Response(text="ok")


async def readiness(request: web.Request) -> web.Response:
    """The database answers."""
    try:
        async with request.app[SITE].turns.store.begin() as work:
            await transcripts.transcript(work, CHANNEL, "", 0, 1)
    except Exception as error:
        log.error("the database does not answer", error=type(error).__name__)
        return web.Response(text="the database does not answer", status=503)
    return web.Response(text="ok")


async def _close(app: web.Application) -> None:
    app[SITE].hub.close()


async def _tidy(app: web.Application) -> None:
    await app[SITE].workshop.close()


@web.middleware
async def kindly(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse posts from elsewhere; tell every fault in the visitor's own language."""
    site = request.app[SITE]
    try:
        site.limits.check(request, site.browsers)
        ours = from_ourselves(request, site.origins)
        if request.method not in SAFE and not ours:
            raise RequestRefusedError(403, "web_error_origin")
        response = await handler(request)
        if (renewed := request.get(RENEWED)) and not response.prepared:
            site.browsers.welcome(response, *renewed)
        return response
    except TooManyError as refusal:
        return await _later(request, refusal)
    except RequestRefusedError as refusal:
        return await _sorry(request, refusal)
    except web.HTTPException as error:
        reason = WORDS.get(error.status, "web_error_form")
        return await _sorry(request, RequestRefusedError(error.status, reason))
    except Exception as error:
        log.error("a page failed", page=_name(request), error=type(error).__name__)
        return await _sorry(request, RequestRefusedError(500, "web_error_failed"))


async def _later(request: web.Request, refusal: TooManyError) -> web.Response:
    """The same for who is to wait, at as little cost as can be: no database, no template."""
    site = request.app[SITE]
    guest = site.someone(request)
    if wants_json(request):
        response = _told(request, guest, refusal)
    else:
        words = (guest.language, site.say(guest.language, "web_sorry"),
                 site.say(guest.language, refusal.reason))  # fmt: skip
        typed = await typed_in(request) if refusal.known and _is_ours(request) else ""
        label = escape(site.say(guest.language, "web_your_text"))
        back = WRITTEN.format(label, escape(typed)) if typed else ""
        text = WAIT.format(*map(escape, words), back)
        response = web.Response(text=text, status=refusal.status, content_type="text/html")
    response.headers["Retry-After"] = str(refusal.wait)
    return response


def _is_ours(request: web.Request) -> bool:
    """Whether our own page posts this: what another's wrote is not shown as somebody's words."""
    return request.method not in SAFE and from_ourselves(request, request.app[SITE].origins)


async def _sorry(request: web.Request, refusal: RequestRefusedError) -> web.Response:
    """A page that says what went wrong, with what was typed, so that nothing is lost."""
    site = request.app[SITE]
    if not refusal.text and _is_ours(request) and not wants_json(request):
        refusal.text = await typed_in(request)
    try:
        guest = request.get(CALLER) or await site.guest(request)
    except Exception:  # the database may be what went wrong
        guest = site.someone(request)
    return _told(request, guest, refusal)


def _told(request: web.Request, guest: Guest, refusal: RequestRefusedError) -> web.Response:
    site = request.app[SITE]
    if wants_json(request):
        words = site.say(guest.language, refusal.reason, **refusal.values)
        news = {"notice": words}
        if refusal.reason == OLD_PAGE:
            news["stale"] = guest.browser  # where that is whose page it was, a fresh one helps
        return web.json_response(news, status=refusal.status)
    return site.page("common/error.html", guest, refusal.status, refusal=refusal)


def _name(request: web.Request) -> str:
    """The route's pattern: an address itself may hold a token."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else ""
