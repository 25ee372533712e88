"""Connections that ask nothing: they are ended, and there are only so many."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.channels.door import Door

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def hello(_: web.BaseRequest) -> web.Response:
    return web.Response(text="hello")


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """A server with room for three, each with a moment for their headers."""
    runner = web.ServerRunner(web.Server(hello))
    await runner.setup()
    assert runner.server
    door = Door(runner.server, most=3, seconds=0.2)
    server = await asyncio.get_running_loop().create_server(door, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()
    await runner.cleanup()


async def came(port: int, *pieces: bytes) -> Streams:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
    return reader, writer


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n"])
async def test_half_a_request_is_ended(port: int, begun: bytes) -> None:
    reader, writer = await came(port, begun)
    with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
        await reader.readexactly(1)
    writer.close()


async def test_headers_in_pieces_are_headers(port: int) -> None:
    """Also when their end is cut in two; a connection that was answered may stay."""
    reader, writer = await came(port, b"GET / HTTP/1.1\r\nHost: x\r\n\r", b"\n")
    assert (await reader.readline()).startswith(b"HTTP/1.1 200")
    await asyncio.sleep(0.4)
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert b"200 OK" in await reader.read()
    writer.close()


async def test_more_than_there_is_room_for_are_told_to_come_back(port: int) -> None:
    """And when one goes there is room again."""
    ask = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    inside = [await came(port, ask) for _ in range(3)]
    for reader, _ in inside:
        await reader.readuntil(b"hello")
    reader, writer = await came(port, ask)
    assert (await reader.read()).startswith(b"HTTP/1.1 503")
    writer.close()
    inside[0][1].close()
    await inside[0][1].wait_closed()
    await asyncio.sleep(0.05)
    reader, writer = await came(port, ask)
    assert (await reader.readline()).startswith(b"HTTP/1.1 200")
    for _, one in (*inside[1:], (reader, writer)):
        one.close()
