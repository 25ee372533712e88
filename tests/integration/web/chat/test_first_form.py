"""The form of who comes for the first time: whoever has a copy of it, has nobody's talk."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import ClientSession, DummyCookieJar

from bot.messages.signing import SKEW
from storage.core.schema import people
from storage.database.unit_of_work import Store
from tests.support.browser import COOKIE, Browser, another, browser, count, server, turns
from tests.support.clock import Clock

__all__ = ["another", "browser", "server", "turns"]  # fixtures
BEGIN = "Klein gesprek (1 min)"


async def test_a_copy_of_the_first_form_opens_no_talk(browser: Browser, another: Browser) -> None:
    """Not with the number that it was sent with, nor with another."""
    copy = await browser.get("/")
    await browser.tap(BEGIN)
    await browser.tap("Raadslid")
    await browser.say("Een nieuw zwembad")
    for changed in (dict[str, str](), {"update": "0" * 32}):
        another.page = copy
        await another.post("/say", {"tap": "/privacy"} | changed)
        assert "zwembad" not in another.page and "Raadslid" not in another.log
        another.client.session.cookie_jar.clear()
    await browser.get("/")
    assert "zwembad" in browser.log and "Alles wissen" not in browser.log, "nor writes in it"


async def test_who_was_first_with_a_copy_shares_nothing(
    browser: Browser, another: Browser, store: Store
) -> None:
    """Neither hears the other, whoever sent it first."""
    another.page = await browser.get("/")
    await another.tap(BEGIN)
    await browser.tap(BEGIN)
    await browser.tap("Raadslid")
    await another.get("/")
    assert "Raadslid" not in another.log
    await another.tap("Gemeentesecretaris")
    await browser.get("/")
    assert "Gemeentesecretaris" not in browser.log
    assert await count(store, people) == 2


async def test_one_who_waits_for_who_comes_shares_nothing(
    browser: Browser, another: Browser
) -> None:
    """A copy that was sent, and whose cookie is kept for later, is worth nothing by then."""
    another.page = await browser.get("/")
    fields = another.hidden() | {"tap": another.button(BEGIN)}
    headers = {"Origin": another.origin}
    await another.client.post("/say", data=fields, headers=headers, allow_redirects=False)
    await browser.tap(BEGIN)
    await browser.tap("Raadslid")
    await another.get("/")
    assert "Raadslid" not in another.log
    await browser.get("/")
    assert "Raadslid" in browser.log


async def test_a_copy_that_was_never_answered_is_soon_no_use(
    browser: Browser, another: Browser, clock: Clock
) -> None:
    """The first word may tell much already."""
    another.page = await browser.get("/")
    fields = browser.hidden() | {"text": "Onze directeur drinkt"}
    headers = {"Origin": browser.origin}
    await browser.client.post("/say", data=fields, headers=headers, allow_redirects=False)
    clock.forward(2 * SKEW)
    await another.say("iets anders")
    assert "drinkt" not in another.log


@pytest.mark.parametrize("how", ["twice", "at once"])
async def test_after_two_clicks_one_goes_on(browser: Browser, store: Store, how: str) -> None:
    """With the cookie that came last."""
    await browser.get("/")
    fields = browser.hidden() | {"tap": browser.button(BEGIN)}

    async def click() -> str:
        """Sent before the first answer came, so without its cookie."""
        async with ClientSession(browser.origin, cookie_jar=DummyCookieJar()) as session:
            answer = await session.post(
                "/say", data=fields, headers={"Origin": browser.origin}, allow_redirects=False
            )
            return str(answer.cookies[COOKIE].value)

    given = [await click(), await click()]
    if how == "at once":
        given = list(await asyncio.gather(click(), click()))
    assert await count(store, people) == 1
    seen = []
    for cookie in given:
        await browser.get("/", headers={"Cookie": f"{COOKIE}={cookie}"})
        seen.append("Wat is uw rol?" in browser.log)
    assert seen.count(True) == 1
