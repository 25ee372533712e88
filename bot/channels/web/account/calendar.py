"""Files for people's own calendars: fetched once, or at an address that a calendar follows."""

from __future__ import annotations

import secrets
from dataclasses import replace

from aiohttp import web

from bot.channels.web.account.auth import current_user, path_of
from bot.channels.web.common.auth import PageUser
from bot.channels.web.common.site import SITE
from bot.turns import calendar_feed
from storage.repositories import calendars, people


async def own(request: web.Request) -> web.Response:
    """GET /calendar.ics, and /my/calendar.ics for who came by a link."""
    async with request.app[SITE].turns.store.begin() as work:
        caller = await current_user(request, work)
        if caller is None:
            raise web.HTTPNotFound
        content, now = caller.site.turns.content, caller.site.clock()
        text = await calendar_feed.own_file(work, content, caller.person, now)
    return calendar_file(caller, text, path_of(caller))


async def address(request: web.Request) -> web.Response:
    """POST /calendar, and /my/calendar: an address that a calendar can follow is made, or ended."""
    site = request.app[SITE]
    async with site.turns.store.begin() as work:
        caller = await current_user(request, work)
    if caller is None:
        raise web.HTTPNotFound
    makes = (await caller.read(request)).get("do", "") == "make"
    async with site.turns.store.begin() as work:
        own = await calendars.load(work, caller.person.id)
        token = (own.token or secrets.token_urlsafe(32)) if makes else ""
        await calendars.save(work, caller.person.id, replace(own, token=token))
    words = caller.say("follow_made" if makes else "follow_ended")
    return caller.go(f"{path_of(caller)}#t-follow", words)


async def followed(request: web.Request) -> web.Response:
    """GET /calendar/{token}.ics: by a calendar, which has no cookie."""
    site = request.app[SITE]
    async with site.turns.store.begin() as work:
        whose = await calendars.person_of(work, request.match_info["token"])
        person = await people.one(work, whose) if whose else None
        if person is None:
            raise web.HTTPNotFound
        text = await calendar_feed.followed(work, site.turns.content, person, site.clock())
    return web.Response(text=text, content_type="text/calendar", charset="utf-8")


def calendar_file(caller: PageUser, text: str, back: str) -> web.Response:
    """The file; with nothing to come, a word about that instead."""
    if not text:
        return caller.go(back, caller.say("calendar_none"))
    return web.Response(
        text=text, content_type="text/calendar", charset="utf-8",
        headers={"Content-Disposition": 'attachment; filename="samenspraak.ics"'},
    )  # fmt: skip
