"""Replies as they come: the page's own script, and the stream that it reads."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from aiohttp import ClientResponse, web

from bot.channels.web.app import web_app
from bot.channels.web.chat import stream
from bot.turns.processor import Turns
from tests.support.browser import Browser, another, browser, server, turns
from tests.support.until import LIMIT

__all__ = ["another", "browser", "server", "turns"]  # fixtures
JSON = {"Accept": "application/json"}


async def chunk(response: ClientResponse, until: str) -> str:
    """What the stream says until it has said `until`."""
    said = ""
    async with asyncio.timeout(LIMIT):
        while until not in said:
            data = await response.content.readany()
            assert data, f"the stream ended: {said}"
            said += data.decode()
    return said


async def post(browser: Browser, **fields: Any) -> tuple[int, dict[str, str]]:
    answer = await browser.client.post(
        "/say",
        data={**browser.hidden(), **fields},
        headers={"Origin": browser.origin, **JSON},
    )
    return answer.status, await answer.json()


async def test_a_reply_comes_as_words_and_as_a_form(browser: Browser) -> None:
    await browser.begin()
    last = browser.last
    async with browser.client.get(f"/events?since={last}") as response:
        assert response.headers["Content-Type"] == "text/event-stream"
        assert "event" not in await chunk(response, "retry")
        status, news = await post(browser, tap=browser.button("Raadslid"))
        assert (status, news["notice"], news["go"]) == (202, "", "")
        assert news["update"] != browser.hidden()["update"]
        said = await chunk(response, "\nid: ")
    assert "event: say" in said
    assert "event: prompt" in said
    assert "Wat is uw doel?" in said
    assert "Wat is uw rol?" not in said
    assert "<textarea" in said


async def test_what_was_missed_comes_first(browser: Browser) -> None:
    await browser.begin()
    last = browser.last
    await browser.tap("Raadslid")
    headers = {"Last-Event-ID": last}
    async with browser.client.get(f"/events?since={browser.last}", headers=headers) as response:
        said = await chunk(response, "\nid: ")
    assert "Wat is uw doel?" in said
    assert "Wat is uw rol?" not in said


async def test_nobody_hears_what_is_said_to_another(browser: Browser, another: Browser) -> None:
    await browser.begin()
    await another.begin()
    last = another.last
    async with another.client.get(f"/events?since={last}") as response:
        await chunk(response, "retry")
        await browser.tap("Raadslid")
        await another.tap("Gemeentesecretaris")
        said = await chunk(response, "\nid: ")
    assert said.count("Wat is uw doel?") == 2, "one bubble, and the legend of its form"


async def test_a_stranger_has_no_stream(browser: Browser) -> None:
    await browser.get("/events")
    assert browser.status == 204


async def test_streams_of_one_person_are_limited(browser: Browser) -> None:
    await browser.begin()
    answers = [await browser.client.get("/events") for _ in range(14)]
    assert [answer.status for answer in answers].count(204) == 2
    for answer in answers:
        answer.close()


async def test_a_heartbeat_keeps_it_open(browser: Browser, monkeypatch: Any) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.05)
    await browser.begin()
    async with browser.client.get(f"/events?since={browser.last}") as response:
        assert "event" not in await chunk(response, ": still here\n\n")


async def test_streams_end_when_the_coach_stops(browser: Browser, turns: Turns) -> None:
    """With an open stream the application still ends at once."""
    runner = web.AppRunner(web_app(turns, turns.clock), shutdown_timeout=10 * LIMIT)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    await browser.begin()
    headers = {"Cookie": f"samenspraak={browser.cookie}"}
    url = f"http://127.0.0.1:{port}/events?since={browser.last}"
    async with browser.client.session.get(url, headers=headers) as response:
        await chunk(response, "retry")
        async with asyncio.timeout(LIMIT):
            await runner.cleanup()
            assert await response.content.read() == b""


async def test_erasing_ends_the_talk_on_every_page(browser: Browser) -> None:
    await browser.begin()
    async with browser.client.get(f"/events?since={browser.last}") as response:
        await chunk(response, "retry")
        await browser.get("/privacy?erase=ask")
        status, news = await post(browser, tap="/erase yes")
        assert (status, news["go"]) == (202, "/?erased=1")
        assert "event: gone" in await chunk(response, "event: gone")


async def test_the_script_hears_why_a_post_was_refused(browser: Browser) -> None:
    await browser.begin()
    status, news = await post(browser, csrf="x", text="x")
    assert (status, "verouderd" in news["notice"]) == (403, True)
    status, news = await post(browser, tap=re.sub(r"\.\d+\.", ".99.", browser.button("Raadslid")))
    assert (status, "eerdere vraag" in news["notice"]) == (202, True)


async def test_a_fresh_page_is_asked_for_when_the_language_changes(browser: Browser) -> None:
    await browser.begin()
    _, news = await post(browser, tap="/language en")
    assert news["go"] == "/"
