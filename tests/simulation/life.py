"""One life of the bot's process: the production parts, put together as the wiring does."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot import sender, turns
from bot.channels.telegram import channel as telegram
from bot.channels.telegram.channel import Telegram
from dialogues.inputs import Typed
from dialogues.loader import Content
from dialogues.reception import receive
from storage.unit_of_work import Store
from tests.simulation.bot_api import BotApi
from tests.simulation.disk import Disk
from tests.simulation.people import EPOCH, FLAKY, POISON
from tests.simulation.postman import SECRET, Postman
from tests.simulation.wire import WireSession

LONGEST_FAREWELL = 5.5
TOKEN = "4242:token-of-the-simulation"


class Life:
    """Runs until it is killed, stopped, or one of its tasks fails; `failed` then says why."""

    def __init__(
        self,
        content: Content,
        folder: Path,
        api: BotApi,
        disk: Disk,
        rng: random.Random,
        postman: Postman | None,
    ) -> None:
        self.content, self.folder, self.api, self.disk = content, folder, api, disk
        self.rng, self.postman = rng, postman
        self.failed: list[str] = []
        self.stopping: asyncio.Event | None = None

    async def run(self) -> None:
        self.stopping = asyncio.Event()
        store = await Store.open(
            f"sqlite+aiosqlite:///{self.folder}/data/db.sqlite3", self.folder / "key"
        )
        self.disk.ready = True
        tasks, channel = await self._start(store)
        await self.stopping.wait()
        told, self.disk.ready = self.api.clock(), False
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await channel.close()
        await store.close()
        if (took := self.api.clock() - told) > LONGEST_FAREWELL:
            self.failed.append(f"it took {took:.1f} s to stop")

    async def _start(self, store: Store) -> tuple[list[asyncio.Task[None]], Telegram]:
        clock = asyncio.get_running_loop().time
        loop = turns.Turns(self.content, store, lambda: EPOCH + clock(), self._new_id)
        channel = Telegram(TOKEN, self.content, lambda: EPOCH + clock())
        await channel.setup()
        sending = sender.Sender(store, channel, lambda: EPOCH + clock())
        loop.committed.append(sending.committed)
        tasks = [self._task(sending.run())]
        if self.postman is None:
            return [*tasks, self._task(channel.poll(loop))], channel
        door = channel.webhook(loop, SECRET).request_handler
        return [*tasks, self._task(self.postman.run(door))], channel  # type: ignore[arg-type]

    def _new_id(self) -> str:
        return f"{self.rng.getrandbits(48):012x}"

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


def simulated(stack: ExitStack, api: BotApi, rng: random.Random) -> None:
    """Put the wire and the failing turns in place, for as long as the stack is open."""

    def session(**named: Any) -> WireSession:
        return WireSession(api.call, **named)

    stack.enter_context(patch.object(telegram, "Session", session))
    stack.enter_context(patch.object(turns, "receive", failing(receive, rng)))


def failing(real: Callable[..., Any], rng: random.Random) -> Callable[..., Any]:
    """The reception, that stumbles over poison always and over what is flaky at times."""

    def stumbling(content: Any, visitor: Any, given: Any, *rest: Any) -> Any:
        text = given.text if isinstance(given, Typed) else ""
        if text.startswith(POISON) or (text.startswith(FLAKY) and rng.random() < 0.6):
            raise RuntimeError(text)
        return real(content, visitor, given, *rest)

    return stumbling
