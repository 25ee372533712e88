"""From the outbox to a channel: in order per address, obeying every wait, at least once.

A message is marked as sent after the other side has it. A kill between the two sends it again:
duplicates are bounded by the sends that were under way. Each row is read once; what waits stands
in memory, in a line per address, and in the outbox for the next start.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any

import structlog

from bot.channels.base import Channel, Moved, Refused, Retry, Unreachable
from bot.messages import Outbound
from bot.unbroken import unbroken
from storage import boxes, people
from storage.boxes import OutRow
from storage.errors import StorageError
from storage.unit_of_work import Store, Work

log = structlog.get_logger()
MOST = 1000
LONGEST_WAIT = 300.0
PAUSE = 1.0
FAREWELL = 2.0
Note = Callable[[Work], Awaitable[None]]
"""How a send went, to be written down."""


class Sender:
    """Delivers one channel's outbox until it is cancelled."""

    def __init__(self, store: Store, channel: Channel, clock: Callable[[], float]) -> None:
        self.store, self.channel, self.clock = store, channel, clock
        self._wake, self._news = asyncio.Event(), asyncio.Event()
        self._lines: defaultdict[str, deque[OutRow]] = defaultdict(deque)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._sent: list[int] = []
        self._notes: list[Note] = []
        self._last = 0

    def committed(self, addresses: set[tuple[str, str]]) -> None:
        """There is something new for these addresses."""
        if any(channel == self.channel.name for channel, _ in addresses):
            self._wake.set()

    async def run(self) -> None:
        marking = asyncio.create_task(self._mark())
        self._wake.set()
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                await self._safely(self._read)
        finally:
            await unbroken(self._stop(marking))

    async def _read(self) -> None:
        """Put what is new in the outbox into its lines."""
        async with self.store.begin() as work:
            rows = await boxes.due(work, self.channel.name, MOST, self._last)
        for row in rows:
            self._last = row.id
            self._lines[row.address].append(row)
        for address in dict.fromkeys(row.address for row in rows):
            self._go(address)
        if len(rows) == MOST:
            self._wake.set()

    def _go(self, address: str) -> None:
        if address not in self._tasks:
            self._tasks[address] = asyncio.create_task(self._serve(address))

    async def _serve(self, address: str) -> None:
        """Send one address's line, in order; a wait of its first message is a wait of all."""
        line = self._lines[address]
        try:
            while line:
                if (wait := line[0].not_before - self.clock()) > 0:
                    await asyncio.sleep(wait)
                await self._safely(lambda: self._first(line))
        finally:
            del self._tasks[address]
            if not line:
                self._lines.pop(address, None)

    async def _first(self, line: deque[OutRow]) -> None:
        """Send the first message of a line; what it meets decides what becomes of the others.

        The line changes at once, the database after it: while a disk is full nobody hears a
        message twice, and every wait holds.
        """
        row = line[0]
        try:
            await self.channel.deliver(Outbound.load(row.text, row.channel, row.address))
        except Retry as fault:
            self._later(line, fault)
        except Unreachable as fault:
            self._give_up(line, str(fault))
        except Moved as fault:
            self._move(line, fault.address)
        except Refused as fault:
            reason = str(fault)
            log.error("refused", channel=row.channel, message=row.id, reason=reason)
            line.popleft()
            self._note(lambda work: boxes.mark_failed(work, row.id, reason))
        else:
            line.popleft()
            self._sent.append(row.id)
            self._news.set()

    def _note(self, write: Note) -> None:
        self._notes.append(write)
        self._news.set()

    def _later(self, line: deque[OutRow], fault: Retry) -> None:
        row, reason = line[0], fault.reason
        until = self.clock() + max(fault.after, min(2.0**row.tries, LONGEST_WAIT))
        log.info("send later", channel=row.channel, reason=reason, tries=row.tries + 1)
        line[0] = replace(row, not_before=until, tries=row.tries + 1)
        self._note(lambda work: boxes.postpone(work, row.id, until, reason))

    def _give_up(self, line: deque[OutRow], reason: str) -> None:
        channel, address = line[0].channel, line[0].address
        log.info("unreachable", channel=channel, reason=reason)
        line.clear()
        self._note(lambda work: people.set_reachable(work, (channel, address), False))
        self._note(lambda work: boxes.forget_undelivered(work, channel, address))

    def _move(self, line: deque[OutRow], address: str) -> None:
        """Everything for the old address goes to the new one, behind what waits there."""
        channel, old = line[0].channel, line[0].address
        self._lines[address].extend(replace(row, address=address) for row in line)
        line.clear()
        self._go(address)
        self._note(lambda work: people.move_address(work, channel, old, address))

    async def _mark(self) -> None:
        """Write down how sends went; what ends meanwhile shares the next transaction."""
        while True:
            await self._news.wait()
            self._news.clear()
            await self._safely(self._flush)

    async def _flush(self) -> None:
        sent, notes = self._sent, self._notes
        self._sent, self._notes = [], []
        try:
            async with self.store.begin() as work:
                for write in notes:
                    await write(work)
                await boxes.mark_sent(work, sent)
        except BaseException:
            self._sent, self._notes = sent + self._sent, notes + self._notes
            self._news.set()
            raise

    async def _safely(self, step: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """A step that fails is tried again after a moment; nothing is forgotten."""
        try:
            await unbroken(step())
        except StorageError as fault:
            log.warning("sending waits", channel=self.channel.name, reason=str(fault))
        except Exception as error:
            log.error("sending failed", channel=self.channel.name, error=type(error).__name__)
        else:
            return
        await asyncio.sleep(PAUSE)
        self._wake.set()

    async def _stop(self, marking: asyncio.Task[None]) -> None:
        """Let sends that are under way end, so that they are marked and not sent twice."""
        for task in self._tasks.values():
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=FAREWELL)
        marking.cancel()
        await asyncio.wait([marking])
        if self._sent or self._notes:
            await self._flush()
