"""What stands before replicas: each request goes to the next of them, or to one that answers."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiohttp import ClientError, ClientSession, web

KEPT = ("Content-Type", "X-Telegram-Bot-Api-Secret-Token")


@asynccontextmanager
async def forwarding(port: int, behind: Sequence[int]) -> AsyncIterator[None]:
    """Pass on what comes in at `port` to the ports `behind`, in turn.

    A request that was passed on and not answered is not passed on again: its sender decides.
    """
    turn = itertools.cycle(behind)

    async def forward(request: web.Request) -> web.Response:
        body = await request.read()
        headers = {name: request.headers[name] for name in KEPT if name in request.headers}
        target = f"http://127.0.0.1:{next(turn)}{request.path_qs}"
        try:
            async with client.request(request.method, target, data=body, headers=headers) as got:
                answer = await got.read()
                return web.Response(body=answer, status=got.status, content_type=got.content_type)
        except ClientError:
            return web.Response(status=502)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", forward)
    runner = web.AppRunner(app, access_log=None)
    async with ClientSession() as client:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield
        finally:
            await runner.cleanup()
