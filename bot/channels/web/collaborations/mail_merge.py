"""The invitations as a file with which a mail is made for each person."""

from __future__ import annotations

from aiohttp import web

from bot.channels.web.collaborations.invitations import every, merged
from bot.channels.web.common.site import file
from bot.reports.renderers.csv_table import table


async def download(request: web.Request) -> web.Response:
    """GET /groups/{id}/invites.csv: a line for each that is for one person and still works."""
    caller, _, found = await every(request)
    lines = merged(caller, [one for one in found if one.usable])
    return file(f"{caller.say('page_merge_file')}.csv", "csv", table(lines, caller.guest.language))
