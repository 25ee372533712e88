"""Calls beside the talk: answers to taps and to groups. Nobody waits for them; they may fail."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramMigrateToChat, TelegramRetryAfter

from bot.channels.telegram.api_call import Call
from bot.channels.telegram.error_mapping import why
from bot.channels.telegram.session import BotSession

log = structlog.get_logger()
AT_ONCE = 20
TRIES = 3
TIMEOUT = 10
FAREWELL = 2.0


class BackgroundCalls:
    """Makes calls of which the outcome does not matter, some at a time, obeying every wait."""

    def __init__(self, bot: Bot, session: BotSession) -> None:
        self._bot, self._session = bot, session
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._free = 0.0

    def make(self, call: Call, after: float = 0.0) -> asyncio.Task[None]:
        """Begin a call, `after` some seconds, and return at once."""
        task = asyncio.create_task(self._make(call, after))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def begin(self, work: Awaitable[object]) -> None:
        """Begin something else of which the outcome does not matter."""
        task = asyncio.create_task(self._quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _quietly(self, work: Awaitable[object]) -> None:
        try:
            await work
        except Exception as error:
            log.info("not told", channel="telegram", reason=why(error))

    async def _make(self, call: Call, after: float) -> None:
        await asyncio.sleep(after)
        async with self._room:
            for _ in range(TRIES):
                await self._wait()
                try:
                    await self._session.make(self._bot, call, TIMEOUT)
                    return
                except TelegramRetryAfter as error:
                    self._free = asyncio.get_running_loop().time() + error.retry_after
                except TelegramMigrateToChat as error:
                    fields = call.fields | {"chat_id": error.migrate_to_chat_id}
                    call = replace(call, fields=fields)
                except Exception as error:
                    log.info("not answered", method=call.method, reason=why(error))
                    return

    async def _wait(self) -> None:
        """A wait that Telegram asked of one call holds for all of them."""
        loop = asyncio.get_running_loop()
        while True:
            wait = self._free - loop.time()
            if wait <= 0:
                return
            await asyncio.sleep(wait)

    async def close(self) -> None:
        """Let what is under way end, for a moment."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FAREWELL)
        for task in list(self._tasks):
            task.cancel()
