"""One of several processes on one database: its signs of life, its roles, and what it hears.

A replica may send and fetch while its lease lasts. It counts that by its own clock from before it
asked, with a margin, so it stops before the database lets another take over.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from typing import Any

import structlog

from bot.turns.processor import Address, Reply
from storage.core.errors import StorageError
from storage.database import notify
from storage.database.unit_of_work import Store
from storage.repositories import replicas

log = structlog.get_logger()
LEASE, BEAT, MARGIN = 10.0, 2.5, 2.0
PAUSE = 0.5


class Replica:
    """This process among the others. `hear` is called with addresses that others wrote for."""

    def __init__(
        self, store: Store, channels: frozenset[str], hear: Callable[[set[Address]], None]
    ) -> None:
        self.store, self._channels, self._hear = store, channels, hear
        self.me = ""
        self._until = self._since = 0.0
        self._gone = asyncio.Event()
        self._news, self._told = asyncio.Event(), set[Address]()

    @property
    def alive(self) -> bool:
        """Whether our lease lasts, as far as we know for certain."""
        return time.monotonic() < self._until

    async def sign_on(self) -> None:
        """Be there under a new name, holding nothing."""
        me, now = secrets.token_hex(8), time.monotonic()
        async with self.store.begin() as work:
            await replicas.sign_on(work, me, LEASE)
        self._gone.set()
        self.me, self._gone = me, asyncio.Event()
        self._since, self._until = now, now + LEASE - MARGIN

    async def sign_off(self) -> None:
        """Leave; what we held is free at once, or later when the database is not there."""
        try:
            async with self.store.begin() as work:
                await replicas.sign_off(work, self.me)
        except StorageError as fault:
            log.warning("not signed off", reason=str(fault))

    def tasks(self) -> list[Coroutine[Any, Any, None]]:
        """What keeps us among the others; each runs until it is cancelled."""
        return [self._for_ever(step) for step in (self._beat, self._tell, self._listen)]

    def committed(self, replies: Sequence[Reply]) -> None:
        """We wrote these; whoever shows them elsewhere is to hear it."""
        self._told |= {(r.channel, r.address) for r, _ in replies if r.channel in self._channels}
        if self._told:
            self._news.set()

    async def until_signed_off(self, job: Coroutine[Any, Any, None]) -> None:
        """Do a job until we have lost all that we held, if ever."""
        await _until(job, self._gone.wait())

    async def lead(self, role: str, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do a job whenever we are the one that has this role, until this is cancelled."""
        while True:
            try:
                async with self.store.begin() as work:
                    ours = await replicas.lead(work, role, self.me)
                if ours and self.alive:
                    log.info("leading", role=role)
                    await _until(job(), self._lapse())
            except StorageError as fault:
                log.warning("not leading", role=role, reason=str(fault))
            await asyncio.sleep(BEAT)

    async def _lapse(self) -> None:
        while self.alive:  # noqa: ASYNC110  (time itself ends it)
            await asyncio.sleep(self._until - time.monotonic())

    async def _beat(self) -> None:
        now = time.monotonic()
        async with self.store.begin() as work:
            renewed = await replicas.renew(work, self.me, LEASE)
        if not renewed:
            log.warning("signed off by another replica: signing on anew")
            await self.sign_on()
            return
        if not self.alive:
            self._since = now
        self._until = now + LEASE - MARGIN
        if now - self._since > LEASE:
            async with self.store.begin() as work:
                if dead := await replicas.sign_off_dead(work):
                    log.warning("replicas without a sign of life", number=dead)
        await asyncio.sleep(BEAT)

    async def _tell(self) -> None:
        await self._news.wait()
        self._news.clear()
        told, self._told = self._told, set()
        for message in _messages(self.me, told):
            await notify.tell(self.store, message)

    async def _listen(self) -> None:
        await notify.listen(self.store, self._heard)

    def _heard(self, message: str) -> None:
        teller, *addresses = json.loads(message)
        if teller != self.me:
            self._hear({(channel, address) for channel, address in addresses})

    async def _for_ever(self, step: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await step()
            except Exception as error:
                known = isinstance(error, StorageError)
                reason = str(error) if known else type(error).__name__
                log.warning("no touch with the other replicas", reason=reason)
                await asyncio.sleep(PAUSE)


def _messages(me: str, addresses: set[Address]) -> Iterator[str]:
    """In pieces that the database can pass on."""
    piece: list[Any] = [me]
    for address in addresses:
        if len(json.dumps([*piece, address])) > notify.MAX_PAYLOAD_BYTES:
            yield json.dumps(piece)
            piece = [me]
        piece.append(address)
    yield json.dumps(piece)


async def _until(job: Coroutine[Any, Any, None], end: Coroutine[Any, Any, Any]) -> None:
    """Do a job; when `end` comes first it is cancelled, and awaited. A fault of it is raised."""
    tasks = [asyncio.create_task(job), asyncio.create_task(end)]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        done = await asyncio.gather(*tasks, return_exceptions=True)
    if isinstance(done[0], Exception):
        raise done[0]
