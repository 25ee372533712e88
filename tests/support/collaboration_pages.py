"""A collaboration that the tests of its pages look at, with its people and their browsers."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from html import unescape

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.web.app import web_app
from bot.channels.web.common.browsers import GROUPS, NAMES
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command
from storage.database.unit_of_work import Store
from storage.repositories import invitations
from tests.support.browser import Browser, keys_of, signed_in
from tests.support.clock import Clock
from tests.support.groups import Address, Group, ballot

OWNER, CO, MEMBER = ("telegram", "1"), ("telegram", "2"), ("web", "a" * 32)
OTHER, STRANGER = ("telegram", "8"), ("telegram", "9")
ORIGIN = "http://coach"


class World:
    """A collaboration with a shared, an unshared and an open round, and browsers to look at it."""

    def __init__(self, group: Group, server: TestServer, stack: AsyncExitStack) -> None:
        self.group, self.turns, self.server, self.stack = group, group.turns, server, stack
        self.shared = self.kept = self.going = self.invite = self.member = ""

    async def browser(self, who: Address | None = None, path: str = "/groups") -> Browser:
        """A browser of its own; of someone who came in by their link."""
        client = TestClient(self.server, cookie_jar=CookieJar(unsafe=True))
        browser = Browser(await self.stack.enter_async_context(client))
        if who:
            await self.come(browser, who, path)
        return browser

    async def come(self, browser: Browser, who: Address, path: str = "/groups") -> str:
        link = self.turns.links.page(*who, path).removeprefix(ORIGIN)
        await browser.get(link)
        return await browser.post(link)

    async def do(self, browser: Browser, what: str, page: str = "", **fields: str) -> str:
        """Post the form for this from a page that has its secrets."""
        if page or 'name="csrf"' not in browser.page:
            await browser.get(page or f"/groups/{self.group.id}/invites")
        hidden = browser.hidden() | fields
        asked = " ".join([self.group.id, what, *fields.values()])
        yes = await self.sure(browser, hidden.get("update", ""), asked)
        return await browser.post(f"/groups/{self.group.id}/do", {"sure": yes, **fields}, what=what)

    async def sure(self, browser: Browser, update: str, asked: str) -> str:
        """What the form carries of a page that asked this in this browser."""
        return keys_of(self.turns).sure(await self.id(browser), update, asked)

    async def id(self, browser: Browser, home: str = GROUPS) -> str:
        """The browser's own, as it is signed in for these pages; empty when it is not."""
        cookie = browser.cookie_of(NAMES[home])
        return (await signed_in(self.turns, cookie)).id if cookie else ""

    def path(self, rest: str = "") -> str:
        return f"/groups/{self.group.id}{rest}"


async def played(turns: Turns, world: World) -> World:
    """Eight who answer, of whom one leads as well; three rounds."""
    group = world.group
    await group.found()
    for place in range(2):
        token = await group.invite(place)
        for number in range(4):
            name = f"Lid {place * 4 + number}"
            who = {"Lid 0": CO, "Lid 1": MEMBER}.get(name, ("telegram", f"5{place}{number}"))
            await group.join(who, name, token)
    people = await group.members()
    await group.command(OWNER, "group", f"{group.id} co {people['Lid 0'].id}")
    framework = turns.content.frameworks["success_factors"]
    for name in ("shared", "kept"):
        round_id = await group.open()
        votes = {m.id: ballot(framework, round_id, m.id, 1) for m in people.values() if m.answers}
        await group.answer(round_id, votes)
        await group.close(round_id)
        setattr(world, name, round_id)
    await group.command(OWNER, "group", f"{group.id} share {world.shared}")
    world.going = await group.open()
    world.member = people["Lid 5"].id
    async with turns.store.begin() as work:
        found = await invitations.all_invitations(work, people["Lid 5"].collaboration)
    world.invite = found[0][0].id
    elsewhere = Group(turns, OTHER)
    await elsewhere.found("Iets anders")
    await group.give(STRANGER, Command("menu"))
    return world


@pytest.fixture
async def world(content: Content, store: Store, today: Clock) -> AsyncIterator[World]:
    turns = Turns(content, store, today)
    turns.links.origin = ORIGIN
    server = TestServer(web_app(turns, turns.clock))
    await server.start_server()
    async with AsyncExitStack() as stack:
        yield await played(turns, World(Group(turns), server, stack))
    await server.close()


def words(page: str) -> str:
    body = re.sub(r"<svg.*?</svg>", "", page[page.index("<main") :], flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
