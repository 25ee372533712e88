"""SIGTERM under load: the coach ends soon and cleanly, and nothing is lost or said twice."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import aiohttp
import pytest

from tests.fake_bot_api.server import FakeBotApi
from tests.support.load import everything_delivered, outcome, portions, type_all
from tests.support.processes import Coach, telegram
from tests.support.until import LIMIT

PEOPLE, STOPS = 20, 3


def called(api: FakeBotApi, times: int) -> bool:
    return len(api.calls) >= times


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_nothing_is_lost_by_stopping(mode: str, tmp_path: Path) -> None:
    """Stopped three times amid the answers of twenty people."""
    async with FakeBotApi() as api:
        users = [api.user(700 + number) for number in range(PEOPLE)]
        async with Coach(tmp_path, telegram(api, mode)) as coach:
            for portion in portions(users, STOPS):
                typing = asyncio.create_task(type_all(portion, pause=0.01))
                await api.until(partial(called, api, len(api.calls) + 40))
                assert await coach.stop() == 0
                await coach.start()
                await typing
            await everything_delivered(api, users)
            assert await coach.stop() == 0
        found = await outcome(coach, api, users)
        assert found.good, found
        assert found.repeated == 0
        assert api.refused == []
        assert "Traceback" not in coach.log
        assert '"level": "error"' not in coach.log


@asynccontextmanager
async def open_page(coach: Coach) -> AsyncIterator[aiohttp.ClientResponse]:
    """Someone has the web chat open, and waits for what the coach says."""
    async with aiohttp.ClientSession(
        coach.url, cookie_jar=aiohttp.CookieJar(unsafe=True)
    ) as client:
        async with client.get("/") as page:
            hidden = dict(re.findall(r'name="(csrf|update)" value="([^"]*)"', await page.text()))
        form = {**hidden, "text": "/start tiny"}
        async with client.post("/say", data=form, headers={"Origin": coach.url}) as answer:
            assert answer.status == 200
            last = re.findall(r'data-last="([^"]+)"', await answer.text())[0]
        async with client.get(f"/events?since={last}") as stream:
            assert stream.headers["Content-Type"] == "text/event-stream"
            yield stream


async def test_a_slow_telegram_and_an_open_page_do_not_hold_it_up(tmp_path: Path) -> None:
    """What is under way is given some time, and then no more."""
    async with FakeBotApi() as api:
        anna = api.user(7)
        async with Coach(tmp_path, telegram(api)) as coach:
            async with open_page(coach) as page:
                api.fail("slow", "sendMessage", seconds=10 * LIMIT)
                await anna.says("/start")
                await api.until(lambda: "sendMessage" in [c.method for c in api.calls])
                assert await coach.stop() == 0
                assert page.status == 200
            assert '"level": "error"' not in coach.log
            await coach.start()
            await api.until(lambda: len(anna.messages) == 2)  # we were in doubt
            await coach.stop()
