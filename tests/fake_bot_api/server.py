"""A Telegram Bot API server on loopback, that refuses what Telegram refuses.

In a test:

    async with FakeBotApi() as api:
        anna = api.user(7, first_name="Anna", language_code="nl")
        bot = api.bot()  # or any client of api.url with api.token
        await anna.says("/start")
        ...
        welcome = await anna.hears("Welkom")
        await anna.taps("Verder")
        assert api.refused == api.violations == api.unanswered_callbacks == []

As a process of its own, driven with JSON over HTTP (see fake_bot_api_control):

    python -m tests.fake_bot_api --port 8081
"""

from __future__ import annotations

import argparse
import asyncio
import math
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Self, TypeVar, get_args

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web

from bot.clock import now
from tests.fake_bot_api.chats import Chat, Telegram
from tests.fake_bot_api.checks import (
    METHODS,
    Files,
    Json,
    Refusal,
    check_limits,
    decode,
    json_response,
    number,
    read_request,
)
from tests.fake_bot_api.control import Control
from tests.fake_bot_api.methods import perform
from tests.fake_bot_api.updates import Webhook
from tests.support.clock import Clock
from tests.support.until import LIMIT

__all__ = ["TOKEN", "Call", "Chat", "FakeBotApi", "Fault", "FaultKind"]

T = TypeVar("T")
TOKEN = "4242:token-of-the-fake-bot-api"
FaultKind = Literal[
    "retry_after", "internal", "bad_gateway", "too_large", "strange", "strange_json",
    "lost_request", "lost_answer", "slow",
]  # fmt: skip
_PAGES = {
    "too_large": (413, "<html><head><title>413 Request Entity Too Large</title></head></html>"),
    "strange": (403, "<html><head><title>403 Forbidden</title></head></html>"),
    "strange_json": (422, '{"detail": "Unprocessable"}'),
}
"""What a proxy or another server answers in the place of Telegram."""
_BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head></html>"


@dataclass
class Call:
    """One call of the bot; `at` is in monotonic seconds.

    `status` is the HTTP status that was answered, 0 as long as there is no answer and for good
    when the connection was closed without one.
    """

    method: str
    params: Json
    chat_id: int | str | None
    at: float
    status: int = 0
    description: str = ""


@dataclass
class Fault:
    """A fault for the next `times` calls of this method (None: any), in this chat (None: any)."""

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    seconds: float = 0
    times: int = 1

    def fits(self, call: Call) -> bool:
        """Whether the call is one that this fault is for."""
        return self.method in (None, call.method) and self.chat_id in (None, call.chat_id)


class _LoopbackSession(AiohttpSession):
    """A session that closes at once: without TLS there is nothing to wait for."""

    async def close(self) -> None:
        if self._session:
            await self._session.close()


class FakeBotApi(Telegram):
    """The server and all that a test looks at.

    `calls` holds every call in order of arrival, `refused` those that were refused on their
    merits (an injected fault is none), `violations` a sentence for each call that came before a
    `retry_after` was over. Tests may clear these lists. With `forbid_parse_mode` (the default)
    any parse_mode is refused. An https webhook is delivered to `webhook.origin`.
    """

    def __init__(
        self, token: str = TOKEN, port: int = 0, clock: Callable[[], float] | None = None
    ) -> None:
        super().__init__(int(token.split(":")[0]), clock or Clock())
        self.token, self.port = token, port
        self.forbid_parse_mode = True
        self.calls: list[Call] = []
        self.refused: list[Call] = []
        self.violations: list[str] = []
        self.webhook = Webhook(self.updates, self.pulse, self._on_webhook_reply)
        self._bots: list[Bot] = []
        self._faults: list[Fault] = []
        self._quiet_until: dict[int | str, float] = {}  # chat id, else method → monotonic seconds
        app = web.Application(client_max_size=0)
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._on_call)
        Control(self).add_routes(app)
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.05
        )

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        for bot in self._bots:
            await bot.session.close()
        await self.webhook.close()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """Where the server listens, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def server(self) -> TelegramAPIServer:
        """The addresses of this server for a session of aiogram."""
        return TelegramAPIServer.from_base(self.url)

    def bot(self) -> Bot:
        """Return an aiogram Bot that talks with this server, and is closed with it."""
        bot = Bot(self.token, session=_LoopbackSession(api=self.server))
        self._bots.append(bot)
        return bot

    def fail(
        self,
        kind: FaultKind,
        method: str | None = None,
        chat_id: int | None = None,
        seconds: float = 0,
        times: int = 1,
    ) -> None:
        """Queue a fault; the oldest that fits a call is used, and used up after `times` calls.

        retry_after: 429, and again for every call there until `seconds` are over; internal: 500;
        bad_gateway: 502 with HTML; too_large, strange, strange_json: 413, 403 and 422 that are not
        Telegram's; lost_request: nothing is done and the connection is closed
        after `seconds`; lost_answer: as that, but the call is carried out; slow: carried out, and
        answered after `seconds`. Raises ValueError for what does not exist.
        """
        if kind not in get_args(FaultKind):
            raise ValueError(f"unknown fault {kind!r}; choose from {get_args(FaultKind)}")
        if method and method.lower() not in METHODS:
            raise ValueError(f"unknown method {method!r}")
        if kind == "retry_after" and seconds <= 0:
            raise ValueError("retry_after takes seconds > 0")
        name = METHODS[method.lower()].__api_method__ if method else None
        self._faults.append(Fault(kind, name, chat_id, seconds, times))

    async def until(self, look: Callable[[], T | None], timeout: float = LIMIT) -> T:
        """Wait until `look()` is truthy and return its value; AssertionError after `timeout` s."""
        answer = await self.pulse.until(look, timeout)
        assert answer, f"still {answer!r} after {timeout} s"
        return answer

    # How a call is answered.

    async def _on_call(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        try:
            params, files = await read_request(request)
        except Refusal as refusal:
            return json_response(self._refuse(self._arrived(name, {}), refusal), refusal.status)
        call = self._arrived(name, params)
        if request.match_info["token"] != self.token:
            return json_response(self._refuse(call, Refusal(401, "Unauthorized")), 401)
        return await self._answer(request, call, files)

    async def _answer(self, request: web.Request, call: Call, files: Files) -> web.Response:
        wait = self._time_left(call)
        fault = self._next_fault(call) if not wait else Fault("retry_after", seconds=wait)
        if fault.kind == "retry_after":
            self._quiet_until[_place(call)] = call.at + fault.seconds
            return self._break(call, 429, json_response(_too_many(fault.seconds), 429))
        if fault.kind == "internal":
            body = Refusal(500, "Internal Server Error").body
            return self._break(call, 500, json_response(body, 500))
        if fault.kind == "bad_gateway":
            html = web.Response(status=502, text=_BAD_GATEWAY, content_type="text/html")
            return self._break(call, 502, html)
        if page := _PAGES.get(fault.kind):
            return self._break(call, page[0], web.Response(status=page[0], text=page[1]))
        if fault.kind == "lost_request":
            return await _hang_up(request, fault.seconds)
        body = await self._execute(call, files, answered=fault.kind != "lost_answer")
        if fault.kind == "lost_answer":
            return await _hang_up(request, fault.seconds)
        await asyncio.sleep(fault.seconds)
        return json_response(body, call.status)

    def _break(self, call: Call, status: int, answer: web.Response) -> web.Response:
        """Record an injected answer and return it."""
        call.status = status
        self.pulse.fire()
        return answer

    def _arrived(self, name: str, params: Json) -> Call:
        known = METHODS.get(name.lower())
        call = Call(
            known.__api_method__ if known else name,
            params,
            number(params.get("chat_id")),
            time.monotonic(),
        )
        self.calls.append(call)
        self.pulse.fire()
        return call

    async def _execute(self, call: Call, files: Files, answered: bool = True) -> Json:
        """Check a call and carry it out; return the body of the answer."""
        try:
            if call.method.lower() not in METHODS:
                raise Refusal(404, "Not Found: method not found")
            call.params = decode(call.method, call.params, files)
            check_limits(call.method, call.params, forbid_parse_mode=self.forbid_parse_mode)
            body: Json = {"ok": True, "result": await perform(self, call.method, call.params)}
            call.status = 200
        except Refusal as refusal:
            body = self._refuse(call, refusal)
        if not answered:
            call.status = 0
        self.pulse.fire()
        return body

    def _refuse(self, call: Call, refusal: Refusal) -> Json:
        call.status, call.description = refusal.status, refusal.description
        self.refused.append(call)
        self.pulse.fire()
        return refusal.body

    async def _on_webhook_reply(self, method: str, params: Json, files: Files) -> None:
        await self._execute(self._arrived(method, params), files)

    # Injected faults.

    def _next_fault(self, call: Call) -> Fault:
        """Take the fault for this call; one that only waits 0 seconds when there is none."""
        fault = next((fault for fault in self._faults if fault.fits(call)), None)
        if fault is None:
            return Fault("slow")
        fault.times -= 1
        if fault.times < 1:
            self._faults.remove(fault)
        return fault

    def _time_left(self, call: Call) -> float:
        """Return the seconds of an earlier 429 that are left, a violation; 0 when it is over."""
        place = _place(call)
        left = max(self._quiet_until.get(place, 0) - call.at, 0)
        if left:
            self.violations.append(f"{call.method} to {place} came {left:.2f} s too early")
        return left


def _place(call: Call) -> int | str:
    """Where a 429 holds: in the chat, or for a call without chat for that method."""
    return call.method if call.chat_id is None else call.chat_id


def _too_many(wait: float) -> Json:
    seconds = math.ceil(wait)
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds).body


async def _hang_up(request: web.Request, seconds: float) -> web.Response:
    """Close the connection after `seconds` without an answer."""
    await asyncio.sleep(seconds)
    if request.transport:
        request.transport.close()
    return web.Response()


async def _serve(token: str, port: int) -> None:
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with FakeBotApi(token, port, now) as api:
        print(f"fake Bot API on {api.url}", flush=True)
        await stopped.wait()


def main() -> None:
    """Serve until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    arguments = parser.parse_args()
    asyncio.run(_serve(arguments.token, arguments.port))


if __name__ == "__main__":
    main()
