"""How calls go over the wire: small JSON bodies, kept-alive connections, little parsing.

Exceptions of the HTTP client are never passed on: their text can hold the address, which holds
the token.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit

import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramServerError,
)
from aiogram.methods import GetMe, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientError, ClientTimeout, FormData

from bot.channels.telegram.api_call import Call
from bot.channels.telegram.error_mapping import StrangeAnswerError
from bot.channels.telegram.http_client import FAULTS, HttpClient
from bot.reports.document import plain_name


class BotSession(AiohttpSession):
    """aiogram's session, with a short way for the calls of every turn.

    Of aiogram's own methods it sends only the fields that the caller set.
    """

    _way: Mapping[str, Any] = {}
    """How uploads go, which aiohttp makes."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self._wire = HttpClient(self.api.api_url("", ""))
        self._way = {"ssl": self._wire.tls or True, "proxy": self._wire.proxy}
        self._base: str | None = None

    async def make(
        self, bot: Bot, call: Call, timeout: float, opened: Callable[[bytes], Any] | None = None
    ) -> Any:
        """Make a call; returns its result as it came, or as `opened` reads the answer. Raises what
        aiogram raises."""
        # Errors are told as for any method: which it was is not in their words.
        if call.file is None:
            path = self._path(bot, call.method)
            status, content = await self._exchange(path, orjson.dumps(call.fields), timeout)
        else:
            status, content = await self._upload(bot, call, timeout)
        data = (opened or read)(content)
        if status == 200 and isinstance(data, dict) and data.get("ok") is True:
            return data.get("result")
        if _refuses(data):
            self.check_response(bot, _ANY, status, content.decode("utf-8", "replace"))
        raise _strange(status)

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        body = method.model_dump_json(exclude_unset=True, exclude_none=True, warnings=False)
        limit = self.timeout if timeout is None else timeout
        path = self._path(bot, method.__api_method__)
        status, content = await self._exchange(path, body.encode(), limit)
        answer = self.check_response(bot, method, status, content.decode("utf-8", "replace"))
        return cast(TelegramType, answer.result)

    def _path(self, bot: Bot, method: str) -> str:
        if self._base is None:
            self._base = urlsplit(self.api.api_url(bot.token, "")).path
        return self._base + method

    async def _exchange(self, path: str, body: bytes, timeout: float) -> tuple[int, bytes]:
        try:
            return await self._wire.post(path, body, timeout)
        except FAULTS as error:
            raise TelegramNetworkError(method=_ANY, message=type(error).__name__) from None

    async def _upload(self, bot: Bot, call: Call, timeout: float) -> tuple[int, bytes]:
        client = await self.create_session()
        try:
            async with client.post(
                self.api.api_url(bot.token, call.method),
                data=_form(call),
                timeout=ClientTimeout(total=timeout),
                allow_redirects=False,
                **self._way,
            ) as response:
                return response.status, await response.read()
        except (ClientError, TimeoutError) as error:
            raise TelegramNetworkError(method=_ANY, message=type(error).__name__) from None

    async def close(self) -> None:
        self._wire.close()
        await super().close()


_ANY = GetMe()


def _refuses(data: Any) -> bool:
    """Whether this is how Telegram says no."""
    said = data if isinstance(data, dict) else {}
    return said.get("ok") is False and isinstance(said.get("description"), str)


def _strange(status: int) -> TelegramAPIError:
    """From an answer that is not Telegram's: what the status says by itself."""
    told = f"answered {status}, and nothing else"
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return TelegramEntityTooLarge(method=_ANY, message=told)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return TelegramServerError(method=_ANY, message=told)
    return StrangeAnswerError(_ANY, status)


def _form(call: Call) -> FormData:
    assert call.file is not None
    form = FormData(quote_fields=False)  # else a name is shown as `Mijn%20verslag.pdf`
    for name, value in call.fields.items():
        form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
    field, name, content, media = call.file
    form.add_field(field, content, filename=plain_name(name), content_type=media)
    return form


def read(content: bytes) -> Any:
    """JSON, or None. Half a character, of which orjson will not hear, becomes a question mark."""
    try:
        return orjson.loads(content)
    except ValueError:
        pass
    try:
        return _strict(json.loads(content.decode("utf-8", "replace")))
    except (ValueError, RecursionError):
        return None


def _strict(data: Any) -> Any:
    """What Python takes for JSON as JSON. Raises ValueError for what is none all the same."""
    return orjson.loads(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"))


BEGINS = re.compile(rb'\{\s*"update_id"\s*:')
"""In a text its quotes would be escaped."""


def read_updates(content: bytes) -> Any:
    """The answer to getUpdates, as `read` gives it. Where that fails on some updates, the others
    are read each by itself, and those stay as bytes."""
    data = read(content)
    if data is not None:
        return data
    places = [found.start() for found in BEGINS.finditer(content)]
    ends = [*places[1:], len(content)]
    pieces = [content[start:end] for start, end in zip(places, ends, strict=True)]
    return {"ok": True, "result": [_first(piece) or piece for piece in pieces]} if pieces else None


def _first(content: bytes) -> Any:
    """What stands first in this as JSON, or None."""
    try:
        return _strict(json.JSONDecoder().raw_decode(content.decode("utf-8", "replace"))[0])
    except (ValueError, RecursionError):
        return None
