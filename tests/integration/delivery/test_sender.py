"""The sender by itself: it outlives a failing database, and ends when it is told to."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from bot.channels.base import DeliveryRetryError
from bot.delivery import receipts
from bot.delivery import sender as module
from bot.delivery.sender import Sender
from bot.messages.messages import Outbound
from dialogues.messages.events import Part
from storage.database.unit_of_work import Store, Work
from storage.repositories import outbox
from storage.repositories.outbox import OutboxRow
from tests.support.clock import Clock
from tests.support.until import LIMIT, until

ADDRESS = ("telegram", "7")


class Quiet:
    """A channel that takes everything, after it has asked to wait when it was told to."""

    name = "telegram"

    def __init__(self, *waits: float) -> None:
        self.waits = list(waits)
        self.asked: list[float] = []
        self.delivered = asyncio.Event()
        self.heard: list[str] = []

    async def deliver(self, out: Outbound) -> None:
        self.asked.append(time.monotonic())
        self.heard += [part.text for part in out.parts]
        if self.waits:
            raise DeliveryRetryError(self.waits.pop(), "too many calls")
        self.delivered.set()


class Wall:
    """A clock on the wall, that someone may set."""

    now = 10_000.0

    def __call__(self) -> float:
        return self.now

    def set(self, ahead: float) -> None:
        self.now += ahead


@asynccontextmanager
async def sending(sender: Sender) -> AsyncIterator[None]:
    """A sender at work; what is waited for must come."""
    task = asyncio.create_task(sender.run())
    async with asyncio.timeout(20):
        yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def put(
    store: Store,
    key: str,
    not_before: float = 0.0,
    *,
    address: str = "7",
    prompt: bool = False,
) -> tuple[OutboxRow, Outbound]:
    out = Outbound("telegram", address, "say", (Part("text", key),))
    row = OutboxRow(key, "telegram", address, None, 1, 0.0, out.dump(), not_before, prompt=prompt)
    async with store.begin() as work:
        await outbox.add_outbound(work, [row])
    return row, out


async def test_a_failing_database_is_tried_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One error while reading the outbox does not end the sender, and so the process."""
    monkeypatch.setattr(module, "PAUSE", 0.01)
    real, failures = store.begin, iter([True])

    @asynccontextmanager
    async def begin() -> AsyncIterator[Work]:
        if next(failures, False):
            raise OSError("disk I/O error")
        async with real() as work:
            yield work

    await put(store, "1/0")
    monkeypatch.setattr(store, "begin", begin)
    channel = Quiet()
    task = asyncio.create_task(Sender(store, channel, lambda: 1000.0).run())
    await until(channel.delivered.is_set)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_a_wait_holds_though_it_could_not_be_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    """The other side asked for a wait, and the database failed: there is a wait all the same."""
    monkeypatch.setattr(receipts, "PAUSE", 0.01)
    real = outbox.postpone

    failed = asyncio.Event()

    async def postpone(*_: object) -> None:
        failed.set()
        raise OSError("disk I/O error")

    monkeypatch.setattr(outbox, "postpone", postpone)
    await put(store, "1/0")
    channel = Quiet(0.3)
    task = asyncio.create_task(Sender(store, channel, clock).run())
    await until(failed.is_set)
    monkeypatch.setattr(outbox, "postpone", real)
    await until(channel.delivered.is_set)
    first, second = channel.asked
    assert second - first >= 0.3
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("jump", [60.0, -600.0])
async def test_a_wait_is_as_long_as_was_asked_though_the_clock_is_set(
    store: Store, jump: float
) -> None:
    """The clock on the wall is set right after a 429: the wait is neither shorter nor longer."""
    loop = asyncio.get_running_loop()
    wall, moments = Wall(), list[float]()

    class Asks(Quiet):
        async def deliver(self, out: Outbound) -> None:
            moments.append(loop.time())
            loop.call_soon(wall.set, jump)
            await super().deliver(out)

    await put(store, "1/0")
    channel = Asks(1.5)
    async with sending(Sender(store, channel, wall)):
        await channel.delivered.wait()
    assert moments[1] - moments[0] >= 1.5


async def test_a_wait_is_of_all_that_waits_there(store: Store) -> None:
    """After a kill a 429 is known from any message of that chat, also when one was erased."""
    first, _ = await put(store, "1/0")
    await put(store, "2/0")
    await put(store, "3/0", address="8")
    async with store.begin() as work:
        await outbox.postpone(work, first, 1030.0, "too many calls")
        waits = [
            (row.key, row.not_before, row.tries) for row in await outbox.due(work, "telegram", 9)
        ]
    assert waits == [("1/0", 1030.0, 1), ("2/0", 1030.0, 0), ("3/0", 0.0, 0)]


async def test_prompts_go_on_though_the_clock_is_set_back(store: Store) -> None:
    """The pace of prompts does not wait for a moment that was there before."""
    wall, channel = Wall(), Quiet()
    sender = Sender(store, channel, wall)
    async with sending(sender):
        sender.committed([await put(store, "1/0", prompt=True)])
        await channel.delivered.wait()
        wall.set(-3600.0)
        channel.delivered.clear()
        sender.committed([await put(store, "2/0", prompt=True)])
        await channel.delivered.wait()
    assert channel.heard == ["1/0", "2/0"]


@pytest.mark.parametrize("steps", range(6))
async def test_a_stop_is_heard_while_something_new_comes(store: Store, steps: int) -> None:
    """A message that comes at the same moment does not make the sender deaf to the stop."""
    await put(store, "1/0", not_before=2000.0)
    sender = Sender(store, Quiet(), lambda: 1000.0)
    task = asyncio.create_task(sender.run())
    await asyncio.sleep(0.05)
    sender.committed([await put(store, "2/0")])
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=LIMIT)
    assert done


async def test_replies_go_before_prompts(store: Store, clock: Clock) -> None:
    """Prompts leave at Telegram's pace; a reply waits for none of them, but for its own chat's."""
    prompts = [await put(store, f"p{n}", address=str(n), prompt=True) for n in range(100, 160)]
    channel = Quiet()
    sender = Sender(store, channel, clock)
    task = asyncio.create_task(sender.run())
    await until(lambda: channel.heard)
    sender.committed([await put(store, "reply", address="159")])
    await until(lambda: len(channel.heard) == 61)
    before = channel.heard[: channel.heard.index("reply")]
    assert "p159" in before
    assert len(before) < 60
    assert sorted(channel.heard) == sorted(["reply", *(row.key for row, _ in prompts)])
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
