"""Floods over HTTP: whoever asks too much waits, and nothing of it is kept; others go on."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from html import unescape

import pytest
from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.web.app import web_app
from bot.channels.web.common.client_address import FORWARDED
from bot.channels.web.common.limits import Limits
from bot.config.proxies import networks
from bot.turns.processor import Turns
from dialogues.parsing.text import MAX_TEXT_CHARS
from storage.core.schema import inbox, people
from storage.database.unit_of_work import Store
from tests.support.browser import Browser, count, turns

__all__ = ["turns"]  # a fixture


class Crowd:
    """Browsers at addresses of their own, behind one proxy, at a time that stands still."""

    def __init__(self, turns: Turns, stack: AsyncExitStack) -> None:
        self.stack, self.now = stack, 0.0
        limits = Limits(240, 3, 20, 0.2, networks("127.0.0.1"), lambda: self.now)
        self.server = TestServer(web_app(turns, turns.clock, limits=limits))

    async def at(self, address: str) -> Browser:
        client = TestClient(
            self.server, cookie_jar=CookieJar(unsafe=True), headers={FORWARDED: address}
        )
        return Browser(await self.stack.enter_async_context(client))


@pytest.fixture
async def crowd(turns: Turns) -> AsyncIterator[Crowd]:
    async with AsyncExitStack() as stack:
        crowd = Crowd(turns, stack)
        await stack.enter_async_context(crowd.server)
        yield crowd


async def test_a_thousand_first_posts_are_three(crowd: Crowd, store: Store) -> None:
    """From one address, with a fresh cookie each time; and the wait is said."""
    for _ in range(6):
        browser = await crowd.at("198.51.100.1")
        await browser.begin()
    assert browser.status == 429 and "te veel" in browser.page
    assert int(browser.headers["Retry-After"]) == 1200
    assert await count(store, people) == 3
    other = await crowd.at("198.51.100.2")
    await other.begin()
    assert other.status == 200 and await count(store, people) == 4
    crowd.now += 1200
    await browser.begin()
    assert browser.status == 200 and await count(store, people) == 5


async def test_one_person_cannot_fill_the_disk(crowd: Crowd, store: Store) -> None:
    """From whichever addresses: what they say beyond their measure is not stored."""
    browser = await crowd.at("198.51.100.1")
    await browser.begin()
    await browser.tap("Raadslid")
    before = await count(store, inbox)
    for _ in range(50):
        await browser.post("/say", text="nog een woord")
    assert browser.status == 429
    assert await count(store, inbox) - before <= 20
    crowd.now += 60
    await browser.get("/")
    await browser.say("Een zwembad")
    assert browser.status == 200


async def test_a_long_text_counts_for_what_it_holds(crowd: Crowd, store: Store) -> None:
    """Few of them take the measure of many short ones."""
    browser = await crowd.at("198.51.100.1")
    await browser.begin()
    before = await count(store, inbox)
    for _ in range(5):
        await browser.post("/say", text="x" * 15_000)
    assert browser.status == 429
    assert await count(store, inbox) - before == 1


async def test_what_hides_its_length_counts_for_the_longest(crowd: Crowd, store: Store) -> None:
    """A body in chunks says beforehand nothing of how much it holds."""
    browser = await crowd.at("198.51.100.1")
    await browser.begin()
    before = await count(store, inbox)

    async def chunks() -> AsyncIterator[bytes]:
        yield b"text=x"

    headers = {"Origin": browser.origin, "Content-Type": "application/x-www-form-urlencoded"}
    answer = await browser.client.post("/say", data=chunks(), headers=headers)
    assert answer.status == 429
    assert await count(store, inbox) == before


async def test_one_address_cannot_ask_without_end(crowd: Crowd) -> None:
    """Not by reading either; what others ask, and what a page is made of, goes on."""
    browser, other = await crowd.at("198.51.100.1"), await crowd.at("198.51.100.2")
    found = re.search(r"/static/[^\"]+", await browser.get("/"))
    assert found
    style = found[0]
    for _ in range(60):
        await browser.get("/")
    assert browser.status == 429
    await browser.get(style)
    assert browser.status == 200
    await browser.get("/health/liveness")
    assert browser.status == 200
    await other.get("/")
    assert other.status == 200


async def test_a_made_up_address_helps_nobody(crowd: Crowd) -> None:
    """What stands in front of what our proxy wrote is not believed."""
    for number in range(61):
        browser = await crowd.at(f"203.0.113.{number}, 198.51.100.1")
        await browser.get("/")
    assert browser.status == 429


async def test_a_text_that_is_too_long_is_given_back_whole(crowd: Crowd, store: Store) -> None:
    """It is answered with its true length, and nothing of it is stored."""
    browser = await crowd.at("198.51.100.1")
    await browser.begin()
    await browser.tap("Raadslid")
    await browser.get("/")
    crowd.now += 60
    before, long = await count(store, inbox), "woord " * 10_000
    await browser.say(long)
    assert browser.status == 413
    assert "59999 tekens" in browser.page and str(MAX_TEXT_CHARS) in browser.page
    assert long in browser.page
    assert await count(store, inbox) == before


async def test_a_body_that_does_not_come_is_not_waited_for(crowd: Crowd, store: Store) -> None:
    """It is answered, and nothing of it is stored."""
    browser = await crowd.at("198.51.100.1")
    await browser.begin()
    before, never = await count(store, inbox), asyncio.Event()

    async def half() -> AsyncIterator[bytes]:
        yield b"text=x"
        await never.wait()

    crowd.now += 60
    headers = {"Origin": browser.origin, "Content-Type": "application/x-www-form-urlencoded"}
    answer = await browser.client.post("/say", data=half(), headers=headers)
    assert answer.status == 408
    assert await count(store, inbox) == before
    answer.close()


def given_back(page: str) -> str:
    found = re.search(r"<textarea[^>]*readonly>\n(.*?)</textarea>", page, re.S)
    return unescape(found[1]) if found else ""


async def test_who_is_to_wait_has_their_text_back(crowd: Crowd) -> None:
    """Without JavaScript: a person, and a newcomer in a house with many; no flood of nobodies."""
    words = "Een <b>zwembad</b> voor Zeewijk"
    person = await crowd.at("198.51.100.1")
    await person.begin()
    form = person.hidden()
    while person.status != 429:
        await person.post("/say", form, text=words)
    assert given_back(person.page) == words
    for _ in range(4):
        newcomer = await crowd.at("198.51.100.2")
        await newcomer.get("/")
        await newcomer.post("/say", text=words)
    assert (newcomer.status, given_back(newcomer.page)) == (429, words)
    nobody = await crowd.at("198.51.100.3")
    await nobody.get("/")
    while nobody.status != 429:
        await nobody.get("/privacy")
    await nobody.post("/say", form, text=words)
    assert (nobody.status, given_back(nobody.page)) == (429, "")
    elsewhere = {"Origin": "https://elsewhere.nl"}
    await person.post("/say", form, text=words, headers=elsewhere)
    assert given_back(person.page) == ""


@pytest.mark.parametrize("letter", ["x", "é", "\u2068€", "😀"])
async def test_the_longest_text_is_taken_and_what_is_longer_comes_back(
    turns: Turns, letter: str
) -> None:
    """In any letters: a form writes some of them in twelve."""
    async with TestServer(web_app(turns, turns.clock)) as server:
        jar = CookieJar(unsafe=True)
        async with TestClient[web.Request, web.Application](server, cookie_jar=jar) as client:
            browser = Browser(client)
            await browser.begin()
            await browser.tap("Raadslid")
            longest = letter[-1] * MAX_TEXT_CHARS
            await browser.say(longest + letter[-1])
            assert (browser.status, given_back(browser.page)) == (413, longest + letter[-1])
            await browser.get("/")
            await browser.say(longest)
            assert browser.status == 200


async def test_a_page_that_is_signed_out_gives_the_words_back(turns: Turns) -> None:
    """Of any form of ours, also of what failed, but of nobody else's."""
    async with TestServer(web_app(turns, turns.clock)) as server:
        jar = CookieJar(unsafe=True)
        async with TestClient[web.Request, web.Application](server, cookie_jar=jar) as client:
            browser = Browser(client)
            await browser.get("/")
            await browser.post("/groups/abc/rounds/def/agenda", opening="Welkom allemaal")
            assert (browser.status, given_back(browser.page)) == (403, "Welkom allemaal")
            elsewhere = {"Origin": "https://elsewhere.nl"}
            await browser.post("/groups/abc/rounds/def/agenda", opening="X", headers=elsewhere)
            assert (browser.status, given_back(browser.page)) == (403, "")
