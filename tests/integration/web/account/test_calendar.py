"""One's own calendar: a file that also takes away, and an address that a calendar follows."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime

import pytest
from icalendar import Calendar as Diary
from icalendar import Event

from bot.messages.links import leads_here_only
from bot.turns.processor import Turns
from dialogues.messages.inputs import Command
from storage.core.schema import calendars
from storage.repositories import calendars as stored
from tests.support.browser import Browser, another, browser, count, server
from tests.support.clock import Clock
from tests.support.groups import Group
from tests.support.settings_page import PERSON, keep, known, shown, shown_seen, turns

__all__ = ["another", "browser", "server", "turns"]  # fixtures
Kept = dict[str, Event]


async def weekly(browser: Browser, **fields: str) -> None:
    """The three questions each week."""
    chosen = {"every": "weekly", **fields}
    await browser.get("/settings")
    await keep(browser, **chosen)
    await keep(browser, **chosen, seen=shown_seen(browser.page))
    assert "Dat is bewaard." in browser.page


def events(text: str) -> list[Event]:
    return Diary.from_ical(text).events


def number(event: Event) -> int:
    found: int = event.decoded("sequence")
    return found


def imported(calendar: Kept, text: str) -> Kept:
    """What a calendar has after it read a file too: by name, where the number is higher."""
    for event in events(text):
        name = str(event["uid"])
        if name not in calendar or number(event) > number(calendar[name]):
            calendar[name] = event
    return calendar


def moments(calendar: Kept) -> list[datetime]:
    """Those that it shows."""
    going = [event for event in calendar.values() if event["status"] != "CANCELLED"]
    return sorted(event.decoded("dtstart") for event in going)


def numbers(text: str) -> list[tuple[str, int, str, datetime]]:
    """All but when it was made."""
    return [
        (str(e["uid"]), number(e), str(e["status"]), e.decoded("dtstart")) for e in events(text)
    ]


@pytest.mark.parametrize(
    ("at", "weekday"), [("16:00", "1"), ("09:00", "3")], ids=["other time", "other day"]
)
async def test_after_a_change_a_calendar_has_the_new_moments_alone(
    browser: Browser, turns: Turns, at: str, weekday: str
) -> None:
    await known(browser, turns)
    await weekly(browser)
    first = await browser.get("/calendar.ics")
    await weekly(browser, at=at, weekday=weekday)
    second = await browser.get("/calendar.ics")
    calendar = imported(imported({}, first), second)
    fresh = [event.decoded("dtstart") for event in events(second) if event["status"] == "CONFIRMED"]
    assert len(fresh) == 12
    assert moments(calendar) == fresh
    third = await browser.get("/calendar.ics")
    assert numbers(third) == numbers(second), "what did not change keeps its number"


async def test_when_all_of_it_falls_away_the_file_says_so(
    browser: Browser, turns: Turns, today: Clock
) -> None:
    """Once they would be past, there is nothing to take away any more."""
    await known(browser, turns)
    await weekly(browser)
    calendar = imported({}, await browser.get("/calendar.ics"))
    await browser.get("/settings")
    await keep(browser)
    text = await browser.get("/calendar.ics")
    assert moments(imported(calendar, text)) == []
    assert {str(event["summary"]) for event in events(text)} == {"Vervallen: Samenspraak"}
    today.forward(15 * 7 * 24 * 3600)
    assert "Er staat nog niets gepland." in await browser.get("/calendar.ics")


async def test_the_chat_and_the_page_give_one_and_the_same_file(
    turns: Turns, browser: Browser
) -> None:
    who = await known(browser, turns)
    await weekly(browser)
    page = await browser.get("/calendar.ics")
    said = await Group(turns).command(who, "calendar")
    assert said[-1].document is not None
    assert numbers(said[-1].document.body) == numbers(page)
    assert [p.text for p in said[-1].parts if p.kind == "link"] == [
        f"{turns.links.origin}/settings"
    ]


# --- an address that a calendar follows


async def made(browser: Browser) -> str:
    """The path of a new address."""
    await browser.get("/settings")
    await browser.post("/calendar", do="make")
    address = shown(browser.page, "followed")
    assert f'href="webcal:{address.partition(":")[2]}"' in browser.page
    return re.sub("^http://coach", "", address)


async def test_a_calendar_follows_without_a_cookie(
    browser: Browser, another: Browser, turns: Turns
) -> None:
    await known(browser, turns)
    path = await made(browser)
    assert events(await another.get(path)) == [], "with nothing to come it is a calendar too"
    assert another.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert another.headers["Referrer-Policy"] == "strict-origin"
    assert "Set-Cookie" not in another.headers
    await weekly(browser)
    first = events(await another.get(path))
    await weekly(browser, weekday="3")
    second = events(await another.get(path))
    assert (len(first), len(second)) == (12, 12)
    days = [Counter(event.decoded("dtstart").weekday() for event in e) for e in (first, second)]
    assert [one.most_common(1)[0][0] for one in days] == [1, 3], "but for a holiday"
    assert {str(event["status"]) for event in second} == {"CONFIRMED"}


async def test_the_address_is_shown_again_and_ends_when_asked(
    browser: Browser, another: Browser, turns: Turns
) -> None:
    await known(browser, turns)
    first = await made(browser)
    assert await made(browser) == first, "a second click makes no second address"
    await browser.post("/calendar", do="end")
    assert "Het adres werkt niet meer." in browser.page
    await another.get(first)
    assert another.status == 404
    second = await made(browser)
    assert second != first
    await another.get(first)
    assert another.status == 404
    await another.get(second)
    assert another.status == 200


async def test_it_cannot_be_guessed_nor_read_from_the_database(
    browser: Browser, another: Browser, turns: Turns
) -> None:
    who = await known(browser, turns)
    path = await made(browser)
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) >= 43
    assert who[1] not in path
    async with turns.store.begin() as work:
        row = (await work.connection.execute(calendars.select())).one()
        assert await stored.person_of(work, "") is None
    assert token not in repr(tuple(row))
    for wrong in (token[:-1] + "_", "a" * 43, row.hash[:43]):
        await another.get(f"/calendar/{wrong}.ics")
        assert another.status == 404


async def test_discreet_messages_make_a_discreet_calendar(
    browser: Browser, another: Browser, turns: Turns
) -> None:
    """In the file, at the address, and of what falls away."""
    await known(browser, turns)
    await weekly(browser)
    path = await made(browser)
    await browser.get("/calendar.ics")
    await weekly(browser, weekday="3", discreet="on")
    for text in (await browser.get("/calendar.ics"), await another.get(path)):
        read = Diary.from_ical(text)
        assert {str(event["summary"]) for event in events(text)} == {"Samenspraak"}
        assert str(read["x-wr-calname"]) == "Samenspraak"
        assert not any("description" in event for event in events(text))
    assert len(events(await browser.get("/calendar.ics"))) == 24


async def test_who_signs_out_everywhere_is_followed_nowhere(
    browser: Browser, another: Browser, turns: Turns
) -> None:
    await known(browser, turns)
    path = await made(browser)
    await browser.get("/browsers?do=everywhere")
    await browser.post("/browsers", do="everywhere")
    await another.get(path)
    assert another.status == 404


async def test_who_is_erased_leaves_no_address(
    browser: Browser, another: Browser, turns: Turns
) -> None:
    who = await known(browser, turns)
    path = await made(browser)
    await Group(turns).command(who, "erase", "yes")
    await another.get(path)
    assert another.status == 404
    assert await count(turns.store, calendars) == 0


async def test_a_person_of_telegram_has_one_too(
    browser: Browser, another: Browser, turns: Turns
) -> None:
    group = Group(turns)
    await group.give(PERSON, Command("menu"))
    link = turns.links.page(*PERSON, "/my/settings").removeprefix("http://coach")
    await browser.get(link)
    await browser.post(link)
    await browser.post("/my/calendar", do="make")
    path = shown(browser.page, "followed").removeprefix("http://coach")
    await another.get(path)
    assert another.status == 200


async def test_another_ones_form_makes_none(
    browser: Browser, another: Browser, turns: Turns
) -> None:
    await known(browser, turns)
    await known(another, turns)
    await browser.post("/calendar", do="make", csrf=another.hidden()["csrf"])
    assert browser.status == 403
    assert await count(turns.store, calendars) == 0


async def test_where_no_calendar_can_come_none_is_offered_and_it_is_said_why(
    browser: Browser, turns: Turns
) -> None:
    """On the page, and with the file in the chat."""
    who = await known(browser, turns)
    await weekly(browser)
    turns.links.origin = "http://localhost:8080"
    page = await browser.get("/settings")
    assert "WEB_ORIGIN" in page
    assert 'value="make"' not in page and "webcal" not in page
    said = (await Group(turns).command(who, "calendar"))[-1]
    assert "WEB_ORIGIN" in said.parts[-1].text
    assert "localhost" not in repr(said.parts)


@pytest.mark.parametrize(
    ("origin", "public"),
    [
        ("https://coach.zeewijk.nl", True),
        ("http://10.0.0.5:8080", True),
        ("http://[2001:db8::1]", True),
        ("http://localhost:8080", False),
        ("http://coach.localhost", False),
        ("http://127.0.0.1:8080", False),
        ("http://0.0.0.0:8080", False),
        ("http://[::1]:8080", False),
        ("http://[::]:8080", False),
        ("", False),
    ],
)
def test_an_address_is_for_others(origin: str, public: bool) -> None:
    assert leads_here_only(origin) is not public
