"""Settings in the chat, by the same road as the page; and the file for one's own calendar."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from icalendar import Calendar as Diary

from bot.turns.processor import Turns
from dialogues.messages.inputs import Command
from tests.support.browser import Browser, another, browser, server
from tests.support.groups import Group
from tests.support.settings_page import PERSON, keep, known, one, shown_seen, turns

__all__ = ["another", "browser", "server", "turns"]  # fixtures


# --- the same road in the chat


async def test_the_chat_takes_a_part_of_it_as_json(turns: Turns) -> None:
    group = Group(turns)
    await group.give(PERSON, Command("menu"))
    said = await group.command(PERSON, "settings", 'set {"opens": "10:00", "every": "weekly"}')
    assert "Dat is bewaard." in said[-1].parts[0].text
    person = await one(turns, PERSON)
    assert person.prefs.calendar.opens.hour == 10
    assert person.prefs.calendar.closes.hour == 18, "what is left out stays"
    assert person.schedules[0].schedule.every == "weekly"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("set {", "set: Dit veld ken ik niet"),
        ("set [1]", "set: Dit veld ken ik niet"),
        ('set {"colour": 1, "opens": "x"}', "colour: Dit veld ken ik niet"),
        ('set {"closed": [7]}', "first_0: Hier ontbreekt een dag"),
        ('set {"closed": 7}', "closed: Dit zijn er te veel"),
        ('set {"weekdays": 7}', "weekdays: Er is geen dag gekozen"),
        ('set {"every": ["weekly"]}', "every: Dit kan hier niet"),
        ('set {"heard": ["abc"]}', "heard: Dit kan hier niet"),
    ],
)
async def test_the_chat_says_what_cannot_be(turns: Turns, text: str, words: str) -> None:
    said = await Group(turns).command(PERSON, "settings", text)
    assert words in " ".join(part.text for part in said[-1].parts)
    assert (await one(turns, PERSON)).prefs.calendar.opens.hour == 8


async def test_ones_own_pulse_follows_a_change_of_hours_in_the_chat(turns: Turns) -> None:
    group = Group(turns)
    await group.command(PERSON, "settings", 'set {"every": "weekly"}')
    await group.command(PERSON, "settings", "hours 10-16")
    await group.command(PERSON, "settings", "zone America/Kralendijk")
    own = (await one(turns, PERSON)).schedules[0]
    assert (own.calendar.opens.hour, own.calendar.closes.hour) == (10, 16)
    assert own.schedule.zone == "America/Kralendijk"


# --- the file


async def test_the_calendar_file_opens_in_a_calendar(browser: Browser, turns: Turns) -> None:
    await known(browser, turns)
    page = await browser.get("/calendar.ics")
    assert "Er staat nog niets gepland." in page, "with nothing to come it says so"
    await keep(browser, every="weekly")
    await keep(browser, every="weekly", seen=shown_seen(browser.page))
    text = await browser.get("/calendar.ics")
    assert browser.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert browser.headers["Content-Disposition"] == 'attachment; filename="samenspraak.ics"'
    read = Diary.from_ical(text)
    events = read.walk("VEVENT")
    assert len(events) == 12
    assert {str(event["summary"]) for event in events} == {"De drie vragen"}
    assert events[0].decoded("dtend") - events[0].decoded("dtstart") == timedelta(minutes=15)
    assert [e.decoded("dtstart") for e in events] == sorted(e.decoded("dtstart") for e in events)


async def test_each_sees_their_own_settings(
    browser: Browser, another: Browser, turns: Turns
) -> None:
    await known(browser, turns)
    await keep(browser, every="weekly")
    await keep(browser, every="weekly", seen=shown_seen(browser.page))
    await known(another, turns)
    page = await another.get("/settings")
    assert re.search(r'value="off"[^>]*checked', page)
