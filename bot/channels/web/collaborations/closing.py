"""A round is closed by its facilitator, or kept open for longer."""

from __future__ import annotations

from aiohttp import web

from bot.channels.web.collaborations.overview import open_until, title_of
from bot.channels.web.common.auth import call
from bot.channels.web.common.browsers import GROUPS
from bot.channels.web.common.site import SITE
from dialogues.collaborations.rounds import EXTRA_DAYS


async def closing(request: web.Request) -> web.Response:
    """GET /groups/{id}/rounds/{round}/close: whether one is sure; with `?asked=yes` once more, for
    it may be that too few answered. Where it did close, the way leads on."""
    async with request.app[SITE].turns.store.begin() as work:
        caller = await call(request, work)
    member = caller.leader(request.match_info["id"])
    one = member.round(request.match_info["round"])
    asked = request.query.get("asked") == "yes"
    if one is not None and one.published and asked:
        return web.Response(status=303, headers={"Location": f"{GROUPS}/{member.collaboration.id}"})
    if one is None or one.published:
        raise web.HTTPNotFound
    return caller.page(
        "close_round.html", group=member.collaboration, one=one, asked=asked,
        extra=EXTRA_DAYS,
        day=open_until(caller, member.collaboration, one),
        title=title_of(caller, one.framework),
    )  # fmt: skip
