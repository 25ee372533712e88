"""One life of the bot's process: the production parts, put together as the wiring does."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from bot.channels.telegram import channel as telegram
from bot.channels.telegram.channel import Telegram
from bot.cli import dead_letters as dead_letters_cli
from bot.delivery import sender
from bot.documents.worker_process import answer
from bot.documents.workers import WorkerPool
from bot.reports.document import Document
from bot.turns import processor
from dialogues.definition.content import Content
from dialogues.dispatcher import handle
from dialogues.messages.inputs import Typed
from storage.core.errors import StorageError
from storage.database.unit_of_work import Store
from storage.repositories import dead_letters
from tests.simulation import history
from tests.simulation.bot_api import BotApi
from tests.simulation.disk import Disk
from tests.simulation.people import FLAKY, POISON
from tests.simulation.postman import SECRET
from tests.simulation.wire import WireSession

if TYPE_CHECKING:
    from tests.simulation.world import World

LONGEST_FAREWELL = 5.5
TOKEN = "4242:token-of-the-simulation"


class Inside(WorkerPool):
    """Makes documents without a process, for which there is no time here."""

    async def _asked(self, document: Document, person: str) -> tuple[bool, bytes]:
        return await asyncio.to_thread(answer, document, self.style)


class Life:
    """Runs until it is killed, stopped, or one of its tasks fails; `failed` then says why."""

    def __init__(self, content: Content, world: World, disk: Disk) -> None:
        self.content, self.world, self.disk = content, world, disk
        self.failed: list[str] = []
        self.stopping: asyncio.Event | None = None

    async def run(self) -> None:
        self.stopping = asyncio.Event()
        store = await self._open()
        tasks, channel = await self._start(store)
        await self.stopping.wait()
        told, self.disk.ready = self.world.api.clock(), False
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await channel.close()
        await store.close()
        if (took := self.world.api.clock() - told) > LONGEST_FAREWELL:
            self.failed.append(f"it took {took:.1f} s to stop")

    async def mend(self) -> None:
        """What an operator does when the cause is gone: run every parked turn again."""
        store = await self._open()
        loop = processor.Turns(self.content, store, self._clock, self._new_id)
        while ids := await self._parked(store):
            try:
                await dead_letters_cli.run_again(loop, ids)
            except StorageError:
                continue
        self.disk.ready = False
        await store.close()

    async def _parked(self, store: Store) -> list[int]:
        while True:
            try:
                async with store.begin() as work:
                    return [row.id for row in await dead_letters.parked(work)]
            except StorageError:
                continue

    async def _open(self) -> Store:
        path = self.world.folder / "data" / "db.sqlite3"
        store = await Store.open(f"sqlite+aiosqlite:///{path}", self.world.folder / "key")
        history.record(path)
        self.disk.ready = True
        return store

    def _clock(self) -> float:
        return self.world.wall.at(asyncio.get_running_loop().time())

    async def _start(self, store: Store) -> tuple[list[asyncio.Task[None]], Telegram]:
        loop = processor.Turns(self.content, store, self._clock, self._new_id)
        channel = Telegram(TOKEN, self.content, self._clock, loop.links, workshop=Inside())
        await channel.setup()
        sending = sender.Sender(store, channel, self._clock)
        loop.committed.append(sending.committed)
        loop.erased.append(sending.erased)
        loop.doubted.append(sending.doubted)
        tasks = [self._task(sending.run()), self._task(self.world.browser.run(loop, self._clock))]
        if self.world.postman is None:
            return [*tasks, self._task(channel.poll(loop))], channel
        door = channel.webhook(loop, SECRET).request_handler
        return [*tasks, self._task(self.world.postman.run(door))], channel  # type: ignore[arg-type]  # no real request

    def _new_id(self) -> str:
        return f"{self.world.rng.getrandbits(48):012x}"

    def _task(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        """The wiring ends the process when one of its tasks fails."""
        if not task.cancelled() and (error := task.exception()):
            self.failed.append(repr(error))
            if self.stopping:
                self.stopping.set()


def simulated(
    stack: ExitStack, api: BotApi, rng: random.Random, mended: Callable[[], bool]
) -> None:
    """Put the wire and the failing turns in place, for as long as the stack is open."""

    def session(**named: Any) -> WireSession:
        return WireSession(api.call, **named)

    stack.enter_context(patch.object(telegram, "BotSession", session))
    stack.enter_context(patch.object(processor, "handle", failing(handle, rng, mended)))


def failing(
    real: Callable[..., Any], rng: random.Random, mended: Callable[[], bool]
) -> Callable[..., Any]:
    """The reception: until it is mended it stumbles over poison, at times over what is flaky."""

    def stumbling(content: Any, person: Any, given: Any, *rest: Any) -> Any:
        text = given.text if isinstance(given, Typed) else ""
        flaky = text.startswith(FLAKY) and rng.random() < 0.6
        if not mended() and (flaky or text.startswith(POISON)):
            raise RuntimeError(text)
        return real(content, person, given, *rest)

    return stumbling
