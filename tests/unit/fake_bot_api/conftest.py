"""A fake Bot API, a real bot of aiogram, and Anna who talks to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from aiogram import Bot
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)
from aiohttp import ClientSession, web

from tests.fake_bot_api.chats import Chat
from tests.fake_bot_api.server import FakeBotApi
from tests.fake_bot_api.updates import Pulse

ANNA = 7


@pytest_asyncio.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    """A fake Bot API on a free port."""
    async with FakeBotApi() as server:
        yield server


@pytest_asyncio.fixture
async def bot(api: FakeBotApi) -> Bot:
    """An aiogram bot that talks with the fake."""
    return api.bot()


@pytest_asyncio.fixture
async def anna(api: FakeBotApi) -> Chat:
    """A person with a private chat."""
    return api.user(ANNA, first_name="Anna", language_code="nl")


@pytest_asyncio.fixture
async def http() -> AsyncIterator[ClientSession]:
    """A plain HTTP client."""
    async with ClientSession() as session:
        yield session


class Hook:
    """A webhook receiver: keeps updates and headers, answers from a list of statuses (then 200)."""

    def __init__(self) -> None:
        self.url = ""
        self.pulse = Pulse()
        self.updates: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.reply: dict[str, Any] = {}
        self.gate = asyncio.Event()
        self.gate.set()
        self.inside = 0
        self.most_inside = 0

    @property
    def texts(self) -> list[str]:
        """The texts that arrived, in order, repeats included."""
        return [update["message"]["text"] for update in self.updates]

    async def receive(self, request: web.Request) -> web.Response:
        self.updates.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        self.pulse.fire()
        await self.gate.wait()
        self.inside -= 1
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.reply if status == 200 else {}, status=status)


@pytest_asyncio.fixture
async def hook() -> AsyncIterator[Hook]:
    """A webhook receiver; `hook.url` is where it listens."""
    receiver = Hook()
    async for url in _served(receiver.receive):
        receiver.url = url
        yield receiver


async def _served(handler: Any) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.05, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


def keyboard(*buttons: tuple[str, str]) -> InlineKeyboardMarkup:
    """One row of (text, callback data) buttons."""
    row = [InlineKeyboardButton(text=text, callback_data=data) for text, data in buttons]
    return InlineKeyboardMarkup(inline_keyboard=[row])


async def called(
    http: ClientSession, api: FakeBotApi, method: str, **params: Any
) -> tuple[int, dict[str, Any]]:
    """Call with a JSON body; return status and body."""
    async with http.post(f"{api.url}/bot{api.token}/{method}", json=params) as answer:
        return answer.status, await answer.json()
