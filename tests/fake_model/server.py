"""An OpenAI-compatible server on loopback that answers what a test tells it to.

async with FakeModel(good) as model:
    client = ModelClient(model.url, "tiny")

`good` is called with what was asked, read from JSON, and returns the answer. `faults` holds how the
next calls go wrong, the first first.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Literal, Self

from aiohttp import web

Answering = Callable[[Mapping[str, Any]], object]
Fault = Literal[
    "429", "500", "hang", "cut", "html", "no json", "a list", "no choices", "endless", "redirect",
    "unfinished", "empty",
]  # fmt: skip


class FakeModel:
    """`asked`: the bodies of all calls; `says`: what it answers instead, to the letter."""

    def __init__(self, answer: Answering, *, key: str = "") -> None:
        self.answer, self.key = answer, key
        self.asked: list[Mapping[str, Any]] = []
        self.says = ""
        self.faults: deque[Fault] = deque()
        self.url = ""
        self._over = asyncio.Event()
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._complete)
        app.router.add_post("/elsewhere", self._elsewhere)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/v1"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._over.set()
        await self._runner.cleanup()

    @property
    def about(self) -> list[Any]:
        """What the calls were about: the last message of each, read from JSON."""
        return [json.loads(one["messages"][-1]["content"]) for one in self.asked]

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        if self.key and request.headers.get("Authorization") != f"Bearer {self.key}":
            return web.json_response({"error": "who are you?"}, status=401)
        body = await request.json()
        self.asked.append(body)
        if self.faults:
            return await self._misbehave(request, self.faults.popleft())
        if self.says:
            return _completion(self.says)
        return _completion(json.dumps(self.answer(json.loads(body["messages"][-1]["content"]))))

    async def _misbehave(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        match fault:
            case "429" | "500":
                return web.json_response({"error": "no"}, status=int(fault))
            case "hang":
                await self._over.wait()
            case "cut":
                return await self._cut(request)
            case "endless":
                return await self._endless(request)
            case "redirect":
                return web.Response(status=307, headers={"Location": "/elsewhere"})
            case "html":
                return web.Response(text="<html>Bad Gateway</html>", content_type="text/html")
            case "no choices":
                return web.json_response({"choices": []})
            case "a list":
                return _completion("[1, 2]")
            case "unfinished":
                return _completion('{"main": "a', "length")
            case "empty":
                return web.json_response({"choices": [{"message": {"content": None}}]})
        return _completion("Graag help ik u verder!")

    async def _cut(self, request: web.Request) -> web.StreamResponse:
        """Promises more than it says, and is gone."""
        response = web.StreamResponse(headers={"Content-Length": "500"})
        await response.prepare(request)
        await response.write(b'{"choices": [{"message": {"content": "{')
        assert request.transport
        request.transport.abort()
        return response

    async def _endless(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while not self._over.is_set():
                await response.write(b"x" * 65536)
        except ConnectionError:
            pass
        return response

    async def _elsewhere(self, request: web.Request) -> web.Response:
        self.asked.append({"elsewhere": True})
        return _completion("{}")


def _completion(words: str, finish: str = "stop") -> web.Response:
    message = {"role": "assistant", "content": words}
    return web.json_response({"choices": [{"message": message, "finish_reason": finish}]})
