"""The addresses of these pages."""

from __future__ import annotations

from aiohttp import web

from bot.channels.web.groups import acting, agendas, entering, inviting, overview, pulses, results
from bot.channels.web.own import diaries

ID = r"{id:\w{1,40}}"
ROUND = rf"/groups/{ID}/rounds/{{round:\w{{1,40}}}}"


def routes() -> list[web.RouteDef]:
    """All of them. What is changed is posted to `do`, and to an agenda."""
    group = f"/groups/{ID}"
    return [
        web.get("/page/{token}", entering.ask),
        web.post("/page/{token}", entering.enter),
        web.get("/i/{token}", entering.invited),
        web.get("/groups", overview.every),
        web.post("/groups/leave", entering.leave),
        web.get(group, overview.one),
        web.post(f"{group}/do", acting.do),
        web.get(f"{group}/open", overview.opening),
        web.get(f"{group}/invites", inviting.invites),
        web.get(rf"{group}/invites/{{invite:\w{{1,40}}}}", inviting.one_invite),
        web.get(rf"{group}/sheet/{{place:[0-9]{{1,2}}}}", inviting.sheet),
        web.get(f"{group}/members", overview.members),
        web.get(rf"{group}/members/{{member:\w{{1,40}}}}", overview.one_member),
        web.get(f"{group}/pulse", pulses.show),
        web.post(f"{group}/pulse", pulses.change),
        web.get(f"{group}/calendar.ics", diaries.of_group),
        web.get(ROUND, results.result),
        web.get(f"{ROUND}/close", results.closing),
        web.get(f"{ROUND}/agenda", agendas.agenda),
        web.post(f"{ROUND}/agenda", agendas.change),
        web.get(rf"{ROUND}/agenda.{{format:\w{{1,4}}}}", agendas.download),
    ]
