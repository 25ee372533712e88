"""The page with someone’s settings, as a browser fills it in and reads it."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from bot.turns.processor import Turns
from dialogues.calendar.holidays import Period
from dialogues.definition.content import Content
from dialogues.turn.person import Person
from storage.database.unit_of_work import Store
from storage.repositories.people import people_at
from tests.support.browser import Browser, signed_in
from tests.support.clock import Clock

ORIGIN = "http://coach"
PERSON = ("telegram", "7")
USUAL = {
    "language": "nl", "zone": "Europe/Amsterdam", "zone_other": "", "opens": "08:00",
    "closes": "18:00", "weekdays": ["0", "1", "2", "3", "4"], "holidays": "on",
    "liberation": "lustrum", "also": "", "every": "off", "weekday": "1", "by": "weekday",
    "nth": "1", "day": "15", "at": "09:00", "rrule": "", "do": "keep",
}  # fmt: skip


@pytest.fixture
def away(today: Clock) -> Period:
    """Two weeks in which at least one of the next five weekly moments falls, whatever day it is."""
    first = today.day() + timedelta(days=14)
    return Period(first, first + timedelta(days=13))


@pytest.fixture
async def turns(content: Content, store: Store, today: Clock) -> Turns:
    turns = Turns(content, store, today)
    turns.links.origin = ORIGIN
    return turns


async def one(turns: Turns, who: tuple[str, str]) -> Person:
    async with turns.store.begin() as work:
        return (await people_at(work, {who}))[who]


async def known(browser: Browser, turns: Turns) -> tuple[str, str]:
    """Someone in the web chat, at their settings."""
    await browser.begin()
    await browser.get("/settings")
    return (await signed_in(turns, browser.cookie)).place


async def keep(browser: Browser, path: str = "/settings", **fields: Any) -> str:
    """Post the whole form with some fields changed; None leaves a box unchecked."""
    given = {k: v for k, v in {**USUAL, **fields}.items() if v is not None}
    return await browser.post(path, **given)


def shown(page: str, name: str) -> str:
    """What stands in a field."""
    found = re.search(rf'<input[^>]*\bid="{name}"[^>]*\bvalue="([^"]*)"', page)
    assert found, name
    return unescape(found[1])


def faults(page: str) -> list[str]:
    summary = re.search(r'<div id="faults".*?</div>', page, re.S)
    return re.findall(r'href="#(\w+)"', summary[0]) if summary else []


def moments(page: str) -> int:
    found = re.search(r'<ol class="items moments">.*?</ol>', page, re.S)
    return found[0].count("<li>") if found else 0


def shown_seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\w*)"', page)
    assert found
    return found[1]
