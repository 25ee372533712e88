"""Three replicas on one PostgreSQL behind one webhook address, killed at random under load.

Three kills are enough for every day: `KILLS=25` does more, and prints its figures with `-s`.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import func, select

from dialogues.engine.session import Session
from storage.core.schema import holdings, inbox, outbox
from storage.database.unit_of_work import Store
from storage.repositories import people
from tests.fake_bot_api.server import Chat, FakeBotApi
from tests.support.load_balancer import forwarding
from tests.support.postgres import Postgres
from tests.support.processes import Coach, free_port
from tests.support.telegram_coach import in_vain
from tests.support.until import until

PEOPLE, REPLICAS, KILLS = 200, 3, int(os.environ.get("KILLS", "3"))
RATED = 3
SECRET = "a-secret-of-the-tests"
ASKED = re.compile(r"(\d+) van 20")


def said(user: Chat) -> list[str]:
    """A talk's beginning with ratings that no follow-up asks on, different for everyone."""
    chance = random.Random(user.id)
    return [
        "/start success_factors",
        "1",
        "3",
        *(str(chance.choice([3, 4, 5])) for _ in range(RATED)),
    ]


def replica(folder: Path, number: int, database: str, api: FakeBotApi, address: int) -> Coach:
    port = free_port()
    (folder / str(number)).mkdir()
    settings = {
        "DATABASE": database,
        "KEY_FILE": str(folder / "samenspraak.key"),
        "TOKEN": api.token,
        "TELEGRAM_API": api.url,
        "MODE": "webhook",
        "WEBHOOK_URL": f"http://127.0.0.1:{address}/telegram",
        "WEBHOOK_PORT": str(port),
        "WEBHOOK_SECRET": SECRET,
    }
    return Coach(folder / str(number), settings)


async def speak(users: list[Chat], pause: float) -> None:
    """Everybody says their lines, a few people at a time, whatever comes back."""
    for line in range(3 + RATED):
        for start in range(0, len(users), 20):
            for user in users[start : start + 20]:
                await user.says(said(user)[line])
            await asyncio.sleep(pause)


async def kill_some(coaches: list[Coach]) -> None:
    """Kill one at random and start it again, so many times."""
    chance = random.Random(KILLS)
    for _ in range(KILLS):
        await asyncio.sleep(chance.uniform(0.3, 1.5))
        coach = chance.choice(coaches)
        await coach.kill()
        await asyncio.sleep(chance.uniform(0, 0.5))
        await coach.start()


def asked(user: Chat) -> list[int]:
    """The numbers of the questions that this person got, in order of arrival."""
    found = (ASKED.search(message.text or "") for message in user.messages)
    return [int(match[1]) for match in found if match]


@asynccontextmanager
async def ended(coaches: list[Coach]) -> AsyncIterator[None]:
    """No process is left of a test that failed."""
    try:
        yield
    finally:
        for coach in coaches:
            if coach.process and coach.process.returncode is None:
                await coach.kill()


async def drained(database: str, key: Path) -> None:
    """All is marked as sent: what a killed replica had in hand once its lease has ended."""
    store = await Store.open(database, key)
    pending = select(func.count()).where(outbox.c.status == "pending")

    async def none_waits() -> bool:
        async with store.begin() as work:
            return (await work.connection.execute(pending)).scalar_one() == 0

    await until(none_waits)
    await store.close()


async def check(store: Store, users: list[Chat]) -> None:
    """Everything that was said counts once, in order; nothing waits, and nobody holds anything."""
    async with store.begin() as work:
        found = await people.people_at(work, {("telegram", str(user.id)) for user in users})
        states = select(outbox.c.status, func.count()).group_by(outbox.c.status)
        sent = {row[0]: row[1] for row in await work.connection.execute(states)}
        came = (await work.connection.execute(select(func.count()).select_from(inbox))).scalar()
        held = list(await work.connection.execute(select(holdings)))
    assert came == len(users) * (3 + RATED)
    assert sent.keys() == {"sent"}
    assert held == []
    assert len(found) == len(users)
    for user in users:
        (session,) = [kept.open() for kept in found[("telegram", str(user.id))].sessions]
        assert rated(session) == said(user)[3:]


def rated(session: Session) -> list[str]:
    values = (session.answers[f"sf{n // 2 + 1}_{'ab'[n % 2]}"].value for n in range(RATED))
    return [str(value) for value in values]


async def test_replicas_lose_nothing_by_kills(postgres: Postgres, tmp_path: Path) -> None:
    """What was delivered is there once and in order, whoever took it and whoever was killed."""
    database, address, began = postgres.database(), free_port(), time.monotonic()
    async with FakeBotApi() as api:
        users = [api.user(7000 + number) for number in range(PEOPLE)]
        coaches = [replica(tmp_path, n, database, api, address) for n in range(REPLICAS)]
        ports = [int(coach.settings["WEBHOOK_PORT"]) for coach in coaches]
        async with forwarding(address, ports), ended(coaches):
            for coach in coaches:
                await coach.start()
            up = time.monotonic()
            speaking = asyncio.create_task(speak(users, 0.05 * max(KILLS, 2)))
            await kill_some(coaches)
            await speaking
            await api.until(lambda: not api.updates.pending)
            await api.until(lambda: all(RATED + 1 in asked(user) for user in users))
            await drained(database, tmp_path / "samenspraak.key")
            done = time.monotonic()
            assert [await coach.stop() for coach in coaches] == [0] * REPLICAS
        for user in users:
            assert list(dict.fromkeys(asked(user))) == list(range(1, RATED + 2)), "out of order"
        repeats = [len(asked(user)) - RATED - 1 for user in users]
        assert max(repeats) <= KILLS, "a kill repeats one reply to a person at most"
        assert [call for call in api.refused if not in_vain(call)] == []
    store = await Store.open(database, tmp_path / "samenspraak.key")
    await check(store, users)
    await store.close()
    for coach in coaches:
        assert "Traceback" not in coach.log
        assert '"level": "error"' not in coach.log
    print(
        f"\n{KILLS} kills, {PEOPLE * (3 + RATED)} messages: 0 lost, 0 twice, 0 out of order, "
        f"{sum(repeats)} replies repeated; up in {up - began:.1f} s, done in {done - up:.1f} s"
    )
