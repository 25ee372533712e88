"""SIGTERM under load: the coach ends soon and cleanly, and nothing is lost or said twice."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from tests.acceptance.test_kill import check, everything_delivered, send_all
from tests.fake_bot_api import Chat, FakeBotApi
from tests.processes import Coach

PEOPLE, STOPS, SOON = 20, 3, 5.0


async def stopped(coach: Coach) -> float:
    """Stop it, and return the seconds that this took."""
    begun = time.monotonic()
    assert await coach.stop() == 0
    return time.monotonic() - begun


def said_twice(users: list[Chat]) -> list[str]:
    counts = (Counter(message.text or "" for message in user.messages) for user in users)
    return [text for count in counts for text, times in count.items() if times > 1]


async def test_nothing_is_lost_by_stopping(tmp_path: Path) -> None:
    """Stopped three times amid the answers of twenty people, each time within five seconds."""
    async with FakeBotApi() as api:
        users = [api.user(700 + number) for number in range(PEOPLE)]
        coach = await Coach(tmp_path, {"TOKEN": api.token, "TELEGRAM_API": api.url}).start()
        sending = asyncio.create_task(send_all(users, pause=0.05))
        took = []
        for _ in range(STOPS):
            before = len(api.calls)
            await api.until(lambda before=before: len(api.calls) > before + 40, timeout=30)
            took.append(await stopped(coach))
            await coach.start()
        await sending
        await everything_delivered(api, users)
        took.append(await stopped(coach))
        await check(tmp_path, api, users)
        assert said_twice(users) == []
        assert max(took) <= SOON, took
        assert "Traceback" not in coach.log
        assert '"level": "error"' not in coach.log
        print("seconds to stop:", [round(seconds, 2) for seconds in took])


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
        async with client.get("/events?since=99999") as stream:
            assert stream.headers["Content-Type"] == "text/event-stream"
            yield stream


async def test_a_slow_telegram_and_an_open_page_do_not_hold_it_up(tmp_path: Path) -> None:
    """What is under way is given some time, and then no more."""
    async with FakeBotApi() as api:
        anna = api.user(7)
        coach = await Coach(tmp_path, {"TOKEN": api.token, "TELEGRAM_API": api.url}).start()
        async with open_page(coach) as page:
            api.fail("slow", "sendMessage", seconds=20)
            await anna.says("/start")
            await api.until(lambda: any(c.method == "sendMessage" for c in api.calls), timeout=10)
            took = await stopped(coach)
            assert page.status == 200
        assert took <= SOON
        assert '"level": "error"' not in coach.log
        await coach.start()
        await api.until(lambda: len(anna.messages) == 2, timeout=20)  # we were in doubt
        await coach.stop()
        print("seconds to stop:", round(took, 2))
