"""Coaches beside each other on one PostgreSQL, and a PostgreSQL that is gone for a while."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app import App, running
from bot.config.settings import Settings
from bot.messages.messages import Outbound
from bot.scheduling import replica as module
from bot.scheduling.replica import Replica
from dialogues.definition.content import Content
from storage.database.unit_of_work import Store
from storage.repositories import replicas
from storage.repositories.outbox import OutboxRow
from tests.fake_bot_api.server import FakeBotApi
from tests.support.postgres import Postgres, started
from tests.support.until import LIMIT, until


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leases of seconds, so that a take-over is soon."""
    for name, seconds in (("LEASE", 4.0), ("BEAT", 0.3), ("MARGIN", 1.0), ("PAUSE", 0.1)):
        monkeypatch.setattr(module, name, seconds)


def coach(url: str, folder: Path, api: FakeBotApi) -> Settings:
    return Settings(
        database=url,
        data_dir=folder / "data",
        web_port=0,
        token=api.token,
        telegram_api=api.url,
    )


def polls(api: FakeBotApi) -> int:
    return sum(call.method == "getUpdates" for call in api.calls)


@pytest.mark.usefixtures("quick", "log")
async def test_one_of_them_polls(content: Content, postgres: Postgres, tmp_path: Path) -> None:
    """Two polls at once would end each other; when the one leaves the other takes over."""
    url = postgres.database()
    async with FakeBotApi() as api:
        anna = api.user(7, language_code="nl")
        async with running(coach(url, tmp_path, api), content, api.clock) as first:
            await until(lambda: polls(api))
            async with running(coach(url, tmp_path, api), content, api.clock):
                await anna.says("/start success_factors")
                await anna.hears("rol")
                await asyncio.sleep(1)
                assert api.refused == [], "two of them polled"
                before = polls(api)
                await left(first)
                await until(lambda: polls(api) > before)
                await anna.says("1")
                await until(lambda: not api.updates.pending)
                assert api.refused == []


async def left(app: App) -> None:
    """One coach ends; its context may close it again."""
    await app.close()


@pytest.mark.usefixtures("quick")
async def test_a_database_that_is_gone_for_a_while(
    content: Content, tmp_path: Path, log: io.StringIO
) -> None:
    """Nothing is confirmed that is not kept, the log says why, and all goes on by itself."""
    server = started()
    try:
        async with FakeBotApi() as api:
            anna = api.user(7, language_code="nl")
            async with running(coach(server.database(), tmp_path, api), content, api.clock):
                await anna.says("/start success_factors")
                await anna.hears("rol")
                await until(lambda: not api.updates.pending)
                server.stop()
                heard = len(anna.messages)
                await anna.says("1")
                await until(lambda: "the database cannot be used now" in log.getvalue())
                await asyncio.sleep(5)  # longer than a lease
                assert api.updates.pending, "confirmed, and not kept"
                assert len(anna.messages) == heard
                server.start()
                await until(lambda: len(anna.messages) > heard)
                await until(lambda: not api.updates.pending)
        lines = [json.loads(line) for line in log.getvalue().splitlines()]
        assert [line for line in lines if line["level"] == "error"] == []
    finally:
        server.remove()


@asynccontextmanager
async def signed_on(store: Store, heard: list[set[tuple[str, str]]]) -> AsyncIterator[Replica]:
    one = Replica(store, frozenset({"web"}), heard.append)
    await one.sign_on()
    tasks = [asyncio.create_task(task) for task in one.tasks()]
    try:
        yield one
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await one.sign_off()


def reply(channel: str, address: str) -> tuple[OutboxRow, Outbound]:
    row = OutboxRow("1/0", channel, address, None, 1, 0.0, b"")
    return row, Outbound(channel, address, "say", ())


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("quick")
async def test_they_hear_of_each_other(store: Store) -> None:
    """Of pages that may be open elsewhere, however many; not of themselves."""
    heard: list[set[tuple[str, str]]] = []
    mine: list[set[tuple[str, str]]] = []
    async with signed_on(store, mine) as teller, signed_on(store, heard):
        while not heard:  # until the other listens
            teller.committed([reply("web", "first")])
            await asyncio.sleep(0.1)
        many = {("web", f"{number:032}") for number in range(500)}
        teller.committed([reply("telegram", "7"), *(reply(*one) for one in many)])
        await until(lambda: many <= set().union(*heard))
    assert set().union(*heard) == many | {("web", "first")}
    assert mine == []


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("quick")
async def test_who_was_signed_off_stops_and_comes_back(store: Store) -> None:
    """Under a new name; what it did under the old one is broken off."""
    heard: list[set[tuple[str, str]]] = []
    async with signed_on(store, heard) as one:
        old, ended = one.me, asyncio.Event()

        async def job() -> None:
            try:
                await asyncio.sleep(LIMIT)
            finally:
                ended.set()

        doing = asyncio.create_task(one.until_signed_off(job()))
        async with store.begin() as work:
            await replicas.sign_off(work, old)
        await until(ended.is_set)
        await doing
        assert one.me != old
        assert await until(lambda: one.alive)
