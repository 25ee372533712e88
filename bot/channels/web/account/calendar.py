"""Files for people's own calendars: what is to come for a person, and for a collaboration."""

from __future__ import annotations

from aiohttp import web

from bot.channels.web.account.auth import current_user, path_of
from bot.channels.web.common.auth import PageUser
from bot.channels.web.common.site import SITE
from bot.turns.calendar_feed import diary
from storage.repositories import pulse_schedules


async def own(request: web.Request) -> web.Response:
    """GET /calendar.ics, and /my/calendar.ics for who came by a link."""
    async with request.app[SITE].turns.store.begin() as work:
        caller = await current_user(request, work)
        if caller is None:
            raise web.HTTPNotFound
        person = caller.person
        asked = [m.collaboration.id for m in person.memberships if m.answers and not m.muted]
        known = await pulse_schedules.load(work, [person.id], asked)
    text = diary(caller.site.turns.content, person, caller.site.clock(), known)
    return calendar_file(caller, text, path_of(caller))


def calendar_file(caller: PageUser, text: str, back: str) -> web.Response:
    """The file; with nothing to come, a word about that instead."""
    if not text:
        return caller.go(back, caller.say("calendar_none"))
    return web.Response(
        text=text, content_type="text/calendar", charset="utf-8",
        headers={"Content-Disposition": 'attachment; filename="samenspraak.ics"'},
    )  # fmt: skip
