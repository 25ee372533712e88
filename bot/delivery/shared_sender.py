"""The sender of one of several replicas: it sends the lines that it holds, and gives them back.

What a turn wrote is not handed over here, for another may hold the line: it is read by who takes
the line. A line is given back in the transaction that marks its last message.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from bot.cancellation import unbroken
from bot.channels.base import Channel
from bot.delivery.receipts import Receipts, complain
from bot.delivery.sender import MAX_UNSENT_IN_MEMORY, PAUSE, Sender, Waiting
from bot.messages.messages import Outbound
from bot.scheduling.replica import Replica
from bot.services import erasure
from bot.turns.processor import Reply
from storage.database.unit_of_work import Store, Work
from storage.repositories import outbox, outbox_claims

LOOK, GLANCE = 2.0, 0.2


class SharingSender(Sender):
    """Delivers what it may of one channel's outbox until it is cancelled, or signed off."""

    def __init__(
        self, store: Store, channel: Channel, clock: Callable[[], float], replica: Replica
    ) -> None:
        super().__init__(store, channel, clock)
        self._replica, self._me = replica, replica.me
        self._look = asyncio.Event()
        self._receipts = Receipts(store, channel.name, self._release)

    def committed(self, sent: Sequence[Reply]) -> None:
        """These were just written; whoever takes their lines reads them."""
        if any(row.channel == self.channel.name for row, _ in sent):
            self._look.set()

    async def _take(self) -> None:
        """Take lines whenever there may be new ones; now and then there are without a word."""
        while True:
            if not self._ours():
                await asyncio.sleep(GLANCE)
                continue
            await unbroken(self._claim())
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK):
                    await self._look.wait()

    async def _claim(self) -> None:
        self._look.clear()
        try:
            async with self.store.begin() as work:
                rows = await outbox_claims.claim(
                    work, self.channel.name, self._me, MAX_UNSENT_IN_MEMORY
                )
                places = {row.address for row in rows}
                found = await outbox.keyboards(work, self.channel.name, places)
        except Exception as error:
            complain(self.channel.name, error)
            await asyncio.sleep(PAUSE)
            return
        for place in places:
            self._keyboards.forget(place)  # another may have had it meanwhile
        self._keyboards.learn(found)
        for row in rows:
            self._stand(Waiting(row, Outbound.load(row.text, row.channel, row.address)))

    async def _release(self, work: Work, addresses: Sequence[str]) -> None:
        await outbox_claims.release(work, self.channel.name, self._me, addresses)
        work.committed.append(self._look.set)  # there may be more for them by now

    def _ours(self) -> bool:
        return self._replica.alive and self._replica.me == self._me

    async def _first(self, line: deque[Waiting]) -> None:
        """Send while what we took is ours for certain."""
        if not self._ours():
            return await self._rest(GLANCE)
        address = line[0].row.address
        await super()._first(line)
        self._ended(address, line)
        return None

    async def _beside(self, line: deque[Waiting]) -> None:
        if not self._ours():
            return await self._rest(GLANCE)
        address = line[0].row.address
        await super()._beside(line)
        self._ended(address, line)
        return None

    def _ended(self, address: str, line: deque[Waiting]) -> None:
        if not line:
            self._receipts.done(address)

    def _move(self, line: deque[Waiting], address: str) -> None:
        """The line at the new address may be another's: it is taken anew."""
        channel, old = line[0].row.channel, line[0].row.address
        self._receipts.note(partial(erasure.move_address, channel=channel, old=old, new=address))
        while line:
            self._leave(line)
