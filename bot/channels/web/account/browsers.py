"""Where a person is signed in: the list, and signing out, there, here or everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.account.auth import current_user, path_of
from bot.channels.web.common.auth import PageUser
from bot.channels.web.common.browsers import NAMES
from bot.channels.web.common.forms import Form
from bot.channels.web.common.site import SITE
from bot.channels.web.common.tokens import PAGE_AGE
from bot.services import sign_out
from dialogues.calendar.timezones import local
from dialogues.texts.formats import spoken_moment
from storage.database.unit_of_work import Work
from storage.repositories import browsers
from storage.repositories.browsers import TALK, SignedIn

PAGE, OUT = "/browsers", "/?out=1"
ASKED = ("here", "everywhere")
"""What one is asked about once more."""


@dataclass(frozen=True, slots=True)
class BrowserView:
    """One in the list.

    id: its own
    device: what kind of browser it is
    since: when somebody signed in there
    seen: when it was used last
    home: what it opens
    ours: it is the one that asks
    """

    id: str
    device: str
    since: str
    seen: str
    home: str
    ours: bool


async def show(request: web.Request) -> web.Response:
    """GET /browsers, and /my/browsers for who came by a link; with `?do=` it asks whether one is
    sure."""
    site = request.app[SITE]
    async with site.turns.store.begin() as work:
        caller = await current_user(request, work, PAGE)
        found = await _live(work, caller) if caller else []
    if caller is None:
        return site.page("account/unknown.html", await site.guest(request))
    asks = request.query.get("do", "")
    return caller.show(
        "account/browsers.html", path=path_of(caller, PAGE), back=path_of(caller),
        found=[_view(caller, one) for one in found], asks=asks if asks in ASKED else "",
        last=_is_last(caller, found, asks),
    )  # fmt: skip


async def _live(work: Work, caller: PageUser) -> list[SignedIn]:
    young = caller.site.clock() - PAGE_AGE
    found = await browsers.of_person(work, caller.person.id)
    return [one for one in found if one.home == TALK or one.began > young]


def _view(caller: PageUser, one: SignedIn) -> BrowserView:
    zone, language = caller.person.prefs.zone, caller.guest.language
    since, seen = (
        spoken_moment(local(moment, zone), language)
        for moment in (one.began, one.seen or one.began)
    )
    device = one.device or caller.say("browser_unknown")
    return BrowserView(
        one.id, device, since, seen, one.home.strip("/") or "talk", one.id == caller.guest.browser
    )


def _is_last(caller: PageUser, found: list[SignedIn], asks: str) -> bool:
    """Whether nobody can come to the talk any more after this."""
    talks = [one for one in found if one.home == TALK]
    return caller.home == TALK and (asks == "everywhere" or len(talks) == 1)


async def change(request: web.Request) -> web.Response:
    """POST: sign out."""
    site = request.app[SITE]
    async with site.turns.store.begin() as work:
        caller = await current_user(request, work, PAGE)
    if caller is None:
        raise web.HTTPNotFound
    form = await caller.read(request)
    do, path = form.get("do", ""), path_of(caller, PAGE)
    if do in ASKED and not caller.agreed(form, do):
        return web.Response(status=303, headers={"Location": f"{path}?do={do}#sure"})
    async with site.turns.store.begin() as work:
        places = await _signed_out(work, caller, form, do)
    site.hub.heard(places)
    if do not in ASKED and form.get("browser", "") != caller.guest.browser:
        return caller.go(path, caller.say("browser_ended"))
    response = web.Response(status=303, headers={"Location": OUT if caller.home == TALK else path})
    site.browsers.forget(response, NAMES[caller.home])
    return response


async def _signed_out(work: Work, caller: PageUser, form: Form, do: str) -> list[tuple[str, str]]:
    """Where pages that are open have to close."""
    person, here = caller.person.id, caller.guest.browser
    if do == "everywhere":
        return await sign_out.everywhere(work, person, caller.site.clock())
    name = here if do == "here" else form.get("browser", "")
    return [one.place for one in await sign_out.some(work, person, [name])]
