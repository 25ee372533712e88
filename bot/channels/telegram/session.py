"""How aiogram's calls go over the wire: small JSON bodies, kept-alive connections, little parsing.

Exceptions of the HTTP client are never passed on: their text can hold the address, which holds
the token.
"""

from __future__ import annotations

import json
from typing import Any, cast

import structlog
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetMe, GetUpdates, Response, SendDocument, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Update
from aiohttp import ClientError, ClientTimeout
from pydantic import ValidationError

log = structlog.get_logger()
JSON = {"Content-Type": "application/json"}


def parse_update(raw: Any) -> Update:
    """An update as aiogram's; one that it cannot read becomes an empty one, to be confirmed.

    Raises ValueError for what is no update at all.
    """
    try:
        return Update.model_validate(raw)
    except ValidationError:
        number = raw.get("update_id") if isinstance(raw, dict) else None
        if not isinstance(number, int):
            raise ValueError("no update") from None
        log.error("an update cannot be read", channel="telegram", update=number)
        return Update(update_id=number)


class Session(AiohttpSession):
    """Sends only the fields that were set, and reads only the results that we use.

    So what aiogram fills in by itself, such as the `type` of a scope, has to be set by the caller.
    """

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        client = await self.create_session()
        limit = ClientTimeout(total=self.timeout if timeout is None else timeout)
        try:
            async with client.post(
                self.api.api_url(bot.token, method.__api_method__),
                timeout=limit,
                allow_redirects=False,
                **self._body(bot, method),
            ) as response:
                content = await response.text("utf-8", errors="replace")
        except (ClientError, TimeoutError) as error:
            raise TelegramNetworkError(method=method, message=type(error).__name__) from None
        answer = self.check_response(bot, method, response.status, content)
        return cast(TelegramType, answer.result)

    def _body(self, bot: Bot, method: TelegramMethod[TelegramType]) -> dict[str, Any]:
        if isinstance(method, SendDocument):
            return {"data": self.build_form_data(bot, method)}
        body = method.model_dump_json(exclude_unset=True, exclude_none=True, warnings=False)
        return {"data": body.encode(), "headers": JSON}

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Of a call that went well only updates and our own name are read.

        What was sent comes back in full, and nobody looks at it. An update that cannot be read
        does not keep the others of its batch away.
        """
        data = _ok(content) if status_code == 200 and not isinstance(method, GetMe) else None
        if data is None:
            return super().check_response(bot, method, status_code, content)
        result = data.get("result")
        if isinstance(method, GetUpdates):
            result = [parse_update(one) for one in result or ()]
        return Response[Any].model_construct(ok=True, result=result)


def _ok(content: str) -> dict[str, Any] | None:
    try:
        data = json.loads(content)
    except ValueError:
        return None
    return data if isinstance(data, dict) and data.get("ok") is True else None
