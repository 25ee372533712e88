"""The calendar file of a collaboration."""

from __future__ import annotations

from aiohttp import web

from bot.channels.web.account.calendar import calendar_file
from bot.channels.web.common.auth import call
from bot.channels.web.common.browsers import GROUPS
from bot.channels.web.common.site import SITE
from bot.turns.calendar_feed import group_file


async def of_group(request: web.Request) -> web.Response:
    """GET /groups/{id}/calendar.ics: for all its members."""
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
        member = caller.member(request.match_info["id"])
        content, now = caller.site.turns.content, caller.site.clock()
        text = await group_file(work, content, caller.person, member, now)
    return calendar_file(caller, text, f"{GROUPS}/{member.collaboration.id}")
