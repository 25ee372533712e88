"""Who floods is told once and kept of nothing; who does not, notices nothing of it."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select

from bot.channels.telegram.channel import Telegram
from dialogues.definition.content import Content
from storage.core.schema import inbox
from storage.database.unit_of_work import Store
from tests.fake_bot_api.server import FakeBotApi
from tests.support.telegram_coach import SECRET, Coach
from tests.support.webhook import HEADER

MOST = 5
BUSY = "heel veel berichten achter elkaar"


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_flood(api: FakeBotApi, content: Content, store: Store, mode: str) -> None:
    """Of twenty messages five are taken; one word comes back, also for what is tapped."""
    coach = Coach(api, content, store)
    await coach.channel.close()
    coach.channel = Telegram(
        api.token, content, api.clock, coach.turns.links, api=api.url, most=MOST
    )
    if mode == "polling":
        await coach.start()
    else:
        await coach.send()
        await coach.channel.set_webhook(await coach.serve(), SECRET)
    anna, bert = api.user(7, language_code="nl"), api.user(8, first_name="Bert")
    for number in range(19):
        await anna.says(f"bericht {number}")
    last = await anna.taps_old(1, "/menu")
    await api.until(lambda: last in api.updates.confirmed)
    await api.until(lambda: not api.unanswered_callbacks)
    await bert.says("/start")
    await bert.hears("Samenspraak")
    async with store.begin() as work:
        rows = select(func.count()).select_from(inbox).where(inbox.c.address == "7")
        assert (await work.connection.execute(rows)).scalar_one() == MOST
    await api.until(lambda: any(BUSY in (m.text or "") for m in anna.messages))
    assert sum(BUSY in (m.text or "") for m in anna.messages) == 1
    await coach.close()


async def test_a_body_that_does_not_come_to_its_end(
    api: FakeBotApi, content: Content, store: Store
) -> None:
    """Who shows the secret, and then sends half a body: the request ends in time."""
    coach = Coach(api, content, store)
    await coach.channel.close()
    links = coach.turns.links
    coach.channel = Telegram(api.token, content, api.clock, links, api=api.url, seconds=0.2)
    port = int((await coach.serve()).split(":")[2].split("/")[0])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST /x HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: 1000\r\n\r\n"
    writer.write(head.encode() + b'{"update_id": 1')
    async with asyncio.timeout(10):
        assert b"408" in await reader.readline()
    writer.close()
    await coach.close()
