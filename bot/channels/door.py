"""The door of a server: so many connections at a time, and who comes in has to ask soon."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

from aiohttp import web_response

vars(web_response)["SERVER_SOFTWARE"] = "Samenspraak"
"""Else every answer tells which versions we run, also one that aiohttp gives by itself."""
END_OF_HEADERS = b"\r\n\r\n"
FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\n"
    b"Content-Length: 0\r\n\r\n"
)


class Door:
    """Makes a protocol for each connection, as `create_server` asks; `inside` makes the real one.

    `most`: connections at a time, 0 for no limit; `seconds`: for the headers of the first request.
    What comes on a connection later is up to the server inside.
    """

    def __init__(
        self, inside: Callable[[], asyncio.BaseProtocol], most: int, seconds: float
    ) -> None:
        self.inside, self.most, self.seconds, self.open = inside, most, seconds, 0

    def __call__(self) -> asyncio.Protocol:
        if self.most and self.open >= self.most:
            return _Refused()
        return _Watched(self, cast(asyncio.Protocol, self.inside()))


class _Refused(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        out = cast(asyncio.WriteTransport, transport)
        out.write(FULL)
        out.close()


class _Watched(asyncio.Protocol):
    """Hands everything on; ends a connection whose first headers do not come to their end."""

    def __init__(self, door: Door, inner: asyncio.Protocol) -> None:
        self._door, self._inner, self._tail = door, inner, b""
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._door.open += 1
        end = cast(asyncio.WriteTransport, transport).abort
        self._late = asyncio.get_running_loop().call_later(self._door.seconds, end)
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if self._late:
            self._tail = self._tail[1 - len(END_OF_HEADERS) :] + data
            if END_OF_HEADERS in self._tail:
                self._in_time()
        self._inner.data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._door.open -= 1
        self._in_time()
        self._inner.connection_lost(exc)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()

    def _in_time(self) -> None:
        if self._late:
            self._late.cancel()
        self._late, self._tail = None, b""
