"""What a page asked: its yes counts once, for whom and what it asked, and for ten minutes."""

from __future__ import annotations

import pytest

from bot.channels.web.common.tokens import SURE_AGE
from bot.messages.signing import SKEW
from storage.repositories import rounds
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.collaboration_pages import CO, OWNER, World, world

__all__ = ["world"]


async def is_open(world: World) -> bool:
    async with world.turns.store.begin() as work:
        return any(one.id == world.going for one in await rounds.still_open(work, world.group.id))


async def close(world: World, browser: Browser, what: str = "close", **fields: str) -> int:
    """Post the yes of the page that was looked at last."""
    asked = browser.hidden(f'value="{what}"')
    await browser.post(world.path("/do"), {"what": what, "round": world.going} | asked | fields)
    return browser.status


@pytest.mark.parametrize("way", ["late", "never asked", "something else", "another", "rightly"])
async def test_a_yes_on_a_page(world: World, today: Clock, way: str) -> None:
    """Of an old page, a page that asked nothing, or something else, or someone else: none."""
    browser = await world.browser(OWNER)
    page = world.path(f"/rounds/{world.going}/close") if way != "never asked" else world.path()
    if way == "something else":
        page = world.path(f"/members/{world.member}?do=remove")
    await browser.get(page)
    assert browser.status == 200
    fields = {"sure": ""} if way == "never asked" else {}
    if way == "late":
        today.forward(SURE_AGE + SKEW + 1)
    if way == "another":
        yes, browser = browser.hidden('value="close"'), await world.browser(CO)
        await browser.get(world.path(f"/rounds/{world.going}/close"))
        fields = {"sure": yes["sure"], "update": yes["update"]}
    await close(world, browser, **fields)
    if way == "rightly":  # too few answered: it is asked once more
        assert await is_open(world)
        await close(world, browser, what="close_empty")
    assert await is_open(world) == (way != "rightly")
