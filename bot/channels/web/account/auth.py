"""Who asks for a page of their own: by the web chat's cookie, or by that of a personal link."""

from __future__ import annotations

from aiohttp import web

from bot.channels.web.common.auth import CALLER, OWN, PageUser, call
from bot.channels.web.common.live import CHANNEL
from bot.channels.web.common.site import SITE, Guest
from bot.channels.web.common.tokens import COOKIE, SAID_COOKIE
from storage.database.unit_of_work import Work
from storage.repositories import people

SETTINGS = "/settings"


async def current_user(request: web.Request, work: Work) -> PageUser | None:
    """None for someone of whom the web chat keeps nothing.

    Raises RequestRefusedError for an expired link.
    """
    if request.path.startswith(f"{OWN}/"):
        return await call(request, work, OWN, OWN + SETTINGS)
    site = request.app[SITE]
    known = (CHANNEL, site.keys.address(request.cookies.get(COOKIE, "")))
    person = (await people.people_at(work, {known})).get(known) if known[1] else None
    if person is None:
        return None
    guest = Guest(known[1], person, person.language, SETTINGS)
    request[CALLER] = guest
    notice = site.keys.heard(request.cookies.get(SAID_COOKIE, ""), guest.address)
    return PageUser(site, *known, person, guest, notice, SETTINGS)


def path_of(caller: PageUser) -> str:
    """Where this person's settings are."""
    return SETTINGS if caller.home == SETTINGS else OWN + SETTINGS
