"""Who asks for a page of their own: by the web chat's cookie, or by that of a personal link."""

from __future__ import annotations

from aiohttp import web

from bot.channels.web.common.auth import PageUser, call, signed_in
from bot.channels.web.common.browsers import OWN
from storage.database.unit_of_work import Work
from storage.repositories.browsers import TALK

SETTINGS = "/settings"


async def current_user(request: web.Request, work: Work, page: str = SETTINGS) -> PageUser | None:
    """None for someone of whom the web chat keeps nothing.

    Raises RequestRefusedError for an expired link.
    """
    if request.path.startswith(f"{OWN}/"):
        return await call(request, work, OWN, OWN + SETTINGS)
    return await signed_in(request, work, TALK, page, TALK)


def path_of(caller: PageUser, page: str = SETTINGS) -> str:
    """Where a page of this person's own is."""
    return page if caller.home == TALK else OWN + page
