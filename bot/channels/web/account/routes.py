"""The addresses of these pages: of the web chat's own visitors, and for who comes by a link."""

from __future__ import annotations

from aiohttp import web

from bot.channels.web.account import browsers, calendar, page_link, settings


def routes() -> list[web.RouteDef]:
    """All of them."""
    leave = web.post("/my/settings/leave", page_link.leave)
    follow = web.get(r"/calendar/{token:[\w-]{20,60}}.ics", calendar.followed)
    return [leave, follow] + [
        route
        for home in ("", "/my")
        for route in (
            web.get(f"{home}/settings", settings.show),
            web.post(f"{home}/settings", settings.change),
            web.get(f"{home}/calendar.ics", calendar.own),
            web.post(f"{home}/calendar", calendar.address),
            web.get(f"{home}/browsers", browsers.show),
            web.post(f"{home}/browsers", browsers.change),
        )
    ]
