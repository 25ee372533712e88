"""The addresses of these pages."""

from __future__ import annotations

from aiohttp import web

from bot.channels.web.account import page_link
from bot.channels.web.collaborations import (
    actions,
    agendas,
    calendar,
    closing,
    invitations,
    mail_merge,
    overview,
    people_list,
    pulses,
    results,
)

ID = r"{id:\w{1,40}}"
ROUND = rf"/groups/{ID}/rounds/{{round:\w{{1,40}}}}"


def routes() -> list[web.RouteDef]:
    """All of them. What is changed is posted to `do`, and to an agenda."""
    group = f"/groups/{ID}"
    return [
        web.get("/page/{token}", page_link.ask),
        web.post("/page/{token}", page_link.enter),
        web.get("/i/{token}", invitations.invited),
        web.get("/groups", overview.every),
        web.post("/groups/leave", page_link.leave),
        web.get(group, overview.one),
        web.post(f"{group}/do", actions.do),
        web.get(f"{group}/open", overview.opening),
        web.get(f"{group}/invites", invitations.invites),
        web.get(f"{group}/invites.csv", mail_merge.download),
        web.get(f"{group}/people", people_list.show),
        web.post(f"{group}/people", people_list.change),
        web.get(rf"{group}/invites/{{invite:\w{{1,40}}}}", invitations.one_invite),
        web.get(rf"{group}/sheet/{{place:[0-9]{{1,2}}}}", invitations.sheet),
        web.get(f"{group}/names", overview.names),
        web.get(f"{group}/members", overview.members),
        web.get(rf"{group}/members/{{member:\w{{1,40}}}}", overview.one_member),
        web.get(f"{group}/pulse", pulses.show),
        web.post(f"{group}/pulse", pulses.change),
        web.get(f"{group}/calendar.ics", calendar.of_group),
        web.get(ROUND, results.result),
        web.get(f"{ROUND}/close", closing.closing),
        web.get(f"{ROUND}/agenda", agendas.agenda),
        web.post(f"{ROUND}/agenda", agendas.change),
        web.get(rf"{ROUND}/agenda.{{format:\w{{1,4}}}}", agendas.download),
    ]
