"""Two replicas whose clocks differ: whoever begins at one goes on at the other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.web.app import web_app
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from storage.database.unit_of_work import Store
from tests.support.browser import Browser
from tests.support.clock import Clock

MINUTE = 60
Replica = Callable[[float, CookieJar], Awaitable[Browser]]


@pytest.fixture
async def replica(content: Content, store: Store, clock: Clock) -> AsyncIterator[Replica]:
    """Makes one whose clock is so many seconds ahead, and a browser that talks to it."""
    async with AsyncExitStack() as stack:

        async def made(ahead: float, jar: CookieJar) -> Browser:
            turns = Turns(content, store, lambda: clock() + ahead)
            server = TestServer(web_app(turns, turns.clock))
            await stack.enter_async_context(server)
            return Browser(await stack.enter_async_context(TestClient(server, cookie_jar=jar)))

        yield made


@pytest.mark.parametrize("ahead", [1, -1, 4 * MINUTE, -4 * MINUTE])
async def test_a_talk_goes_on_at_the_other(replica: Replica, ahead: float) -> None:
    jar = CookieJar(unsafe=True)
    first, other = await replica(ahead, jar), await replica(0, jar)
    await first.begin()
    await other.get("/")
    assert "Wat is uw rol?" in other.log
    await other.tap("Raadslid")
    await first.get("/")
    assert "Wat is uw doel?" in first.log


async def test_an_hour_is_no_reason_to_take_a_talk_away(replica: Replica) -> None:
    """Such a clock is wrong; once it is right again the talk goes on."""
    jar = CookieJar(unsafe=True)
    wrong, right = await replica(60 * MINUTE, jar), await replica(0, jar)
    await wrong.begin()
    await right.get("/")
    assert "Wat is uw rol?" not in right.log
    await wrong.get("/")
    assert "Wat is uw rol?" in wrong.log
