"""Bugs to plant in the production code, to see that the simulation would find them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import count
from typing import Any
from unittest.mock import patch

from aiogram.methods import GetUpdates

from bot import turns
from bot.channels.base import Retry
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.inbound import ALLOWED
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.webhook import Webhook
from bot.messages import Inbound
from bot.sender import Sender
from bot.turns import Outcome, TurnFailed, Turns
from storage import boxes
from storage.boxes import OutRow


@contextmanager
def confirm_first() -> Iterator[None]:
    """Updates are confirmed as soon as they are here: a kill, or a failing commit, loses them."""
    wait = asyncio.sleep

    async def once(self: Any) -> None:
        call = GetUpdates(offset=self._offset, timeout=30, allowed_updates=ALLOWED)
        updates = await self._bot(call, request_timeout=40)
        if updates:
            self._offset = updates[-1].update_id + 1
            await self._bot(GetUpdates(offset=self._offset, timeout=0), request_timeout=10)
            await self._take(updates)

    async def turn(self: Any, reading: Any) -> Outcome:
        self.later = asyncio.create_task(self._turns.submit(reading.inbound))
        await wait(0)
        return Outcome()

    with patch.object(Poller, "_once", once), patch.object(Webhook, "_turn", turn):
        yield


@contextmanager
def no_dedupe() -> Iterator[None]:
    """Every delivery counts as new."""
    numbers, real = count(), Turns._commit

    async def commit(self: Any, inbounds: Sequence[Inbound], park: str = "") -> list[Outcome]:
        new = [replace(one, update=f"{one.update}#{next(numbers)}") for one in inbounds]
        try:
            return await real(self, new, park)
        except TurnFailed as fault:
            raise TurnFailed(inbounds[new.index(fault.inbound)], fault) from fault

    with patch.object(Turns, "_commit", commit):
        yield


@contextmanager
def two_transactions() -> Iterator[None]:
    """What came in is stored in one transaction, what it caused in the next."""

    async def commit(self: Any, inbounds: Sequence[Inbound], park: str = "") -> list[Outcome]:
        if not inbounds:
            return []
        async with self.store.begin() as work:
            outcomes, batch = await self._turn(work, inbounds, park)
        async with self.store.begin() as work:
            await turns._write(work, batch, self.clock(), self.fetched)
        for tell in self.committed:
            tell({(i.channel, i.address) for _, i, _, _ in batch.replies})
        return list(outcomes)

    with patch.object(Turns, "_commit", commit):
        yield


@contextmanager
def mark_sent_first() -> Iterator[None]:
    """A message is marked as sent before the other side has it."""
    real = Sender._send

    async def send(self: Any, row: OutRow) -> bool:
        async with self.store.begin() as work:
            await boxes.mark_sent(work, [row.id])
        return await real(self, row)

    with patch.object(Sender, "_send", send):
        yield


@contextmanager
def ignore_429() -> Iterator[None]:
    """A wait that was asked for is not obeyed."""
    real = Telegram.deliver

    async def deliver(self: Any, out: Any) -> None:
        try:
            await real(self, out)
        except Retry as fault:
            raise Retry(0.0, fault.reason) from None

    with patch.object(Telegram, "deliver", deliver):
        yield


@contextmanager
def lose_order() -> Iterator[None]:
    """When a message has to wait, the next one overtakes it."""
    real = Sender._send

    async def send(self: Any, row: OutRow) -> bool:
        await real(self, row)
        return True

    with patch.object(Sender, "_send", send):
        yield


@contextmanager
def poison_spreads() -> Iterator[None]:
    """One failing turn takes its whole batch with it, time and again."""

    async def apply(self: Any, batch: Sequence[Inbound]) -> list[Outcome]:
        outcomes: list[Outcome] = await self._commit(batch)
        return outcomes

    with patch.object(Turns, "_apply", apply):
        yield


@contextmanager
def shared_connection() -> Iterator[None]:
    """Tasks share the connection without taking turns: their transactions mix."""

    class Open:
        async def __aenter__(self) -> None: ...
        async def __aexit__(self, *_: object) -> None: ...

    from storage.unit_of_work import Store

    real = Store.__init__

    def init(self: Any, *arguments: Any) -> None:
        real(self, *arguments)
        self._turn = Open()

    with patch.object(Store, "__init__", init):
        yield


@contextmanager
def never_marked() -> Iterator[None]:
    """A message that was sent is not always marked: it goes out twice without any doubt."""
    real, turn = Sender._send, count(1)

    async def send(self: Any, row: OutRow) -> bool:
        if next(turn) % 5:
            return await real(self, row)
        with ExitStack() as stack:
            stack.enter_context(patch.object(boxes, "mark_sent", _nothing))
            return await real(self, row)

    with patch.object(Sender, "_send", send):
        yield


async def _nothing(*_: object) -> None:
    return None


BUGS = {
    bug.__name__: bug
    for bug in (
        confirm_first,
        no_dedupe,
        two_transactions,
        mark_sent_first,
        ignore_429,
        lose_order,
        poison_spreads,
        shared_connection,
        never_marked,
    )
}
