"""From the outbox to a channel: in order per address, obeying every wait, at least once.

A message is marked as sent after the other side has it. A kill between the two sends it again:
so the next message of an address waits for that mark, and at most one of each comes twice. What a
turn wrote is handed over as it is committed; the outbox is read for what an earlier life left,
and again when a commit failed, for that may have been done all the same.

How a call went is news of when it was begun: what came in since then is never undone by it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import structlog

from bot.cancellation import unbroken
from bot.channels.base import (
    AddressMovedError,
    Channel,
    DeliveryRefusedError,
    DeliveryRetryError,
    RecipientUnreachableError,
)
from bot.delivery.decorations import KINDS, Decorations
from bot.delivery.keyboards import Keyboards, asks
from bot.delivery.outage import Outage
from bot.delivery.rate_limit import RateLimiter, steady
from bot.delivery.receipts import Receipts, complain
from bot.messages.messages import Outbound
from bot.services import erasure
from bot.services import group_chats as group_chats_service
from storage.database.unit_of_work import Store, Work
from storage.repositories import outbox, people
from storage.repositories.outbox import OutboxRow

log = structlog.get_logger()
MAX_UNSENT_IN_MEMORY = 1000
MAX_RETRY_SECONDS = 300.0
PAUSE = 1.0
FAREWELL = 2.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that stands in a line."""

    row: OutboxRow
    out: Outbound


class Sender:
    """Delivers one channel's outbox until it is cancelled.

    `clock` is the one on the wall, by which a later life knows until when to wait. It may be set
    meanwhile: by the steady clock each address is `_quiet` for as long as was asked.
    """

    def __init__(self, store: Store, channel: Channel, clock: Callable[[], float]) -> None:
        self.store, self.channel, self.clock = store, channel, clock
        self._lines: dict[str, deque[Waiting]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._standing: set[str] = set()
        self._quiet: dict[str, float] = {}
        self._outage = Outage()
        self._ready, self._ending, self._unread = (asyncio.Event() for _ in range(3))
        self._unread.set()
        self._receipts = Receipts(store, channel.name)
        self._pace = RateLimiter()
        self._prompted: asyncio.Queue[str] = asyncio.Queue()
        self._keyboards = Keyboards()
        self._decorations = Decorations(
            channel.deliver, self._pace, self._wait, self._hush, self._wanted, self._decorated
        )

    def committed(self, sent: Sequence[tuple[OutboxRow, Outbound]]) -> None:
        """These were just written; what is older goes first, so until that is read they wait."""
        if self._ready.is_set():
            for row, out in sent:
                if row.channel == self.channel.name:
                    self._stand(Waiting(row, out))

    def doubted(self) -> None:
        """A commit failed, and may have been done all the same: only the outbox knows."""
        self._ready.clear()
        self._unread.set()

    def erased(self, persons: Collection[str]) -> None:
        """What still waits for who was erased is not sent any more."""
        self._keep(lambda row: row.person not in persons)
        self._decorations.erased(persons)

    def _keep(self, stays: Callable[[OutboxRow], bool]) -> None:
        """Of what stands in a line only this."""
        for line in self._lines.values():
            kept = [one for one in line if stays(one.row)]
            line.clear()
            line.extend(kept)
        self._standing = {one.row.key for line in self._lines.values() for one in line}

    async def run(self) -> None:
        beside = [asyncio.create_task(work) for work in (self._receipts.run(), self._prompt())]
        try:
            await self._take()
        finally:
            await unbroken(self._stop(beside))

    async def _take(self) -> None:
        """Read what stands in the outbox; from then on everything is handed over, until a doubt."""
        while await self._unread.wait():
            await unbroken(self._read())

    async def _read(self) -> None:
        """Put what the outbox holds in its lines, and nothing else: an erasure may be in doubt."""
        last = 0
        found: set[str] = set()
        self._unread.clear()
        try:
            async with self.store.begin() as work:
                self._keyboards.learn(await outbox.keyboards(work, self.channel.name))
                while rows := await outbox.due(work, self.channel.name, MAX_UNSENT_IN_MEMORY, last):
                    last = rows[-1].id
                    found.update(row.key for row in rows)
                    for row in rows:
                        out = Outbound.load(row.text, row.channel, row.address)
                        self._stand(Waiting(row, out))
                self._keep(lambda row: row.key in found)
                work.committed.append(self._ready.set)
        except Exception as error:
            complain(self.channel.name, error)
            await asyncio.sleep(PAUSE)
            self._unread.set()

    def _stand(self, one: Waiting) -> None:
        """Put a message at the end of its line, once."""
        address = one.row.address
        if one.row.key in self._standing or one.row.key in self._receipts.unconfirmed:
            return
        self._standing.add(one.row.key)
        if (wait := one.row.not_before - self.clock()) > 0:
            self._hush(address, wait)
        self._lines.setdefault(address, deque()).append(one)
        if address in self._tasks:
            return
        if one.row.prompt:
            self._prompted.put_nowait(address)
        else:
            self._go(address)

    def _go(self, address: str, *, prompt: bool = False) -> None:
        self._tasks[address] = asyncio.create_task(self._serve(address, prompt))

    async def _prompt(self) -> None:
        """Let those who did not ask for anything have their turn at Telegram's pace."""
        while True:
            address = await self._prompted.get()
            if address in self._lines and address not in self._tasks:
                await self._pace.prompt()
                if address in self._lines and address not in self._tasks:
                    self._go(address, prompt=True)

    async def _serve(self, address: str, prompt: bool) -> None:
        """Send one address's line, in order; a wait of its first message is a wait of all.

        `prompt`: the pace allows one prompt. A line with a reply in it does not wait for that.
        """
        line, paced = self._lines[address], prompt
        while line and not self._ending.is_set():
            if (wait := self._wait(address)) > 0:
                await self._rest(wait, self._outage.news)
            elif line[0].out.kind in KINDS:
                await self._beside(line)
            elif not paced and all(one.row.prompt for one in line):
                self._prompted.put_nowait(address)
                break
            elif not paced:
                await self._rest(self._pace.reply())
                paced = True
            else:
                paced = False
                self._quiet.pop(address, None)
                await self._first(line)
                await self._receipts.kept()
        del self._tasks[address]
        if not line:
            del self._lines[address]

    def _wait(self, address: str) -> float:
        """For how long nothing is to go to this address."""
        return max(self._quiet.get(address, 0.0) - steady(), self._outage.wait(address))

    async def _beside(self, line: deque[Waiting]) -> None:
        """The first is a decoration: it counts as sent, for nobody waits for how it goes."""
        one = line[0]
        self._leave(line)
        self._receipts.sent(one.row, {})
        self._decorations.add(one.out, one.row.person)

    def _wanted(self, out: Outbound) -> bool:
        """Whether this decoration is of use: buttons come off where they are."""
        bare = out.kind == "mark" and not asks(out.prompt)
        return not bare or self._keyboards.stands(out.address, out.ref)

    def _decorated(self, out: Outbound) -> None:
        if not asks(out.prompt):
            self._receipts.keyboards(self._keyboards.taken_off(out.address, out.ref))

    def _hush(self, address: str, seconds: float) -> None:
        """A wait holds for the address, also when an erasure takes away the message it is of."""
        self._quiet[address] = max(steady() + seconds, self._quiet.get(address, 0.0))

    async def _rest(self, seconds: float, news: asyncio.Event | None = None) -> None:
        """Sleep so long, or until there is news: it is the end, if nothing else."""
        if seconds <= 0 or self._ending.is_set():
            return
        try:
            async with asyncio.timeout(seconds):
                await (news or self._ending).wait()
        except TimeoutError:
            pass

    async def _first(self, line: deque[Waiting]) -> None:
        """Send the first message of a line; what it meets decides what becomes of the others.

        The line changes at once, the database after it: while a disk is full nobody hears a
        message twice, and every wait holds.
        """
        one, row = line[0], line[0].row
        stood = max(waiting.row.after for waiting in line)
        try:
            shown = await self.channel.deliver(one.out)
        except DeliveryRetryError as fault:
            self._later(one, line, fault)
        except RecipientUnreachableError as fault:
            self._give_up(row, line, stood, str(fault))
        except AddressMovedError as fault:
            if line:
                self._move(line, fault.address)
        except DeliveryRefusedError as fault:
            reason = str(fault)
            log.error("refused", channel=row.channel, message=row.key, reason=reason)
            self._leave(line, one)
            self._receipts.note(lambda work: outbox.mark_failed(work, row.key, reason), [row.key])
        except Exception as error:
            complain(self.channel.name, error)
            await self._rest(PAUSE)
        else:
            self._leave(line, one)
            self._outage.reached(row.address)
            changes, bare = self._keyboards.sent(row, one.out, shown or "")
            self._receipts.sent(row, changes)
            for off in bare:
                self._decorations.add(off, None)

    def _leave(self, line: deque[Waiting], one: Waiting | None = None) -> None:
        """The first leaves its line. `one` stands there no more when its person was erased."""
        if line and one in (None, line[0]):
            self._standing.discard(line.popleft().row.key)

    def _later(self, one: Waiting, line: deque[Waiting], fault: DeliveryRetryError) -> None:
        row, reason = one.row, fault.reason
        if fault.of == "channel":
            wait = self._outage.failed(row.address, row.tries, fault.after)
        else:
            wait = max(fault.after, min(2.0**row.tries, MAX_RETRY_SECONDS))
            self._hush(row.address, wait)
        until = self.clock() + wait
        log.info("send later", channel=row.channel, reason=reason, tries=row.tries + 1)
        if line and line[0] is one:
            line[0] = replace(one, row=replace(row, tries=row.tries + 1))
        self._receipts.note(lambda work: outbox.postpone(work, row, until, reason))

    def _give_up(self, row: OutboxRow, line: deque[Waiting], stood: int, reason: str) -> None:
        """Who cannot be reached gets nothing of what stood in their line, up to `stood`.

        What came later stays: trying it tells whether they came back.
        """
        channel, address = row.channel, row.address
        log.info("unreachable", channel=channel, reason=reason)
        keys = [one.row.key for one in line if one.row.after <= stood]
        later = [one for one in line if one.row.after > stood]
        line.clear()
        line.extend(later)
        self._standing.difference_update(keys)

        async def gone(work: Work) -> None:
            if not await outbox.anything_since(work, channel, address, stood):
                await people.set_reachable(work, (channel, address), False)
                await group_chats_service.lost(work, address, self.clock())
            await outbox.forget(work, keys)

        self._receipts.note(gone, keys)

    def _move(self, line: deque[Waiting], address: str) -> None:
        """Everything for the old address goes to the new one, behind what waits there."""
        channel, old = line[0].row.channel, line[0].row.address
        self._keyboards.forget(old)
        self._receipts.note(lambda work: erasure.move_address(work, channel, old, address))
        while line:
            one = line[0]
            self._leave(line)
            row = replace(one.row, address=address, not_before=0.0)  # that wait was the old one's
            self._stand(Waiting(row, replace(one.out, address=address)))

    async def _stop(self, beside: Sequence[asyncio.Task[None]]) -> None:
        """Let sends that are under way end, so that they are marked and not sent twice."""
        self._ready.clear()
        self._ending.set()
        self._outage.news.set()
        if under_way := [*self._tasks.values(), *self._decorations.tasks]:
            await asyncio.wait(under_way, timeout=FAREWELL)
        for task in (*self._tasks.values(), *self._decorations.tasks, *beside):
            task.cancel()
        await asyncio.wait(beside)
        await self._receipts.last()
