"""People who are long gone are gone from the database too; visitors of one word after a day."""

from __future__ import annotations

import pytest

from bot.scheduling.scheduler import Scheduler
from bot.turns.processor import Turns
from dialogues.calendar.timezones import SECONDS_PER_DAY
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Typed
from dialogues.talks.retention_notice import NOTICE
from storage.core.schema import members, people, sessions
from storage.database.unit_of_work import Store
from storage.repositories import people as stored_people
from tests.support.browser import Browser, browser, count, server, turns
from tests.support.clock import Clock
from tests.support.collaboration_world import Circle
from tests.support.postgres import on_both
from tests.support.traces import rows

__all__ = ["browser", "server", "turns"]  # fixtures
YEAR = 365 * SECONDS_PER_DAY


@pytest.fixture
def circle(content: Content, store: Store) -> Circle:
    circle = Circle(content, store)
    circle.scheduler = Scheduler(circle.turns, lambda: circle.now, YEAR)
    return circle


async def tick(circle: Circle, *moments: float) -> None:
    """Let the coach do what it does at these moments, by day."""
    for circle.now in moments:
        await circle.scheduler.tick()


@on_both
async def test_after_800_days_nobody_is_left(circle: Circle) -> None:
    """No person, address, name of a member, collaboration, round or message: all were told."""
    group = await circle.found("owner")
    await circle.join("491555000123456", await circle.invite("owner", group), "Wilhelmina")
    await circle.open("owner", group)
    began = circle.now
    days = [began + day * SECONDS_PER_DAY for day in (*range(340, 385), *range(790, 802))]
    await tick(circle, *days)
    assert "wis ik alles" in circle.said("491555000123456")
    assert await rows(circle.store) == {}


@on_both
async def test_who_leads_stays_as_long_as_their_members_are_there(circle: Circle) -> None:
    """Else a collaboration that is at work would end by itself."""
    group = await circle.found("owner")
    await circle.join("a0", await circle.invite("owner", group), "Wilhelmina")
    began = circle.now
    await tick(circle, began + YEAR - 30 * SECONDS_PER_DAY)
    await circle.do("a0", "menu")
    await tick(circle, *(began + YEAR + day * SECONDS_PER_DAY for day in range(-20, 20)))
    assert "wis ik alles" not in circle.said("owner")
    assert await count(circle.store, members) == 2


@on_both
async def test_a_word_keeps_them(circle: Circle) -> None:
    """By its button, or by anything else; then a whole period begins."""
    await circle.give("x", Command("start", "tiny"), Typed("raadslid"), Command("stop"))
    began = circle.now
    warned = began + YEAR - NOTICE + 4 * SECONDS_PER_DAY
    await tick(circle, *(warned + day * SECONDS_PER_DAY for day in range(-4, 1)))
    assert "blijft bewaard" in await circle.press("x", "Bewaren")
    await tick(circle, *(began + YEAR + day * SECONDS_PER_DAY for day in range(40)))
    assert await count(circle.store, people) == 1


@on_both
async def test_who_cannot_be_told_goes_all_the_same(circle: Circle) -> None:
    await circle.give("x", Command("start", "tiny"))
    async with circle.store.begin() as work:
        await stored_people.set_reachable(work, ("telegram", "x"), False)
    began = circle.now
    await tick(circle, *(began + YEAR + day * SECONDS_PER_DAY for day in range(-20, 5)))
    assert await count(circle.store, people) == 0


@on_both
async def test_of_an_old_talk_beside_others_that_alone_goes(circle: Circle) -> None:
    """It is told by its name, and its person stays."""
    await circle.give("x", Command("start", "tiny"), Typed("raadslid"), Command("stop"))
    began = circle.now
    await tick(circle, began + YEAR - 60 * SECONDS_PER_DAY)
    await circle.give("x", Command("start", "tiny_scores"), Typed("3"))
    await tick(circle, *(began + YEAR + day * SECONDS_PER_DAY for day in range(-20, 5)))
    assert "Uw gesprek ‘Klein gesprek’" in circle.said("x")
    assert "wis ik alles" not in circle.said("x")
    assert await count(circle.store, sessions) == await count(circle.store, people) == 1


# --- first visits


async def after(browser: Browser, clock: Clock, turns: Turns, days: float) -> None:
    clock.forward(days * SECONDS_PER_DAY)
    await Scheduler(turns, clock).tick()


async def test_a_visit_of_one_word_goes_after_a_day(
    browser: Browser, clock: Clock, turns: Turns, store: Store
) -> None:
    """And leaves nothing: of thousands of them a database does not grow."""
    await browser.begin()
    await after(browser, clock, turns, 0.9)
    assert await count(store, people) == 1
    await after(browser, clock, turns, 1.1)
    assert set(await rows(store)) == {"fingerprints"}
    await after(browser, clock, turns, 91)
    assert await rows(store) == {}
    await browser.get("/")
    assert browser.status == 200 and "Klein gesprek" in browser.page


async def test_who_answered_anything_stays(
    browser: Browser, clock: Clock, turns: Turns, store: Store
) -> None:
    """They may come back after weeks, as was promised."""
    await browser.begin()
    await browser.tap("Raadslid")
    await after(browser, clock, turns, 3)
    assert await count(store, people) == 1


async def test_in_telegram_one_word_is_kept(circle: Circle) -> None:
    """Its chat stays on their phone, so its question has to work."""
    await circle.give("x", Command("start", "tiny"))
    await tick(circle, circle.now + 3 * SECONDS_PER_DAY)
    assert await count(circle.store, people) == 1
