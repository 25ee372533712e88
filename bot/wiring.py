"""The one place where everything meets: settings → store, turns, channels, servers, tasks."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import structlog
from aiohttp import web

from bot.scheduler import Scheduler
from bot.sender import Sender
from bot.settings import Settings
from bot.turns import Turns
from dialogues.loader import Content
from storage.unit_of_work import Store

log = structlog.get_logger()
GRACE = 4.0


class App:
    """A running coach. `address`: where the web chat is; `failed`: a task stopped by itself."""

    def __init__(self, settings: Settings, content: Content, store: Store) -> None:
        self.settings, self.content, self.store = settings, content, store
        self.turns = Turns(content, store, time.time, language=settings.language)
        self.address, self.failed = "", False
        self._stack = AsyncExitStack()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        self.address = await self._serve_web()
        if self.settings.token:
            await self._start_telegram()
        self._run(Scheduler(self.turns, time.time).run())

    async def _serve_web(self) -> str:
        from bot.channels.web.app import web_app

        settings = self.settings
        origin = settings.web_origin
        app = web_app(
            self.turns,
            time.time,
            language=settings.language,
            secure=bool(origin and origin.startswith("https")),
            origins=frozenset({origin} if origin else ()),
            theme=settings.web_tokens,
        )
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE, handle_signals=False)
        port = await self._listen(runner, settings.web_host, settings.web_port)
        host = "localhost" if settings.web_host == "127.0.0.1" else settings.web_host
        return origin or f"http://{host}:{port}/"

    async def _start_telegram(self) -> None:
        from bot.channels.telegram.lean import load_aiogram

        load_aiogram()  # half a second: only when used
        from bot.channels.telegram.channel import Telegram

        settings = self.settings
        assert settings.token
        channel = Telegram(
            settings.token.get_secret_value(), self.content, time.time, api=settings.telegram_api
        )
        self._stack.push_async_callback(channel.close)
        await channel.setup()
        sender = Sender(self.store, channel, time.time)
        self.turns.committed.append(sender.committed)
        self._run(sender.run())
        if settings.mode == "polling":
            self._run(channel.poll(self.turns))
            return
        assert settings.webhook_secret and settings.webhook_url
        secret = settings.webhook_secret.get_secret_value()
        server = web.ServerRunner(
            channel.webhook(self.turns, secret), shutdown_timeout=GRACE, handle_signals=False
        )
        await self._listen(server, settings.web_host, settings.webhook_port)
        await channel.set_webhook(settings.webhook_url, secret)

    async def _listen(self, runner: web.BaseRunner, host: str, port: int) -> int:
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, host, port).start()
        return int(runner.addresses[0][1])

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        task.add_done_callback(self._stopped)
        self._tasks.append(task)

    async def close(self) -> None:
        """Take nothing new, let what is under way end, then close the database."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._stack.aclose()
        await self.store.close()

    def _stopped(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            log.error("a task stopped", error=type(error).__name__)
            self.failed = True
            signal.raise_signal(signal.SIGTERM)


@asynccontextmanager
async def running(settings: Settings, content: Content) -> AsyncIterator[App]:
    """A started coach. Raises StorageError, TelegramError, OSError (a taken port)."""
    store = await Store.open(settings.database_url, settings.keys)
    app = App(settings, content, store)
    try:
        await app.start()
        yield app
    finally:
        await app.close()
