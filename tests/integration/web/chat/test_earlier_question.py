"""What is typed belongs to the question it was typed under, whichever tab or device went on."""

from __future__ import annotations

import re
from html import unescape

import pytest

from bot.messages.messages import Inbound
from bot.turns.processor import Turns
from dialogues.messages.inputs import Typed, parse_tap
from dialogues.turn.standing import AT_THE_MENU
from storage.core.schema import inbox
from storage.database.unit_of_work import Store
from tests.support.browser import Browser, another, browser, count, server, signed_in, turns

__all__ = ["another", "browser", "server", "turns"]  # fixtures
LATE = "Een zwembad"


async def tab(browser: Browser) -> dict[str, str]:
    """The fields of a page that is opened beside the others."""
    await browser.get("/")
    return browser.hidden()


def box(page: str) -> str:
    """What stands in the box to write in."""
    found = re.search(r"<textarea id=\"text\"[^>]*>\n?(.*?)</textarea>", page, re.S)
    assert found
    return unescape(found[1])


async def test_an_answer_to_an_earlier_question_is_given_back(browser: Browser) -> None:
    """In the box of the page as it is by now, with a word; sent once more it counts there."""
    await browser.begin()
    await browser.tap("Raadslid")
    old = await tab(browser)
    await browser.get("/")
    await browser.say("Een bibliotheek")
    await browser.post("/say", old, text=f"{LATE} <b>")
    assert browser.status == 409
    assert "een antwoord op een eerdere vraag" in browser.page
    assert box(browser.page) == f"{LATE} <b>"
    assert LATE not in browser.log and "Is dat haalbaar" not in box(browser.page)
    await browser.get("/")
    assert LATE not in browser.page, "it was not taken"
    assert "Een bibliotheek" in browser.log


async def test_sent_again_from_that_page_it_is_taken(browser: Browser) -> None:
    await browser.begin()
    old = await tab(browser)
    await browser.get("/")
    await browser.tap("Raadslid")
    await browser.post("/say", old, text=LATE)
    assert box(browser.page) == LATE
    await browser.say(LATE)
    assert browser.status == 200
    assert f"U: {LATE}" in browser.log
    assert box(browser.page) == ""


async def test_at_the_menu_too(browser: Browser) -> None:
    """What was to begin a talk answers no question of one that began meanwhile."""
    await browser.begin()
    await browser.post("/say", tap="/stop")
    await browser.post("/say", tap="/menu")
    old = await tab(browser)
    assert old["under"] == AT_THE_MENU
    await browser.begin()
    await browser.post("/say", old, text=LATE)
    assert (browser.status, box(browser.page)) == (409, LATE)


async def test_a_page_is_told_so_too(browser: Browser) -> None:
    """By its script, which asks for JSON."""
    await browser.begin()
    old = await tab(browser)
    await browser.get("/")
    await browser.tap("Raadslid")
    ours = {"Origin": browser.origin, "Accept": "application/json"}
    await browser.post("/say", old, text=LATE, headers=ours)
    assert (browser.status, browser.page.count('"returned": true')) == (409, 1)


async def test_what_was_taken_and_comes_again_is_no_late_answer(browser: Browser) -> None:
    """The first answer to it was lost on the way: it is there once, and nothing is given back."""
    await browser.begin()
    await browser.tap("Raadslid")
    old = browser.hidden()
    await browser.post("/say", old, text=LATE)
    await browser.post("/say", old, text=LATE)
    assert browser.status == 200
    assert browser.log.count(f"U: {LATE}") == 1
    assert box(browser.page) == ""


async def test_what_was_given_back_and_comes_again_is_given_back_again(
    browser: Browser, store: Store
) -> None:
    await browser.begin()
    old = await tab(browser)
    await browser.get("/")
    await browser.tap("Raadslid")
    before = await count(store, inbox)
    for _ in range(2):
        await browser.post("/say", old, text=LATE)
        assert (browser.status, box(browser.page)) == (409, LATE)
    assert await count(store, inbox) == before, "it is as if it had not come"


async def test_two_that_come_at_the_same_moment(browser: Browser, turns: Turns) -> None:
    """One transaction takes both in: what the first does counts for the second."""
    await browser.begin()
    place = (await signed_in(turns, browser.cookie)).place
    under, tap = browser.hidden()["under"], parse_tap(browser.button("Raadslid"))
    assert tap is not None
    first = Inbound(*("web", "u1", place[1]), tap, turns.clock())
    second = Inbound(*("web", "u2", place[1]), Typed(LATE, under), turns.clock())
    outcomes = await turns.apply([first, second])
    assert [one.returned for one in outcomes] == [False, True]
    assert LATE not in await browser.get("/")


@pytest.mark.parametrize("words", ["stop", "help"])
async def test_what_is_said_to_the_coach_is_no_answer(browser: Browser, words: str) -> None:
    await browser.begin()
    old = await tab(browser)
    await browser.get("/")
    await browser.tap("Raadslid")
    await browser.post("/say", old, text=words)
    assert browser.status == 200


@pytest.mark.parametrize("words", ["overslaan", "weet ik niet", "terug"])
async def test_what_is_said_to_the_question_is(browser: Browser, words: str) -> None:
    await browser.begin()
    old = await tab(browser)
    await browser.get("/")
    await browser.tap("Raadslid")
    await browser.post("/say", old, text=words)
    assert (browser.status, box(browser.page)) == (409, words)


async def test_a_button_and_boxes_of_an_earlier_question_do_nothing(browser: Browser) -> None:
    await browser.begin()
    choice = browser.button("Raadslid")
    for label in ("Raadslid", "Overslaan", "Ja"):
        await browser.tap(label)
    prompt = re.search(r'name="prompt" value="([^"]*)"', browser.page)
    assert prompt
    await browser.post("/say", prompt=prompt[1], choice=["law"])
    after = browser.log
    for old in ({"tap": choice}, {"prompt": prompt[1], "choice": ["law"]}):
        await browser.get("/")
        await browser.post("/say", old)
        assert "Deze knop hoort bij een eerdere vraag." in browser.page
        assert browser.log == after
