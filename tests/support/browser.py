"""A browser without JavaScript, and the web chat that it talks to."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from html import unescape
from typing import Any

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import func, select

from bot.channels.web.app import web_app
from bot.channels.web.common.browsers import NAMES
from bot.channels.web.common.tokens import Keys
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from storage.database.unit_of_work import Store
from storage.repositories import browsers
from storage.repositories.browsers import SignedIn
from tests.support.clock import Clock

COOKIE = NAMES["/"]
TAP = re.compile(r'name="tap" value="([^"]*)"(?: data-said="([^"]*)")?')
LOG = re.compile(r'<ol id="log".*?</ol>', re.S)


class Browser:
    """A browser without a script: it keeps cookies, and posts the forms that it sees."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.page, self.status = "", 0
        self.origin = str(client.make_url("/")).rstrip("/")

    async def get(self, path: str, **options: Any) -> str:
        answer = await self.client.get(path, **options)
        self.page, self.status, self.headers = await answer.text(), answer.status, answer.headers
        return self.page

    def hidden(self, mark: str = "") -> dict[str, str]:
        """What a form says unseen: that with this `mark` in it, or any."""
        form = next((one for one in self.page.split("<form") if mark and mark in one), "")
        found = re.findall(
            r'name="(csrf|update|lang|sure|under)" value="([^"]*)"', form if mark else self.page
        )
        return dict(found)

    async def post(
        self,
        path: str,
        form: Mapping[str, object] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        **fields: object,
    ) -> str:
        """The fields of a form by name, or all at once."""
        headers = {"Origin": self.origin} if headers is None else headers
        data = {**self.hidden(), **(form or {}), **fields}
        answer = await self.client.post(path, data=data, headers=headers)
        self.page, self.status, self.headers = await answer.text(), answer.status, answer.headers
        return self.page

    def button(self, label: str) -> str:
        found = {unescape(said): unescape(data) for data, said in TAP.findall(self.page)}
        return found[label]

    async def tap(self, label: str) -> str:
        return await self.post("/say", tap=self.button(label))

    async def say(self, words: str) -> str:
        return await self.post("/say", text=words)

    @property
    def log(self) -> str:
        """What the log shows, as plain text."""
        found = LOG.search(self.page)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0] if found else "")).split())

    @property
    def cookie(self) -> str:
        return self.cookie_of(COOKIE)

    def cookie_of(self, name: str) -> str:
        jar = self.client.session.cookie_jar.filter_cookies(self.client.make_url("/"))
        return jar[name].value if name in jar else ""

    @property
    def last(self) -> str:
        """What stands for the newest message on the page."""
        found = re.search(r'data-last="([^"]+)"', self.page)
        assert found
        return found[1]

    async def begin(self, dialogue: str = "Klein gesprek (1 min)") -> str:
        await self.get("/")
        return await self.tap(dialogue)


def keys_of(turns: Turns) -> Keys:
    """Those that the web chat has."""
    return Keys(turns.store.vault.secrets("cookies"), turns.clock)


async def signed_in(turns: Turns, cookie: str) -> SignedIn:
    """The browser that has this cookie."""
    shown = keys_of(turns).shown(cookie)
    assert shown
    async with turns.store.begin() as work:
        found = await browsers.find(work, shown.id)
    assert found
    return found


@pytest.fixture
async def turns(content: Content, store: Store, clock: Clock) -> Turns:
    return Turns(content, store, clock)


@pytest.fixture
async def server(turns: Turns) -> AsyncIterator[TestServer]:
    server = TestServer(web_app(turns, turns.clock))
    await server.start_server()
    turns.links.origin = turns.links.origin or str(server.make_url("/")).rstrip("/")
    yield server
    await server.close()


@pytest.fixture
async def browser(server: TestServer) -> AsyncIterator[Browser]:
    async with TestClient(server, cookie_jar=CookieJar(unsafe=True)) as client:
        yield Browser(client)


@pytest.fixture
async def another(server: TestServer) -> AsyncIterator[Browser]:
    """The browser of someone else."""
    async with TestClient(server, cookie_jar=CookieJar(unsafe=True)) as client:
        yield Browser(client)


async def count(store: Store, table: Any) -> int:
    async with store.begin() as work:
        rows = await work.connection.execute(select(func.count()).select_from(table))
        return int(rows.scalar_one())
