"""From the outbox to a channel: in order per address, obeying every wait, at least once.

A message is marked as sent after the other side has it. A kill between the two sends it again:
duplicates are bounded by the sends that were under way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from itertools import groupby

import structlog

from bot.channels.base import Channel, Moved, Refused, Retry, Unreachable
from bot.messages import Outbound
from bot.unbroken import unbroken
from storage import boxes, people
from storage.boxes import OutRow
from storage.unit_of_work import Store

log = structlog.get_logger()
MOST = 500
PER_SECOND = 30
LONGEST_WAIT = 300.0


class Pace:
    """At most `per_second` sends, evenly spaced after a short burst."""

    def __init__(self, per_second: float) -> None:
        self._gap, self._next = 1 / per_second, 0.0

    async def turn(self) -> None:
        now = asyncio.get_running_loop().time()
        self._next = max(self._next + self._gap, now - 1.0)
        if self._next > now:
            await asyncio.sleep(self._next - now)


class Sender:
    """Delivers one channel's outbox until it is cancelled."""

    def __init__(self, store: Store, channel: Channel, clock: Callable[[], float]) -> None:
        self.store, self.channel, self.clock = store, channel, clock
        self._wake = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._pace = Pace(PER_SECOND)

    def committed(self, addresses: set[tuple[str, str]]) -> None:
        """There is something new for these addresses."""
        if any(channel == self.channel.name for channel, _ in addresses):
            self._wake.set()

    async def run(self) -> None:
        try:
            while True:
                self._wake.clear()
                wait = await unbroken(self._round())
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), wait)
        finally:
            await self._stop()

    async def _round(self) -> float | None:
        """Start what is due; returns the seconds until the next is, None for nothing."""
        async with self.store.begin() as work:
            rows = await boxes.due(work, self.channel.name, MOST)
        waits = []
        for address, group in groupby(sorted(rows, key=lambda r: r.address), lambda r: r.address):
            mine = list(group)
            wait = mine[0].not_before - self.clock()
            if address in self._busy:
                continue
            if wait > 0:
                waits.append(wait)
                continue
            task = asyncio.create_task(self._address(address, mine))
            self._busy[address] = task
        return min(waits, default=None)

    async def _address(self, address: str, rows: list[OutRow]) -> None:
        """Send what waits for one address, in order; stop at the first that has to wait."""
        try:
            for row in rows:
                if not await self._send(row):
                    break
        except Exception:
            log.exception("sending failed", channel=self.channel.name)
            await asyncio.sleep(1.0)
        finally:
            del self._busy[address]
            self._wake.set()

    async def _send(self, row: OutRow) -> bool:
        """True when the next one may go."""
        await self._pace.turn()
        out = Outbound.load(row.text, row.channel, row.address)
        address = (row.channel, row.address)
        try:
            await self.channel.deliver(out)
        except Retry as fault:
            until = self.clock() + max(fault.after, min(2.0**row.tries, LONGEST_WAIT))
            log.info("send later", channel=row.channel, reason=fault.reason, tries=row.tries + 1)
            async with self.store.begin() as work:
                await boxes.postpone(work, row.id, until, fault.reason)
            return False
        except Unreachable as fault:
            log.info("unreachable", channel=row.channel, reason=str(fault))
            async with self.store.begin() as work:
                await people.set_reachable(work, address, False)
                await boxes.forget_undelivered(work, *address)
            return False
        except Moved as fault:
            async with self.store.begin() as work:
                await people.move_address(work, row.channel, row.address, fault.address)
            return False
        except Refused as fault:
            log.error("refused", channel=row.channel, message=row.id, reason=str(fault))
            async with self.store.begin() as work:
                await boxes.mark_failed(work, row.id, str(fault))
            return True
        async with self.store.begin() as work:
            await boxes.mark_sent(work, [row.id])
        return True

    async def _stop(self) -> None:
        """Let sends that are under way end, so that they are marked and not sent twice."""
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=3.0)
        for task in list(self._busy.values()):
            task.cancel()
