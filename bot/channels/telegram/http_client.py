"""A lean HTTP client for one server: kept-alive connections, one request at a time on each.

For the small calls of every turn; docs/performance.md has the figures that brought it here.
"""

from __future__ import annotations

import asyncio
import time
from asyncio import StreamReader, StreamWriter
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.channels.telegram.connection import connect, proxy_for, trusted

MAX_CONNECTIONS = 100
MAX_IDLE_SECONDS = 20.0
"""Seconds; servers close what is idle for longer, and a call that meets that has to be repeated."""
FAULTS = (OSError, EOFError, TimeoutError, ValueError, asyncio.LimitOverrunError)
"""What `post` raises. Nobody knows then whether the call had its effect."""


@dataclass(slots=True)
class _Connection:
    reader: StreamReader
    writer: StreamWriter
    since: float = 0.0

    def usable(self) -> bool:
        fresh = time.monotonic() - self.since < MAX_IDLE_SECONDS
        return fresh and not self.reader.at_eof() and not self.writer.is_closing()


class HttpClient:
    """Connections to `base`, such as https://api.telegram.org. Raises TelegramError for a proxy
    that cannot be one."""

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        secure = parts.scheme == "https"
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if secure else 80)
        self.tls, self.proxy = trusted() if secure else None, proxy_for(base)
        self._head = f" HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
        self._idle: list[_Connection] = []
        self._room = asyncio.Semaphore(MAX_CONNECTIONS)

    async def post(self, path: str, body: bytes, timeout: float) -> tuple[int, bytes]:
        """Post JSON; returns the status and the body. Raises one of FAULTS."""
        async with asyncio.timeout(timeout), self._room:
            connection = await self._connect()
            try:
                head = f"POST {path}{self._head}Content-Length: {len(body)}\r\n\r\n"
                connection.writer.write(head.encode() + body)
                status, content, keep = await _answer(connection.reader)
            except BaseException:
                connection.writer.close()
                raise
        if keep:
            connection.since = time.monotonic()
            self._idle.append(connection)
        else:
            connection.writer.close()
        return status, content

    async def _connect(self) -> _Connection:
        while self._idle:
            connection = self._idle.pop()
            if connection.usable():
                return connection
            connection.writer.close()
        return _Connection(*await connect(self._host, self._port, self.tls, self.proxy))

    def close(self) -> None:
        while self._idle:
            self._idle.pop().writer.close()


async def _answer(reader: StreamReader) -> tuple[int, bytes, bool]:
    """Read one answer: its status, its body, and whether the connection can be used again."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head[9:12])
    fields = dict(line.split(b":", 1) for line in head.split(b"\r\n")[1:-2])
    keep = head.startswith(b"http/1.1") and b"close" not in fields.get(b"connection", b"")
    if b"chunked" in fields.get(b"transfer-encoding", b""):
        return status, await _chunks(reader), keep
    if length := fields.get(b"content-length"):
        return status, await reader.readexactly(int(length)), keep
    return status, await reader.read(), False


async def _chunks(reader: StreamReader) -> bytes:
    body = b""
    while size := int((await reader.readline()).partition(b";")[0], 16):
        body += (await reader.readexactly(size + 2))[:-2]
    while await reader.readline() not in (b"\r\n", b""):
        pass  # trailers
    return body
