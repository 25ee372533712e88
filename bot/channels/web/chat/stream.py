"""Replies as they come: one stream of server-sent events for each open page."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.channels.web.chat.conversation import conversation
from bot.channels.web.chat.page import ERASED
from bot.channels.web.chat.transcript import ConversationView
from bot.channels.web.common.live import CHANNEL
from bot.channels.web.common.site import SITE, Guest, Site
from storage.repositories import browsers

HEARTBEAT = 15.0


async def events(request: web.Request) -> web.StreamResponse:
    """GET /events: what is newer than the last that was seen, and then each reply as it comes."""
    site = request.app[SITE]
    guest = await site.guest(request)
    if not guest.known or site.hub.crowded(guest.address):
        return web.Response(status=204)
    shown = request.headers.get("Last-Event-ID", request.query.get("since", ""))
    since = site.numbers.show(shown, guest.address) if shown else 0
    headers = {"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    try:
        with site.hub.listening(guest.address) as bell:
            if since is None:  # a page of another version, or none of ours: it is to begin anew
                await response.write(event("gone", "/"))
                return response
            await _tell(site, request, response, bell, since, guest.address)
    except ConnectionError:
        pass  # the page was closed
    return response


async def _tell(
    site: Site,
    request: web.Request,
    response: web.StreamResponse,
    bell: asyncio.Event,
    since: int,
    address: str,
) -> None:
    await response.write(b"retry: 2000\n\n")
    while not site.hub.closed:
        bell.clear()
        guest = await site.guest(request, lines=True)
        if not guest.known:
            await response.write(event("gone", await _way_out(site, address)))
            return
        shown = conversation(site, guest, request)
        if shown.last > since:
            await _news(site, response, guest, shown, since)
            since = shown.last
        await _wait(bell, response)


async def _way_out(site: Site, address: str) -> str:
    """Where a page goes on that has nobody's talk any more."""
    async with site.turns.store.begin() as work:
        return "/" if await browsers.is_somebody(work, (CHANNEL, address)) else ERASED


async def _news(
    site: Site, response: web.StreamResponse, guest: Guest, shown: ConversationView, since: int
) -> None:
    """Write what is new. The number goes with the second event: half of it is sent again."""
    bubbles = [bubble for bubble in shown.bubbles if bubble.number > since]
    said = site.render("chat/_bubbles.html", guest, bubbles=bubbles)
    await response.write(event("say", said))
    prompt = site.render("chat/_composer.html", guest, composer=shown.composer)
    await response.write(event("prompt", prompt, shown.key))


async def _wait(bell: asyncio.Event, response: web.StreamResponse) -> None:
    """Until the bell rings; a heartbeat keeps the line open, and finds out that it is closed."""
    while not bell.is_set():
        try:
            async with asyncio.timeout(HEARTBEAT):  # wait_for can swallow a cancellation
                await bell.wait()
        except TimeoutError:
            await response.write(b": still here\n\n")


def event(name: str, data: str, number: str = "") -> bytes:
    """One event in the format of the stream."""
    lines = [f"event: {name}", *(f"data: {line}" for line in data.splitlines() or [""])]
    if number:
        lines.append(f"id: {number}")
    return ("\n".join(lines) + "\n\n").encode()
