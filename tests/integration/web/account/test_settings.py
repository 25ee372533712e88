"""The settings page over HTTP, on a real database: every field, what cannot be, and whose it is."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from bot.turns.processor import Turns
from dialogues.calendar.holidays import Period
from dialogues.messages.inputs import Command
from tests.support.browser import Browser, another, browser, server
from tests.support.groups import Group
from tests.support.settings_page import (
    ORIGIN,
    PERSON,
    USUAL,
    away,
    faults,
    keep,
    known,
    moments,
    one,
    shown,
    shown_seen,
    turns,
)

__all__ = ["another", "away", "browser", "server", "turns"]  # fixtures


# --- whose it is


async def test_for_who_is_not_known_there_is_nothing_to_set(browser: Browser) -> None:
    await browser.get("/settings")
    assert browser.status == 200
    assert "Van u bewaar ik nog niets" in browser.page
    assert 'name="every"' not in browser.page
    assert "Set-Cookie" not in browser.headers
    await browser.get("/calendar.ics")
    assert browser.status == 404
    await browser.get("/my/settings")
    assert browser.status == 403
    assert "/instellingen" in browser.page


async def test_the_menu_and_privacy_lead_there(browser: Browser) -> None:
    await browser.begin()
    assert 'href="/settings"' in await browser.get("/")
    assert "Berichten en tijden instellen" in await browser.get("/privacy")


async def test_another_ones_form_changes_nothing(
    browser: Browser, another: Browser, turns: Turns
) -> None:
    who = await known(browser, turns)
    await known(another, turns)
    stolen = browser.hidden() | {"csrf": another.hidden()["csrf"]}
    await browser.post("/settings", USUAL | stolen | {"opens": "10:00"})
    assert browser.status == 403
    assert (await one(turns, who)).prefs.calendar.opens.hour == 8
    await browser.get("/settings")
    await browser.post(
        "/settings", USUAL | {"opens": "10:00"}, headers={"Origin": "https://elsewhere.nl"}
    )
    assert browser.status == 403
    assert (await one(turns, who)).prefs.calendar.opens.hour == 8


async def test_a_person_of_telegram_comes_by_the_link_that_settings_gives(
    browser: Browser, turns: Turns
) -> None:
    group = Group(turns)
    await group.give(PERSON, Command("menu"))
    said = await group.command(PERSON, "settings")
    links = [part.text for out in said for part in out.parts if part.kind == "link"]
    assert len(links) == 1
    assert said[-1].prompt is not None, "the card with its buttons stays the last"
    link = links[0].removeprefix(ORIGIN)
    await browser.get(link)
    assert "Naar uw instellingen" in browser.page
    await browser.post(link)
    assert browser.status == 200
    assert 'name="every"' in browser.page
    await keep(browser, "/my/settings", opens="10:00")
    assert "Dat is bewaard." in browser.page
    assert (await one(turns, PERSON)).prefs.calendar.opens.hour == 10
    await browser.get("/groups")
    assert browser.status == 403, "a link to one's settings opens no more than those"
    await browser.get("/my/settings")
    await browser.post("/my/settings/leave")
    await browser.get("/my/settings")
    assert browser.status == 403


async def test_without_a_web_chat_settings_gives_no_link(turns: Turns) -> None:
    turns.links.origin = ""
    said = await Group(turns).command(PERSON, "settings")
    assert [part.text for out in said for part in out.parts if part.kind == "link"] == []
    assert said[-1].prompt is not None


# --- every field


async def test_every_field_is_kept_and_shown_again(
    browser: Browser, turns: Turns, away: Period
) -> None:
    who = await known(browser, turns)
    await keep(
        browser, zone="other", zone_other="brussels", opens="9:30", closes="17:00",
        weekdays=["0", "3"], holidays=None, liberation="always", without=["good_friday"],
        also="24-12, 31-12", discreet="on", first_0=str(away.first), last_0=str(away.last),
        title_0="Vakantie <b>",
    )  # fmt: skip
    assert browser.status == 200
    assert "Dat is bewaard." in browser.page
    prefs = (await one(turns, who)).prefs
    calendar = prefs.calendar
    assert prefs.zone == "Europe/Brussels"
    assert (f"{calendar.opens:%H:%M}", f"{calendar.closes:%H:%M}") == ("09:30", "17:00")
    assert calendar.weekdays == (0, 3)
    assert not calendar.holidays
    assert calendar.liberation == "always"
    assert calendar.without == ("good_friday",)
    assert calendar.also == ("12-24", "12-31")
    assert calendar.closed == (replace(away, title="Vakantie <b>"),)
    assert prefs.discreet
    assert shown(browser.page, "opens") == "09:30"
    assert shown(browser.page, "zone") == "Europe/Brussels"
    assert shown(browser.page, "title_0") == "Vakantie <b>"
    assert "<b>" not in browser.page
    assert shown(browser.page, "also") == "24-12, 31-12"


async def test_a_period_is_taken_out(browser: Browser, turns: Turns, away: Period) -> None:
    who = await known(browser, turns)
    first, last = str(away.first), str(away.last)
    rows = {"first_0": first, "last_0": first, "first_1": last, "last_1": last}
    await keep(browser, **rows)
    assert len((await one(turns, who)).prefs.calendar.closed) == 2
    await keep(browser, **rows, remove_0="on")
    assert (await one(turns, who)).prefs.calendar.closed == (replace(away, first=away.last),)


async def test_there_is_room_for_one_more_period(
    browser: Browser, turns: Turns, away: Period
) -> None:
    who = await known(browser, turns)
    await keep(browser, first_0=str(away.first), last_0=str(away.last), opens="10:00", do="more")
    assert shown(browser.page, "first_0") == str(away.first)
    assert shown(browser.page, "first_1") == ""
    assert shown(browser.page, "opens") == "10:00"
    assert (await one(turns, who)).prefs.calendar.closed == ()


async def test_the_language_changes_with_the_talk_that_is_open(
    browser: Browser, turns: Turns
) -> None:
    who = await known(browser, turns)
    before = await browser.get("/")
    await browser.get("/settings")
    await keep(browser, language="en")
    assert "That is kept." in browser.page
    person = await one(turns, who)
    assert person.language == "en"
    assert person.sessions[0].open().language == "en"
    await browser.get("/")
    assert browser.log.count("Samenspraak") <= before.count("Samenspraak"), "nothing in the talk"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"every": "weekly", "weekday": "3"}, ("weekly", 3, None, None)),
        ({"every": "biweekly", "weekday": "0"}, ("biweekly", 0, None, None)),
        ({"every": "monthly", "weekday": "1", "nth": "-1"}, ("monthly", 1, -1, None)),
        ({"every": "quarterly", "by": "day", "day": "31"}, ("quarterly", None, None, 31)),
        ({"every": "rrule", "rrule": "rrule:freq=monthly;byday=2fr"}, ("rrule", None, None, None)),
    ],
)
async def test_a_rhythm_is_kept_once_its_moments_were_seen(
    browser: Browser, turns: Turns, fields: dict[str, str], told: tuple[object, ...]
) -> None:
    who = await known(browser, turns)
    await keep(browser, **fields, at="10:15", opens="09:00")
    assert "Dit zijn de volgende keren" in browser.page
    assert moments(browser.page) == 5
    assert (await one(turns, who)).schedules == []
    assert shown(browser.page, "opens") == "09:00"
    await keep(browser, **fields, at="10:15", opens="09:00", seen=shown_seen(browser.page))
    assert "Dat is bewaard." in browser.page
    person = await one(turns, who)
    schedule = person.schedules[0].schedule
    assert (schedule.every, schedule.weekday, schedule.nth, schedule.day) == told
    assert f"{schedule.at:%H:%M}" == "10:15"
    assert schedule.rrule == ("FREQ=MONTHLY;BYDAY=2FR" if told[0] == "rrule" else "")
    assert person.schedules[0].calendar == person.prefs.calendar
    assert person.prefs.calendar.opens.hour == 9


async def test_other_moments_than_those_seen_are_shown_first(
    browser: Browser, turns: Turns
) -> None:
    who = await known(browser, turns)
    await keep(browser, every="weekly")
    seen = shown_seen(browser.page)
    await keep(browser, every="weekly", weekday="4", seen=seen)
    assert "Dit zijn de volgende keren" in browser.page
    assert (await one(turns, who)).schedules == []


async def test_days_away_that_move_the_moments_are_shown_first(
    browser: Browser, turns: Turns, away: Period
) -> None:
    who = await known(browser, turns)
    await keep(browser, every="weekly")
    await keep(browser, every="weekly", seen=shown_seen(browser.page))
    rows = {"first_0": str(away.first), "last_0": str(away.last)}
    await keep(browser, every="weekly", **rows)
    assert "Dit zijn de volgende keren" in browser.page
    assert (await one(turns, who)).prefs.calendar.closed == ()
    await keep(browser, every="weekly", **rows, seen=shown_seen(browser.page))
    assert (await one(turns, who)).schedules[0].calendar.closed == (away,)


async def test_stopping_asks_nothing_and_keeps_the_choice(browser: Browser, turns: Turns) -> None:
    who = await known(browser, turns)
    await keep(browser, every="weekly", weekday="3")
    await keep(browser, every="weekly", weekday="3", seen=shown_seen(browser.page))
    await keep(browser, every="off")
    assert "Dat is bewaard." in browser.page
    assert [one.on for one in (await one(turns, who)).schedules] == [False]
    assert re.search(r'<option value="3" selected>Donderdag', browser.page)


async def test_a_double_submit_counts_once(browser: Browser, turns: Turns) -> None:
    who = await known(browser, turns)
    form = browser.hidden()
    await keep(browser, opens="10:00", **form)
    await keep(browser, opens="11:00", **form)
    assert "Dat was al gedaan." in browser.page
    assert (await one(turns, who)).prefs.calendar.opens.hour == 10


async def test_a_collaboration_is_muted_and_heard_again(browser: Browser, turns: Turns) -> None:
    group = Group(turns)
    await group.found()
    who = await known(browser, turns)
    await group.join(who, "Fenna", await group.invite())
    page = await browser.get("/settings")
    assert f'value="{group.id}" id="heard" checked' in page
    await keep(browser, heard=None)
    assert (await one(turns, who)).memberships[0].muted
    await keep(browser, heard=group.id)
    assert not (await one(turns, who)).memberships[0].muted


# --- what cannot be

WRONG = [
    ({"zone": "other", "zone_other": "Amsterdan"}, "zone", "Bedoelt u Europe/Amsterdam"),
    ({"zone": "other", "zone_other": ""}, "zone", "Noem een grote stad"),
    ({"opens": "25:00"}, "opens", "een tijd, bijvoorbeeld"),
    ({"closes": "7:00"}, "closes", "Kies een latere tijd"),
    ({"weekdays": None}, "weekdays", "Kies minstens één dag"),
    ({"weekdays": ["9"]}, "weekdays", "Kies uit"),
    ({"liberation": "soms"}, "liberation", "Kies uit"),
    ({"without": ["pancakes"]}, "without", "Kies uit"),
    ({"also": "24-12, 31-02"}, "also", "31-02"),
    ({"first_0": "2027-07-32", "last_0": "2027-08-01"}, "first_0", "10-07-2027"),
    ({"first_0": "2027-08-02", "last_0": "2027-08-01"}, "last_0", "Kies een latere dag"),
    ({"first_0": "2027-08-02", "last_0": "2029-08-01"}, "last_0", "hoogstens een jaar"),
    ({"first_0": "2027-08-02"}, "last_0", "ontbreekt"),
    ({"first_0": "2027-08-02", "last_0": "2027-08-02", "title_0": "x" * 61}, "title_0", "60"),
    ({"every": "nooit"}, "every", "Kies uit"),
    ({"every": "weekly", "at": "half elfdertig"}, "at", "een tijd, bijvoorbeeld"),
    ({"every": "monthly", "nth": "7"}, "nth", "Kies uit"),
    ({"every": "monthly", "by": "day", "day": "32"}, "day", "Kies uit"),
    ({"every": "rrule", "rrule": ""}, "rrule", "Begin de regel met"),
    ({"every": "rrule", "rrule": "FREQ=HOURLY"}, "rrule", "Kies DAILY of minder vaak"),
    ({"every": "rrule", "rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "rrule", "valt nooit"),
    ({"every": "rrule", "rrule": "FREQ=DAILY;UNTIL=20200101"}, "rrule", "valt nooit"),
    ({"language": "fy"}, "language", "Kies uit"),
]


@pytest.mark.parametrize(("fields", "field", "words"), WRONG)
async def test_what_cannot_be_is_told_by_its_field_and_nothing_is_lost(
    browser: Browser, turns: Turns, fields: dict[str, Any], field: str, words: str
) -> None:
    who = await known(browser, turns)
    rest = {"also": "5-12", "first_1": "2027-03-01", "last_1": "2027-03-05", "title_1": "Ski"}
    await keep(browser, **(rest | fields), discreet="on")
    assert browser.status == 422
    assert faults(browser.page) == [field]
    beside = re.search(rf'id="fault-{field}">([^<]*)<', browser.page)
    assert beside
    assert words in unescape(beside[1])
    assert "<title>Fout:" in browser.page
    for name, value in (rest | fields).items():
        if isinstance(value, str) and name in ("also", "at", "opens", "closes", "rrule"):
            assert shown(browser.page, name) == value
    typed = unescape(browser.page)
    for value in (v for v in (rest | fields).values() if isinstance(v, str) and len(v) > 8):
        assert f'value="{value}"' in typed
    assert re.search(r'id="discreet"[^>]*checked', browser.page)
    person = await one(turns, who)
    assert person.prefs.calendar.opens.hour == 8
    assert not person.prefs.discreet
    assert person.schedules == []


async def test_all_that_is_wrong_is_told_at_once(browser: Browser, turns: Turns) -> None:
    await known(browser, turns)
    await keep(browser, opens="x", weekdays=None, every="rrule", rrule="FREQ=", first_0="gisteren")
    assert faults(browser.page) == ["opens", "weekdays", "first_0", "rrule"]
    assert "Periode 1: " in browser.page
    assert re.search(r'id="first_0"[^>]*type="text"[^>]*value="gisteren"', browser.page)
    assert re.search(r'id="opens"[^>]*type="text"[^>]*value="x"', browser.page)
