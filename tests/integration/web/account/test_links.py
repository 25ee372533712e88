"""Personal links: each lets in once, says nothing of whose it is, and is told to nobody."""

from __future__ import annotations

import asyncio
import io
import re
import zlib
from base64 import urlsafe_b64decode

import pytest

from bot.channels.web.common.limits import MAX_BODY_BYTES
from tests.support.browser import Browser
from tests.support.collaboration_pages import CO, MEMBER, ORIGIN, OWNER, World, words, world
from tests.support.until import LIMIT

__all__ = ["world"]


async def made(world: World, kind: str) -> tuple[Browser, str, str]:
    """A browser, a link of someone that it did not use yet, and what it shows of them."""
    browser = await world.browser()
    if kind == "page":
        link = world.turns.links.page(*OWNER, world.path())
        return browser, link.removeprefix(ORIGIN), "Sociaal domein"
    link = world.turns.links.enter(MEMBER[1])
    return browser, link.removeprefix(ORIGIN), "Sociaal domein"


each = pytest.mark.parametrize("kind", ["page", "enter"])


@each
async def test_a_link_lets_in_once(world: World, kind: str) -> None:
    """Who finds it later, in a mailbox or a log, finds nothing behind it."""
    browser, link, secret = await made(world, kind)
    for _ in range(3):
        await browser.get(link)  # as a scanner of mail does
        assert browser.status == 200 and secret not in browser.page
    await browser.post(link)
    assert secret in browser.page
    finder = await world.browser()
    await finder.get(link)
    assert finder.status == 410
    await finder.get("/")  # with a form that may be posted
    await finder.post(link)
    assert finder.status == 410 and secret not in finder.page


@each
async def test_two_clicks_are_one(world: World, kind: str) -> None:
    """The answer to the first never arrives; that of the second lets in."""
    browser, link, secret = await made(world, kind)
    await browser.get(link)
    page = browser.page
    await browser.client.post(
        link, data=browser.hidden(), headers={"Origin": browser.origin}, allow_redirects=False
    )
    browser.client.session.cookie_jar.clear()
    browser.page = page
    await browser.post(link)
    assert secret in browser.page


@each
async def test_of_two_at_a_time_one_is_let_in(world: World, kind: str) -> None:
    first, link, secret = await made(world, kind)
    other = await world.browser()
    await first.get(link)
    await other.get(link)
    async with asyncio.timeout(LIMIT):
        await asyncio.gather(first.post(link), other.post(link))
    assert sorted((secret in first.page, secret in other.page)) == [False, True]


@each
async def test_who_is_in_already_is_led_on(world: World, kind: str) -> None:
    """A link that is followed again where it was used leads to what it opened."""
    browser, link, secret = await made(world, kind)
    await browser.get(link)
    await browser.post(link)
    await browser.get(link)
    assert browser.status == 200 and secret in browser.page


@each
async def test_no_chat_id_can_be_read_in_a_link_or_a_cookie(world: World, kind: str) -> None:
    browser, link, _ = await made(world, kind)
    token = link.rpartition("/")[2]
    await browser.get(link)
    await browser.post(link)
    jar = browser.client.session.cookie_jar.filter_cookies(browser.client.make_url(world.path()))
    found = [read(token), *(read(one.value) for one in jar.values())]
    assert found and not [
        one for one in found if re.search(rb'telegram|/groups|"1"|' + MEMBER[1].encode(), one)
    ]


def read(text: str) -> bytes:
    """What can be read in it without a key; a dot in front says that it was made small."""
    first = text.lstrip(".").split(".")[0]
    plain = urlsafe_b64decode(first + "=" * (-len(first) % 4))
    return zlib.decompress(plain) if text.startswith(".") else plain


@each
async def test_a_link_is_told_to_nobody(world: World, kind: str) -> None:
    """Not to where the page gets its pictures and styles, which is ourselves and our proxy."""
    browser, link, _ = await made(world, kind)
    for path, status in ((link, 200), (link[:-3], 410)):
        await browser.get(path)
        assert browser.status == status
        assert browser.headers["Referrer-Policy"] == "strict-origin"
    await browser.get(f"/i/{await world.group.invite(1)}")
    assert browser.headers["Referrer-Policy"] == "strict-origin"


@each
async def test_nor_to_our_log(
    world: World, kind: str, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong with it."""
    browser, link, _ = await made(world, kind)
    await browser.get(link)
    await browser.post(link, csrf="x")
    await browser.post(link, text="x" * 2 * MAX_BODY_BYTES)
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Origin": browser.origin}
    await browser.client.post(link, data=b"--x\r\n", headers=headers)

    def fails(*_: object) -> None:
        raise RuntimeError(link)

    with monkeypatch.context() as broken:
        broken.setattr(world.turns.links, "opened", fails)
        await browser.get(link)
        assert browser.status == 500
    assert "a page failed" in log.getvalue()
    assert link.rpartition("/")[2] not in log.getvalue()


async def test_links_are_revoked_by_signing_out_everywhere(world: World) -> None:
    """Of all kinds; those of others stay."""
    browser = await world.browser(OWNER, "/my/settings")
    links = [world.turns.links.page(*who, world.path()) for who in (OWNER, OWNER, CO)]
    used = await world.browser(OWNER)
    await browser.get("/my/browsers?do=everywhere")
    await browser.post("/my/browsers", do="everywhere")
    assert browser.status == 403
    await used.get(world.path())
    assert used.status == 403
    other = await world.browser()
    statuses = []
    for link in links:
        await other.get(link.removeprefix(ORIGIN))
        statuses.append(other.status)
    assert statuses == [410, 410, 200]
    assert "Sociaal domein" in words(await world.come(other, OWNER)), "a new one works"


async def test_an_old_link_of_another_version_is_told_so(world: World) -> None:
    browser = await world.browser()
    for link in ("/page/WyJ0ZWxlZ3JhbSIsIjEiLCIvIl0.aWKATw.x", "/enter/ImEi.aWKATw.x", "/page/é"):
        page = await browser.get(link)
        assert browser.status == 410 and re.search("verlopen", page), link
