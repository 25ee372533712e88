"""What the web chat says of itself, and to whom: headers, links, where security is talked about."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import running
from bot.channels.web.app import web_app
from bot.config.security_contact import security_text
from bot.config.settings import Settings
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from tests.support.browser import Browser, another, browser, server, turns
from tests.support.clock import Clock

__all__ = ["another", "browser", "server", "turns"]  # fixtures
PATHS = ("/", "/nowhere", "/static/x", "/health/liveness", "/events", "/enter/x")


@asynccontextmanager
async def at(turns: Turns, **options: Any) -> AsyncIterator[Browser]:
    async with TestClient(TestServer(web_app(turns, turns.clock, **options))) as client:
        yield Browser(client)


@pytest.mark.parametrize("secure", [True, False])
async def test_by_https_a_browser_remembers_to_come_so(turns: Turns, secure: bool) -> None:
    """By plain http it must not be said: it would lock people out of what works today."""
    async with at(turns, secure=secure) as browser:
        for path in PATHS:
            await browser.get(path)
            told = browser.headers.get("Strict-Transport-Security", "")
            assert told == ("max-age=31536000" if secure else ""), path


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://coach.example.nl", 200), ("http://coach.example.nl", 403),
        ("https://coach.example.nl:8443", 403), ("https://coach.example.nl.evil.example", 403),
        ("", 403), ("null", 403), ("http://127.0.0.1", 403),
    ],
)  # fmt: skip
@pytest.mark.parametrize("header", ["Origin", "Referer"])
async def test_only_the_public_address_may_post(
    turns: Turns, origin: str, status: int, header: str
) -> None:
    """By the scheme too: who changes what comes by http is on the way, and not with us."""
    async with at(turns, origins=frozenset({"https://coach.example.nl"}), secure=True) as browser:
        await browser.get("/")
        data = {**browser.hidden(), "tap": "/menu"}
        for host in ("coach.example.nl", origin.partition("//")[2] or "x"):
            answer = await browser.client.post(
                "/say", data=data, headers={header: origin, "Host": host}, allow_redirects=False
            )
            assert (answer.status == 303) == (status == 200), host


async def test_without_one_the_scheme_counts_as_well(browser: Browser) -> None:
    """It is served by http here."""
    await browser.get("/")
    await browser.post("/say", headers={"Origin": browser.origin.replace("http:", "https:")})
    assert browser.status == 403


async def test_no_link_is_made_of_what_a_request_says(browser: Browser) -> None:
    """Else whoever sends a letter in our name could have it lead to them."""
    await browser.begin()
    await browser.get("/return")
    evil = {"Host": "evil.example", "Origin": "http://evil.example"}
    page = await browser.post("/return", headers=evil)
    assert "/enter/" in page and "evil.example" not in page
    for path in ("/", "/browsers", "/i/i-x", "/privacy", "/nowhere"):
        assert "evil.example" not in await browser.get(path, headers=evil)
        assert "evil.example" not in str(browser.headers)


async def raw(port: int, request: bytes) -> bytes:
    """The whole answer to a request that no client would send."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    try:
        return await reader.read()
    finally:
        writer.close()


@pytest.mark.parametrize(
    "request_line",
    [b"GET / HTTP/1.1", b"GET / HTTP/9.9", b"\xff\xfe / HTTP/1.1", b"GET /enter/x HTTP/x"],
)
async def test_no_version_is_told(
    content: Content, tmp_path: Path, clock: Clock, request_line: bytes
) -> None:
    """Nor of what is under it, also to who speaks no HTTP."""
    settings = Settings(_env_file=None, data_dir=tmp_path / "data", web_port=0)
    async with running(settings, content, clock) as app:
        port = int(app.address.rstrip("/").rpartition(":")[2])
        told = await raw(port, request_line + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
    head = told.partition(b"\r\n\r\n")[0].lower()
    assert head.startswith(b"http/1.")
    assert b"aiohttp" not in head and b"python" not in head and b"/3." not in head


async def test_where_to_report_a_leak(turns: Turns) -> None:
    """As RFC 9116 has it."""
    text = security_text(
        "mailto:veilig@example.nl", date(2027, 6, 1), "https://coach.example.nl/",
        "https://example.nl/cvd",
    )  # fmt: skip
    async with at(turns, security=text) as browser:
        await browser.get("/.well-known/security.txt")
        assert browser.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert browser.page.splitlines() == [
            "Contact: mailto:veilig@example.nl",
            "Expires: 2027-06-01T00:00:00Z",
            "Preferred-Languages: nl, en",
            "Canonical: https://coach.example.nl/.well-known/security.txt",
            "Policy: https://example.nl/cvd",
        ]
    async with at(turns) as browser:
        await browser.get("/.well-known/security.txt")
        assert browser.status == 404, "nobody is told of a contact that there is not"
