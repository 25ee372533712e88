"""What stands in a page tells nothing of what others say, nor how much."""

from __future__ import annotations

import re

from tests.support.browser import Browser, another, browser, server, turns

__all__ = ["another", "browser", "server", "turns"]  # fixtures
COUNTS = re.compile(
    r"(?:id=\"[a-z]+-?|data-last=\"|/document/|picture-|^id: )([1-9]\d*)(?=\W)", re.M
)


async def whole(browser: Browser) -> list[str]:
    """A talk with a picture and a document; returns all that is counted in its page."""
    await browser.begin("Kleine plaatjes (1 min)")
    for label in ("Ja", "Een beetje", "Nee", "Nee"):
        await browser.tap(label)
    await browser.say("/samenvatting")
    await browser.tap("Platte tekst")
    assert "<svg" in browser.page and "/document/" in browser.page
    return COUNTS.findall(browser.page)


async def test_no_number_in_a_page_counts_messages(browser: Browser) -> None:
    assert await whole(browser) == []


async def test_nor_in_the_stream(browser: Browser) -> None:
    await browser.begin()
    last = browser.last
    await browser.tap("Raadslid")
    async with browser.client.get(f"/events?since={last}") as response:
        said = (await response.content.readuntil(b"\nid: ")).decode()
        said += (await response.content.readline()).decode()
    assert "Wat is uw doel?" in said and COUNTS.findall(said) == []


async def test_a_document_of_another_is_not_found(browser: Browser, another: Browser) -> None:
    """Not by its name in their page, nor by counting."""
    await whole(browser)
    path = re.findall(r"/document/[^\"]+", browser.page)[-1]
    await browser.get(path)
    assert browser.status == 200
    await another.begin()
    for one in (path, *(f"/document/{number}" for number in range(1, 40))):
        await another.get(one)
        assert another.status == 404
        await browser.get(one)
        assert browser.status == (200 if one == path else 404)


async def test_a_page_of_an_earlier_version_begins_anew(browser: Browser) -> None:
    """It knows its messages by other names, and would show all of them twice."""
    await browser.begin()
    async with browser.client.get("/events", headers={"Last-Event-ID": "17"}) as response:
        assert await response.content.read() == b"event: gone\ndata: /\n\n"
