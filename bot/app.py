"""The one place where everything meets: settings → store, turns, channels, servers, tasks."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import structlog
from aiohttp import web

from bot.channels.base import Channel
from bot.channels.door import Door
from bot.channels.model.setup import model_channel, model_use
from bot.clock import Clock, now
from bot.config.branding import house_style
from bot.config.proxies import networks
from bot.config.settings import Settings
from bot.delivery.sender import Sender
from bot.delivery.shared_sender import SharingSender
from bot.documents.workers import WorkerPool
from bot.messages.links import leads_here_only
from bot.messages.messages import MODEL
from bot.scheduling.replica import Replica
from bot.scheduling.resealing import reseal_on_request
from bot.scheduling.scheduler import Scheduler
from bot.turns.processor import Address, Turns
from dialogues.calendar.timezones import SECONDS_PER_DAY
from dialogues.definition.content import Content
from storage.database.unit_of_work import Store
from storage.repositories import outbox

if TYPE_CHECKING:
    from bot.channels.telegram.channel import Telegram

log = structlog.get_logger()
GRACE = 4.0
KEEP_ALIVE_SECONDS = 60.0
"""How long a connection may wait for its next request."""


class App:
    """A running coach. `address`: where the web chat is; `failed`: a task stopped by itself."""

    def __init__(
        self, settings: Settings, content: Content, store: Store, clock: Clock = now
    ) -> None:
        content = replace(content, model=model_use(settings))
        self.settings, self.content, self.store, self.clock = settings, content, store, clock
        self.turns = Turns(content, store, clock, language=settings.language)
        self.workshop = WorkerPool(
            house_style(settings),
            log=settings.log,
            longest=settings.document_seconds,
            memory=settings.document_memory,
        )
        self.replica = Replica(store, self.turns.fetched, self._tell) if store.shared else None
        self.address, self.failed = "", False
        self._stack = AsyncExitStack()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        self._stack.push_async_callback(self.workshop.close)
        channel = self._telegram() if self.settings.token else None
        if self.replica:
            await self._join(self.replica)
        self.address = await self._serve_web()
        self.turns.links.origin = self.address.rstrip("/")
        self.turns.links.local = leads_here_only(self.address)
        if channel:
            await self._start_telegram(channel)
        if not self.store.shared:
            self._run(reseal_on_request(self.store, self.settings.keys))
        ages = (self.settings.retention_days, self.settings.backup_days)
        await self._start_model()
        self._run(
            Scheduler(self.turns, self.clock, *(days * SECONDS_PER_DAY for days in ages)).run()
        )

    async def _join(self, replica: Replica) -> None:
        await replica.sign_on()
        self._stack.push_async_callback(replica.sign_off)
        self.turns.committed.append(replica.committed)
        for task in replica.tasks():
            self._run(task)

    async def _serve_web(self) -> str:
        from bot.channels.web.app import web_app
        from bot.channels.web.common.limits import Limits

        settings = self.settings
        origin = settings.web_origin
        app = web_app(
            self.turns,
            self.clock,
            language=settings.language,
            secure=bool(origin and origin.startswith("https")),
            origins=frozenset({origin} if origin else ()),
            theme=settings.web_tokens,
            workshop=self.workshop,
            limits=Limits(
                settings.limit_address,
                settings.limit_newcomers,
                settings.limit_person,
                settings.limit_request_seconds,
                networks(settings.trusted_proxies),
            ),
            idle=60.0 * settings.sign_in_idle_minutes,
            security=settings.security_text,
        )
        runner = web.AppRunner(
            app,
            access_log=None,
            shutdown_timeout=GRACE,
            handle_signals=False,
            keepalive_timeout=KEEP_ALIVE_SECONDS,
        )
        port = await self._listen(runner, settings.web_host, settings.web_port)
        return settings.web_address(port)

    def _telegram(self) -> Telegram:
        from bot.channels.telegram.lazy_aiogram import load_aiogram

        load_aiogram()  # half a second: only when used
        from bot.channels.telegram.channel import Telegram

        token, api = self.settings.token, self.settings.telegram_api
        assert token
        key, links = token.get_secret_value(), self.turns.links
        return Telegram(
            key, self.content, self.clock, links, api=api, workshop=self.workshop,
            most=self.settings.limit_person, seconds=self.settings.limit_request_seconds,
        )  # fmt: skip

    async def _start_telegram(self, channel: Telegram) -> None:
        settings = self.settings
        self._stack.push_async_callback(channel.close)
        await channel.setup()
        self._run(self._send(channel))
        if settings.mode == "polling":
            self._run(self._poll(channel))
            return
        assert settings.webhook_secret and settings.webhook_url
        secret = settings.webhook_secret.get_secret_value()
        server = web.ServerRunner(
            channel.webhook(self.turns, secret), shutdown_timeout=GRACE, handle_signals=False
        )
        await self._listen(server, settings.web_host, settings.webhook_port)
        await channel.set_webhook(settings.webhook_url, secret)
        self._run(channel.watch_webhook(settings.webhook_url))

    async def _start_model(self) -> None:
        """Ask it what is asked of it; without one, what was asked before is let go."""
        if self.content.model is None:
            async with self.store.begin() as work:
                await outbox.forget_channel(work, MODEL)
            return
        channel = model_channel(self.settings, self.content, self.turns, self.clock)
        self._stack.push_async_callback(channel.close)
        self._run(self._send(channel))

    async def _send(self, channel: Channel) -> None:
        """Send until this is cancelled; a replica that was signed off begins with nothing."""
        while self.replica:
            sender = SharingSender(self.store, channel, self.clock, self.replica)
            self.turns.committed.append(sender.committed)
            await self.replica.until_signed_off(sender.run())
            self.turns.committed.remove(sender.committed)
        alone = Sender(self.store, channel, self.clock)
        self.turns.committed.append(alone.committed)
        self.turns.erased.append(alone.erased)
        self.turns.doubted.append(alone.doubted)
        await alone.run()

    async def _poll(self, channel: Telegram) -> None:
        """Fetch updates; of several replicas one does."""
        if not self.replica:
            return await channel.poll(self.turns)
        return await self.replica.lead(f"poll/{channel.name}", lambda: channel.poll(self.turns))

    def _tell(self, addresses: set[Address]) -> None:
        """Another replica wrote for these: pages that are open here show it."""
        for tell in self.turns.elsewhere:
            tell(addresses)

    async def _listen(self, runner: web.BaseRunner, host: str, port: int) -> int:
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        assert runner.server
        limits = self.settings.limit_connections, self.settings.limit_request_seconds
        loop, door = asyncio.get_running_loop(), Door(runner.server, *limits)
        server = await loop.create_server(door, host, port)
        self._stack.callback(server.close)
        return int(server.sockets[0].getsockname()[1])

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
async def running(settings: Settings, content: Content, clock: Clock = now) -> AsyncIterator[App]:
    """A started coach. Raises StorageError, TelegramError, OSError (a taken port)."""
    store = await Store.open(settings.database_url, settings.keys)
    app = App(settings, content, store, clock)
    try:
        await app.start()
        yield app
    finally:
        await app.close()
