"""How to reach Telegram: through the proxy that is set, at the first address that answers."""

from __future__ import annotations

import asyncio
import socket
import ssl
from asyncio import StreamReader, StreamWriter
from base64 import b64encode
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies_environment, proxy_bypass

import certifi
from aiohappyeyeballs import start_connection

from bot.channels.telegram.errors import TelegramError

STAGGER = 0.25
"""Seconds after which the next address is tried beside the first (RFC 8305)."""
PROXY_PORT, MAX_HEAD_BYTES = 3128, 16_384


def trusted() -> ssl.SSLContext:
    """Whom we believe: the certificates of this machine, and those that come with us."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def proxy_for(base: str) -> str | None:
    """The proxy to use, as `HTTPS_PROXY` and `NO_PROXY` say. Raises TelegramError for a wrong one.

    A Bot API server of one's own, without HTTPS, is reached without one.
    """
    parts = urlsplit(base)
    proxy = getproxies_environment().get("https", "")
    bypassed = bool(proxy_bypass(parts.netloc))
    if parts.scheme != "https" or not proxy or bypassed:
        return None
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    if not proxy.startswith("http://") or not urlsplit(proxy).hostname:
        raise TelegramError("HTTPS_PROXY: take the address of an HTTP proxy, as http://proxy:3128")
    return proxy


async def connect(
    host: str, port: int, tls: ssl.SSLContext | None, proxy: str | None
) -> tuple[StreamReader, StreamWriter]:
    """A connection to speak HTTP on. Raises OSError, EOFError."""
    if proxy is None:
        connected = await _reach(host, port)
    else:
        parts = urlsplit(proxy)
        connected = await _reach(parts.hostname or "", parts.port or PROXY_PORT)
    try:
        if proxy is not None:
            await _tunnel(connected, f"{host}:{port}", proxy)
        name = host if tls else None
        return await asyncio.open_connection(sock=connected, ssl=tls, server_hostname=name)
    except BaseException:
        connected.close()
        raise


async def _reach(host: str, port: int) -> socket.socket:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    reached = await start_connection(found, happy_eyeballs_delay=STAGGER, interleave=1)
    reached.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return reached


async def _tunnel(connected: socket.socket, to: str, proxy: str) -> None:
    """Ask the proxy for a way through; what goes over it then it cannot read."""
    loop, parts, secret = asyncio.get_running_loop(), urlsplit(proxy), ""
    if parts.username:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        secret = f"Proxy-Authorization: Basic {b64encode(pair.encode()).decode()}\r\n"
    await loop.sock_sendall(
        connected, f"CONNECT {to} HTTP/1.1\r\nHost: {to}\r\n{secret}\r\n".encode()
    )
    head = b""
    while b"\r\n\r\n" not in head:
        more = await loop.sock_recv(connected, 4096)
        if not more or len(head) > MAX_HEAD_BYTES:
            raise EOFError("the proxy did not answer")
        head += more
    status = b"".join(head.split(maxsplit=2)[1:2])[:3]
    if status != b"200":
        raise ConnectionRefusedError(f"the proxy answered {status.decode(errors='replace')}")
