"""On every page a number stands as its language writes it."""

from __future__ import annotations

import re

import pytest

from bot.channels.web.common.site import environment
from tests.support.browser import Browser, another, browser, server, turns
from tests.support.collaboration_pages import OWNER, World, world

__all__ = ["another", "browser", "server", "turns", "world"]  # fixtures
FOREIGN = {
    "nl": re.compile(r"(?<![\d.])\d+\.\d{1,2}(?![\d.]| uur)|\d,\d{3}(?!\d)"),
    "en": re.compile(r"(?<![\d,])\d+,\d{1,2}(?![\d,])|\d\.\d{3}(?!\d)"),
}
SHARED = ["", "/rounds/{shared}", "/rounds/{kept}", "/rounds/{shared}/agenda", "/pulse",
          "/rounds/{kept}/agenda.html"]  # fmt: skip


def seen(page: str) -> str:
    """What is read on a page: without marks, addresses and styles."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", page)


@pytest.mark.parametrize(("language", "words"), [("nl", "3,9 2,0"), ("en", "3.9 2.0")])
def test_a_page_writes_whatever_number_it_is_given(language: str, words: str) -> None:
    """Also in a template that forgets to."""

    class Guest:
        def __init__(self) -> None:
            self.language = language

    page = environment().from_string("{{ 3.91 }} {{ 2.0 }} {{ 7 }} {{ 'v1.5' }}")
    assert page.render(guest=Guest()) == f"{words} 7 v1.5"


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_the_pages_of_a_collaboration(world: World, language: str) -> None:
    browser = await world.browser(OWNER)
    await world.group.command(OWNER, "language", language)
    for path in SHARED:
        page = await browser.get(world.path(path.format(**vars(world))))
        assert browser.status == 200
        assert f'lang="{language}' in page
        assert FOREIGN[language].findall(seen(page)) == [], path


@pytest.mark.parametrize(("language", "score"), [("nl", "4,0"), ("en", "4.0")])
async def test_the_page_on_which_a_summary_is_made(
    browser: Browser, language: str, score: str
) -> None:
    await browser.begin("Kleine scores (1 min)")
    for said in ("1", "4", "4", "4"):
        await browser.say(said)
    await browser.post("/say", tap=f"/language {language}", back="/")
    page = await browser.get("/summary")
    found = re.search(r'action="(/summary/\w+)"', page)
    assert found
    assert score in seen(page)
    assert FOREIGN[language].findall(seen(page)) == []
