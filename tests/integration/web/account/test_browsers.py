"""Where one is signed in: the list, signing out, and what a copied cookie is still worth."""

from __future__ import annotations

import re

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer
from itsdangerous import URLSafeTimedSerializer

from bot.channels.web.app import web_app
from bot.channels.web.common.browsers import HOST
from bot.messages.signing import SKEW, ClockedSigner
from bot.turns.processor import Turns
from storage.core.schema import browsers
from storage.database.unit_of_work import Store
from tests.support.browser import (
    COOKIE,
    Browser,
    another,
    browser,
    count,
    keys_of,
    server,
    signed_in,
    turns,
)
from tests.support.clock import Clock
from tests.support.traces import values

__all__ = ["another", "browser", "server", "turns"]  # fixtures
DAY, MINUTE = 24 * 3600, 60
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


async def talked(browser: Browser) -> str:
    """Someone with a talk; returns their cookie."""
    await browser.begin()
    await browser.tap("Raadslid")
    return browser.cookie


async def link_of(browser: Browser) -> str:
    await browser.get("/return")
    await browser.post("/return")
    found = re.search(r"/enter/[\w.-]+", browser.page)
    assert found
    return found[0]


async def test_a_link_that_works_on_one_machine_says_so(browser: Browser, turns: Turns) -> None:
    """Where the way to us is that machine's own, the link is given with a word; else it is not."""
    await talked(browser)
    turns.links.local = True
    await link_of(browser)
    assert "alleen op deze computer" in browser.page
    await browser.get("/return", headers={"Host": "10.0.0.5:8080"})
    assert (
        "SAMENSPRAAK_WEB_ORIGIN" in browser.page and "<form" not in browser.page.split("<main")[1]
    )


async def sign_out(browser: Browser, do: str, home: str = "") -> None:
    await browser.get(f"{home}/browsers?do={do}")
    await browser.post(f"{home}/browsers", do=do)


async def sees(browser: Browser, cookie: str) -> bool:
    """Whether someone with this cookie sees the talk."""
    browser.client.session.cookie_jar.clear()
    await browser.get("/", headers={"Cookie": f"{COOKIE}={cookie}"})
    return "Wat is uw doel?" in browser.log


async def both(browser: Browser, another: Browser) -> None:
    link = await link_of(browser)
    await another.get(link)
    await another.post(link)
    assert "Wat is uw doel?" in another.log


async def test_who_signs_out_is_out_with_a_copy_of_the_cookie_too(
    browser: Browser, another: Browser
) -> None:
    cookie = await talked(browser)
    assert await sees(another, cookie)
    await sign_out(browser, "here")
    assert browser.cookie == "" and "U bent uitgelogd" in browser.page
    assert not await sees(another, cookie)


async def test_signing_out_is_asked_once_more(browser: Browser) -> None:
    """For there is no way back: and whoever cannot know the question, has no answer."""
    await talked(browser)
    await browser.get("/browsers")
    for do in ("here", "everywhere"):
        await browser.post("/browsers", do=do)
        assert "wilt u" in browser.page.lower() and browser.cookie
        assert "niet meer terug" in browser.page or "u ook niet" in browser.page
    await browser.get("/")
    assert "Wat is uw doel?" in browser.log


async def test_everywhere_is_everywhere(browser: Browser, another: Browser) -> None:
    """With the links that were made before, and the pages that are open."""
    cookie = await talked(browser)
    await both(browser, another)
    link = await link_of(browser)
    await sign_out(another, "everywhere")
    assert another.cookie == ""
    assert not await sees(another, cookie)
    await another.get(link)
    assert another.status == 410
    await browser.get("/")
    assert "niet meer ingelogd" in browser.page and "Wat is uw doel?" not in browser.log
    assert browser.cookie, "nothing is taken away from a browser that did not ask it"


async def test_one_that_one_does_not_know_is_put_out(browser: Browser, another: Browser) -> None:
    await talked(browser)
    another.client.session.headers["User-Agent"] = FIREFOX
    await both(browser, another)
    await browser.get("/browsers")
    assert "Firefox, Windows" in browser.page and "(deze browser)" in browser.page
    names = re.findall(r'name="browser" value="(\w+)"', browser.page)
    await browser.post("/browsers", do="there", browser=names[0])
    assert "U bent daar uitgelogd" in browser.page and "Firefox" not in browser.page
    await another.get("/")
    assert "Wat is uw doel?" not in another.log
    await browser.get("/")
    assert "Wat is uw doel?" in browser.log


async def test_nobody_puts_out_another(browser: Browser, another: Browser, turns: Turns) -> None:
    await talked(browser)
    await talked(another)
    name = (await signed_in(turns, another.cookie)).id
    await browser.get("/browsers")
    assert name not in browser.page
    await browser.post("/browsers", do="there", browser=name)
    await another.get("/")
    assert "Wat is uw doel?" in another.log


async def test_a_stream_ends_with_the_sign_in(browser: Browser, another: Browser) -> None:
    """And its page does not say that all was erased."""
    await talked(browser)
    await both(browser, another)
    async with another.client.get(f"/events?since={another.last}") as response:
        await response.content.readuntil(b"\n\n")
        await sign_out(browser, "everywhere")
        assert b"event: gone\ndata: /\n" in await response.content.read()


async def test_a_cookie_of_two_days_ago_is_nobodys(
    browser: Browser, another: Browser, clock: Clock
) -> None:
    """The one of the day before is not: what a browser was given may be lost on the way."""
    first = await talked(browser)
    for day in (1, 2):
        clock.forward(DAY)
        await browser.get("/")
        assert await sees(another, first) == (day == 1)
    assert browser.cookie != first and "Wat is uw doel?" in browser.log


async def test_a_cookie_that_was_lost_on_the_way_costs_nothing(
    browser: Browser, another: Browser, clock: Clock
) -> None:
    """Two pages at a time are given the same one, and so is who asks again."""
    first = await talked(browser)
    clock.forward(DAY)
    given = set()
    for _ in range(3):
        await another.get("/", headers={"Cookie": f"{COOKIE}={first}"})
        given.add(another.headers["Set-Cookie"].split(";")[0].partition(".")[0])
        another.client.session.cookie_jar.clear()
    assert len(given) == 1
    assert await sees(browser, first)


@pytest.mark.parametrize("minutes", [0, 30])
async def test_who_is_idle_too_long_is_out(turns: Turns, clock: Clock, minutes: int) -> None:
    """By the operator's choice; a sign of life begins the time anew."""
    server = TestServer(web_app(turns, clock, idle=MINUTE * minutes))
    async with TestClient(server, cookie_jar=CookieJar(unsafe=True)) as client:
        browser = Browser(client)
        await talked(browser)
        for _ in range(3):
            clock.forward(25 * MINUTE)
            await browser.get("/")
            assert "Wat is uw doel?" in browser.log
        clock.forward(30 * MINUTE + 2 * SKEW)
        await browser.get("/")
        assert ("Wat is uw doel?" in browser.log) == (minutes == 0)


async def test_by_https_the_cookie_is_this_hosts_alone(turns: Turns, clock: Clock) -> None:
    """One that a neighbour of our host could have set counts for nothing."""
    app = web_app(turns, clock, origins=frozenset({"https://coach"}), secure=True)
    async with TestClient(TestServer(app)) as client:
        browser = Browser(client)
        await browser.get("/")
        data = {**browser.hidden(), "tap": browser.button("Klein gesprek (1 min)")}
        headers = {"Origin": "https://coach"}
        answer = await client.post("/say", data=data, headers=headers, allow_redirects=False)
        given = answer.headers.getall("Set-Cookie")[0]
        name, _, value = given.split(";")[0].partition("=")
        assert name == f"{HOST}{COOKIE}" and "Path=/" in given and "Domain" not in given
        for sent, known in ((name, True), (COOKIE, False)):
            await browser.get("/", headers={"Cookie": f"{sent}={value}"})
            assert ("Wat is uw rol?" in browser.log) == known


async def test_cookies_are_signed_with_sha_256(browser: Browser, turns: Turns) -> None:
    cookie = await talked(browser)
    signature = cookie.rpartition(".")[2]
    assert len(signature) == len("A" * 43), "256 bits, as base 64"


async def test_the_database_holds_no_cookie(browser: Browser, turns: Turns) -> None:
    """Who reads it, comes in nowhere by it."""
    shown = keys_of(turns).shown(await talked(browser))
    held = await values(turns.store)
    assert shown and shown.id in held and shown.secret not in held


def old_cookie(turns: Turns, address: str) -> str:
    """As the version gave it that had no list of browsers."""
    secret = turns.store.vault.secrets("cookies")()[-1]
    options = {"clock": turns.clock}
    signer = URLSafeTimedSerializer(
        secret, salt="cookie", signer=ClockedSigner, signer_kwargs=options
    )
    return str(signer.dumps(address))


async def test_a_cookie_of_an_earlier_version_goes_on(
    browser: Browser, another: Browser, turns: Turns, store: Store
) -> None:
    """And gets one of today. Signed out is signed out, also with a copy of the old one."""
    await talked(browser)
    old = old_cookie(turns, (await signed_in(turns, browser.cookie)).address)
    jar = another.client.session.cookie_jar
    jar.update_cookies({COOKIE: old}, another.client.make_url("/"))
    await another.get("/")
    assert "Wat is uw doel?" in another.log and another.cookie != old
    assert await count(store, browsers) == 2
    await another.tap("Overslaan")
    await sign_out(another, "here")
    assert not await sees(another, old)
    await browser.get("/")
    assert "Wat is uw doel?" in browser.log
