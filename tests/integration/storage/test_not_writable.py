"""A database that may not be written for a while, under a coach that runs."""

from __future__ import annotations

import asyncio
import io
import json

import pytest

from bot.channels.base import DeliveryRetryError
from bot.delivery.sender import Sender
from bot.messages.messages import Inbound, Outbound
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Typed
from storage.core.errors import StorageError
from storage.database.unit_of_work import Store
from storage.repositories import outbox
from tests.support.until import until

START = Inbound("telegram", "1", "7", Command("start", "tiny"), 1.0)


async def read_only(store: Store, on: bool) -> None:
    """SQLite refuses every write, with the same words as for a file that it may not write."""
    async with store.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection
        await raw.driver_connection.execute(f"PRAGMA query_only = {int(on)}")


class Channel:
    """Takes a message, or asks to wait; at the first the database becomes read-only."""

    name = "telegram"

    def __init__(self, store: Store, wait: float = 0) -> None:
        self.store, self.wait = store, wait
        self.delivered = 0

    async def deliver(self, out: Outbound) -> None:
        self.delivered += 1
        if self.delivered == 1:
            await read_only(self.store, True)
        if self.wait:
            raise DeliveryRetryError(self.wait, "too many calls")


async def pending(store: Store) -> list[float]:
    """When each message that waits may go."""
    async with store.begin() as work:
        return [row.not_before for row in await outbox.due(work, "telegram", 10)]


async def heard(log: io.StringIO, event: str, times: int) -> None:
    await until(lambda: log.getvalue().count(f'"{event}"') >= times)


async def waits(store: Store, *moments: float) -> None:
    """Wait until these are the moments at which what waits may go."""

    async def do() -> bool:
        return await pending(store) == list(moments)

    await until(do)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.sender.PAUSE", 0.02)


async def test_a_turn_is_refused_whole(content: Content, store: Store) -> None:
    """Whoever submits it hears that, in words without content; after it the same turn is taken."""
    turns = Turns(content, store, lambda: 1000.0)
    await turns.apply([START])
    answer = Inbound("telegram", "2", "7", Typed("Zwaluwstaart"), 2.0)
    await read_only(store, True)
    with pytest.raises(StorageError, match="attempt to write a readonly database") as fault:
        await turns.apply([answer])
    assert "Zwaluwstaart" not in str(fault.value)
    await read_only(store, False)
    assert (await turns.apply([answer]))[0].fresh


@pytest.mark.usefixtures("quick")
async def test_what_was_sent_is_not_sent_again(
    content: Content, store: Store, log: io.StringIO
) -> None:
    """It is only written down, as soon as that can be."""
    await Turns(content, store, lambda: 1000.0).apply([START])
    channel = Channel(store)
    sending = asyncio.create_task(Sender(store, channel, lambda: 1000.0).run())
    await heard(log, "sending waits", 3)
    assert channel.delivered == 1
    await read_only(store, False)
    await waits(store)
    assert channel.delivered == 1
    told = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {line["level"] for line in told} == {"warning"}
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)


@pytest.mark.usefixtures("quick")
async def test_a_wait_that_was_asked_for_is_kept(
    content: Content, store: Store, log: io.StringIO
) -> None:
    """Also when it cannot be written down at once."""
    await Turns(content, store, lambda: 1000.0).apply([START])
    channel = Channel(store, wait=60)
    sending = asyncio.create_task(Sender(store, channel, lambda: 1000.0).run())
    await heard(log, "sending waits", 3)
    await read_only(store, False)
    await waits(store, 1060.0)
    assert channel.delivered == 1
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
