"""A real browser with the web chat in it. Where there is no Chromium, its tests are skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.channels.web.app import web_app
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from storage.database.unit_of_work import Store
from tests.support.clock import Clock
from tests.support.groups import Group
from tests.support.until import LIMIT

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = {"width": 390, "height": 844}
EXPECTED = "Failed to load resource"
"""What a console says of a page that is meant to be missing."""

expect.set_options(timeout=1000 * LIMIT)

Opens = Callable[..., Awaitable[Page]]


@asynccontextmanager
async def served(turns: Turns) -> AsyncIterator[str]:
    """The address of a running web chat."""
    server = TestServer(web_app(turns, turns.clock))
    await server.start_server()
    yield str(server.make_url("/")).rstrip("/")
    await server.close()


@pytest.fixture
async def coach(content: Content, store: Store, clock: Clock) -> AsyncIterator[str]:
    async with served(Turns(content, store, clock)) as address:
        yield address


@pytest.fixture
def group(content: Content, store: Store, clock: Clock) -> Group:
    """A collaboration to be; `coach` of a test file founds it."""
    return Group(Turns(content, store, clock))


@asynccontextmanager
async def founded(group: Group) -> AsyncIterator[str]:
    """The address of a running web chat that makes links to itself, with a collaboration."""
    async with served(group.turns) as address:
        group.turns.links.origin = address
        await group.found()
        yield address


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here: install Debian's chromium to run this test")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def opens(chromium: Browser, coach: str) -> AsyncIterator[Opens]:
    """Opens the web chat for someone new; no page may call elsewhere or break its own policy."""
    async with AsyncExitStack() as stack:
        wrong: list[str] = []

        async def open_page(**options: Any) -> Page:
            options = {"viewport": PHONE, "reduced_motion": "reduce", **options}
            context = await chromium.new_context(base_url=coach, **options)
            stack.push_async_callback(context.close)
            page = await context.new_page()
            page.set_default_timeout(1000 * LIMIT)
            page.on("request", lambda r: None if r.url.startswith(coach) else wrong.append(r.url))
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
            await page.goto("/")
            return page

        yield open_page
    assert [text for text in wrong if EXPECTED not in text] == []
