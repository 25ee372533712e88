"""The control endpoints of the fake Bot API, for tests that drive real processes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fake_bot_api.chats import Chat
from tests.fake_bot_api.checks import Json, Refusal, json_response
from tests.support.until import LIMIT

if TYPE_CHECKING:
    from tests.fake_bot_api.server import FakeBotApi

_ACTIONS = {"says", "starts", "sends", "taps", "taps_old", "blocks", "unblocks"}


class Control:
    """The control endpoints: JSON in, JSON out; a failed assertion is 409 {"error": text}.

    POST /control/user, /control/group and /control/fail take the arguments of the methods of
    FakeBotApi; /control/update {"kind", "content"} queues any update; /control/expire_callbacks.
    POST /control/chat/<id>/<action> does says, starts, sends, taps, taps_old, blocks or unblocks
    with the arguments of that method ("by" is the id of a user) and returns {"update_id"}.
    GET /control/chat/<id> returns {"messages", "buttons"} as the bot sent them.
    GET /control/chat/<id>/hears?text=x&timeout=120 waits, and returns the message.
    GET /control/state returns the calls, refusals and ids that FakeBotApi holds.
    """

    def __init__(self, api: FakeBotApi) -> None:
        self._api = api

    def add_routes(self, app: web.Application) -> None:
        """Register the endpoints."""
        for method, path, handler in [
            ("POST", "/control/user", self._user),
            ("POST", "/control/group", self._group),
            ("POST", "/control/fail", self._fail),
            ("POST", "/control/update", self._update),
            ("POST", "/control/expire_callbacks", self._expire),
            ("GET", "/control/state", self._state),
            ("GET", r"/control/chat/{id:-?\d+}", self._chat),
            ("GET", r"/control/chat/{id:-?\d+}/hears", self._hears),
            ("POST", r"/control/chat/{id:-?\d+}/{action}", self._act),
        ]:
            app.router.add_route(method, path, self._safe(handler))

    @staticmethod
    def _safe(handler: Callable[[web.Request], Any]) -> Callable[[web.Request], Any]:
        async def answer(request: web.Request) -> web.Response:
            try:
                return json_response(await handler(request))
            except (AssertionError, TypeError, ValueError, LookupError, Refusal) as error:
                return json_response({"error": f"{type(error).__name__}: {error}"}, 409)

        return answer

    async def _user(self, request: web.Request) -> Json:
        return {"id": self._api.user(**await request.json()).id}

    async def _group(self, request: web.Request) -> Json:
        wanted = await request.json()
        if "sender" in wanted:
            wanted["sender"] = self._api.chats[wanted["sender"]]
        return {"id": self._api.group(**wanted).id}

    async def _fail(self, request: web.Request) -> Json:
        self._api.fail(**await request.json())
        return {}

    async def _update(self, request: web.Request) -> Json:
        return {"update_id": self._api.updates.put(**await request.json())}

    async def _expire(self, request: web.Request) -> Json:
        self._api.expire_callbacks()
        return {}

    async def _state(self, request: web.Request) -> Json:
        api, updates = self._api, self._api.updates
        return {
            "calls": [asdict(call) for call in api.calls],
            "refused": [asdict(call) for call in api.refused],
            "violations": api.violations,
            "unanswered_callbacks": api.unanswered_callbacks,
            "pending": [*updates.pending],
            "confirmed": updates.confirmed,
            "dropped": updates.dropped,
            "deliveries": updates.deliveries,
            "webhook": api.webhook.url,
        }

    def _found(self, request: web.Request) -> Chat:
        return self._api.chat(int(request.match_info["id"]))

    async def _chat(self, request: web.Request) -> Json:
        chat = self._found(request)
        return {
            "messages": [chat.history[message.message_id] for message in chat.messages],
            "buttons": chat.buttons,
        }

    async def _hears(self, request: web.Request) -> Json:
        query = request.query
        message = await self._found(request).hears(
            query["text"], float(query.get("timeout", LIMIT))
        )
        return message.model_dump(mode="json", exclude_none=True, by_alias=True, warnings=False)

    async def _act(self, request: web.Request) -> Json:
        action = request.match_info["action"]
        if action not in _ACTIONS:
            raise LookupError(f"unknown action {action!r}")
        arguments = await request.json() if request.can_read_body else {}
        if "by" in arguments:
            arguments["by"] = self._api.chats[arguments["by"]]
        done = getattr(self._found(request), action)(**arguments)
        return {"update_id": await done if asyncio.iscoroutine(done) else done}
