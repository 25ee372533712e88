"""In the place of HTTP: calls of the bot go straight to the Bot API, updates straight to the bot.

Everything else of the channel's session is the real one: bodies, status codes, HTML, faults.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiogram.client.session.base import BaseSession
from aiohttp import FormData

from bot.channels.telegram.http_client import HttpClient
from bot.channels.telegram.session import BotSession

Json = dict[str, Any]
Answering = Callable[[str, Json, float], Awaitable[tuple[int, str]]]


class WireSession(BotSession):
    """The channel's session over a wire in memory."""

    def __init__(self, call: Answering, **named: Any) -> None:
        BaseSession.__init__(self, **named)  # without the time that TLS takes to set up
        self._call, self._base = call, None
        self._wire = _Wire(call)

    async def create_session(self) -> Any:
        return _Client(self._call)

    async def close(self) -> None:
        """There is nothing to close."""


class _Wire(HttpClient):
    def __init__(self, call: Answering) -> None:
        self.call = call

    async def post(self, path: str, body: bytes, timeout: float) -> tuple[int, bytes]:
        status, text = await self.call(path.rpartition("/")[2], json.loads(body), timeout)
        return status, text.encode()


@dataclass
class _Client:
    call: Answering

    def post(self, url: str, *, timeout: Any, data: FormData, **_: Any) -> _Exchange:
        method = url.rpartition("/")[2]
        return _Exchange(self.call(method, _form(data), float(timeout.total)))


def _form(data: FormData) -> Json:
    """What is in a form, but for its file."""
    fields = {about["name"]: value for about, _, value in data._fields}
    return {**fields, "chat_id": int(fields["chat_id"])}


class _Exchange:
    """One request with its answer."""

    def __init__(self, answer: Awaitable[tuple[int, str]]) -> None:
        self._answer = answer
        self.status, self._body = 0, ""

    async def __aenter__(self) -> _Exchange:
        self.status, self._body = await self._answer
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def read(self) -> bytes:
        return self._body.encode()


class Posted:
    """A request as the webhook gets it."""

    method = "POST"

    def __init__(self, update: Json, headers: dict[str, str]) -> None:
        self.headers = headers
        self._body = json.dumps(update).encode()

    @property
    def content(self) -> Posted:
        return self

    async def iter_any(self) -> AsyncIterator[bytes]:
        yield self._body
