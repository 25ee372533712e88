"""Who blocked us, and came back before we had heard of the first: the later of the two holds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import pytest
from sqlalchemy import select

from bot.channels.base import RecipientUnreachableError
from bot.delivery import receipts
from bot.delivery.sender import Sender
from bot.messages.messages import Inbound, Outbound
from bot.services import effects
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.effects import ChatLinked, CollaborationMade
from dialogues.messages.events import Part
from dialogues.messages.inputs import Command, Input
from frameworks.groups.rules import Rules
from storage.core import schema as tables
from storage.core.schema import addresses
from storage.database.unit_of_work import Store, Work
from storage.repositories import outbox
from storage.repositories.outbox import OutboxRow
from tests.support.postgres import on_both

pytestmark = on_both
ANNA, GROUP = "7", "-100"


class Door:
    """A channel that says *blocked* to the first call, as late as it is told to."""

    name = "telegram"

    def __init__(self) -> None:
        self.knocked, self.answer = asyncio.Event(), asyncio.Event()
        self.blocked = True
        self.knocks = 0
        self.heard: list[Outbound] = []

    async def deliver(self, out: Outbound) -> None:
        blocked, self.knocks = self.blocked, self.knocks + 1
        self.knocked.set()
        await self.answer.wait()
        if blocked:
            raise RecipientUnreachableError("Forbidden: bot was blocked by the user")
        self.heard.append(out)


@pytest.fixture
def turns(content: Content, store: Store) -> Turns:
    return Turns(content, store, lambda: 1000.0)


@pytest.fixture
async def door(turns: Turns, store: Store) -> AsyncIterator[Door]:
    """The door of one chat, with a sender before it."""
    door = Door()
    sender = Sender(store, door, lambda: 1000.0)
    turns.committed.append(sender.committed)
    task = asyncio.create_task(sender.run())
    yield door
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def say(turns: Turns, *given: Input, update: int) -> None:
    await turns.apply(
        [
            Inbound("telegram", str(number), ANNA, one, float(number))
            for number, one in enumerate(given, update)
        ]
    )


async def reachable(store: Store) -> Sequence[int]:
    async with store.begin() as work:
        return (await work.connection.execute(select(addresses.c.reachable))).scalars().all()


async def pending(store: Store) -> list[OutboxRow]:
    async with store.begin() as work:
        return await outbox.due(work, "telegram", 10)


async def at_rest(store: Store) -> None:
    async with asyncio.timeout(20):
        while await pending(store):  # noqa: ASYNC110  (it looks at what is written)
            await asyncio.sleep(0.01)


async def test_who_blocked_us_hears_nothing_of_what_waits(
    turns: Turns, store: Store, door: Door
) -> None:
    """One knock tells; what stood behind that message goes nowhere."""
    await say(turns, Command("start", "tiny"), Command("help"), update=1)
    door.answer.set()
    await at_rest(store)
    assert await reachable(store) == [0]
    assert door.knocks == 1
    assert door.heard == []


async def test_who_wrote_while_the_call_went_on_is_reachable(
    turns: Turns, store: Store, door: Door
) -> None:
    """The refusal is of before they came back; what they are answered then does come."""
    await say(turns, Command("start", "tiny"), update=1)
    await door.knocked.wait()
    door.blocked = False
    await say(turns, Command("help"), update=2)
    door.answer.set()
    await at_rest(store)
    assert await reachable(store) == [1]
    assert len(door.heard) == 1


async def test_who_wrote_before_the_refusal_was_written_down_is_reachable(
    turns: Turns, store: Store, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database failed at first: what is written afterwards is late news."""
    monkeypatch.setattr(receipts, "PAUSE", 0.01)
    real, tried, mended = outbox.forget, asyncio.Event(), asyncio.Event()

    async def forget(work: Work, keys: Sequence[str]) -> None:
        tried.set()
        if not mended.is_set():
            raise OSError("disk I/O error")
        await real(work, keys)

    monkeypatch.setattr(outbox, "forget", forget)
    await say(turns, Command("start", "tiny"), update=1)
    door.answer.set()
    await tried.wait()
    door.blocked = False
    await say(turns, Command("help"), update=2)
    mended.set()
    await at_rest(store)
    assert await reachable(store) == [1]
    assert len(door.heard) == 1


async def test_who_blocked_us_again_meanwhile_is_not_reachable(
    turns: Turns, store: Store, door: Door
) -> None:
    """What they wrote in between is answered in vain, and that tells."""
    await say(turns, Command("start", "tiny"), update=1)
    await door.knocked.wait()
    await say(turns, Command("help"), update=2)
    door.answer.set()
    await at_rest(store)
    assert await reachable(store) == [0]
    assert door.knocks == 2


@asynccontextmanager
async def linked(store: Store) -> AsyncIterator[None]:
    """A collaboration with a group chat; at the end it must still have that."""
    group = Collaboration("a", "Samen", ("Oostdam",), "running", Rules())
    async with store.begin() as work:
        await effects.apply(work, [CollaborationMade(group, "p1")], 0.0)
        await effects.apply(work, [ChatLinked("a", GROUP)], 0.0)
    yield
    async with store.begin() as work:
        rows = await work.connection.execute(select(tables.collaborations.c.chat))
        assert rows.scalars().all() == [GROUP]


async def test_a_group_that_took_us_in_again_keeps_its_link(
    store: Store, turns: Turns, door: Door
) -> None:
    """Put out and taken in again while a message was under way: the link is the new one."""

    async def post(number: int) -> None:
        out = Outbound("telegram", GROUP, "say", (Part("text", f"{number}"),))
        row = OutboxRow(f"{number}/0", "telegram", GROUP, None, number, 0.0, out.dump())
        async with store.begin() as work:
            await outbox.add_outbound(work, [row])
        for tell in turns.committed:
            tell([(row, out)])

    async with linked(store):
        await post(1)
        await door.knocked.wait()
        door.blocked = False
        await post(2)
        door.answer.set()
        await at_rest(store)
        assert len(door.heard) == 1
