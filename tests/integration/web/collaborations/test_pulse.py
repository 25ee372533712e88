"""The three questions on a collaboration's page, over HTTP: who sees what, and what is set."""

from __future__ import annotations

import random
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer
from icalendar import Calendar as Diary

from bot.channels.web.app import web_app
from bot.services import rounds as rounds_service
from bot.services.pulses import pulse_round
from bot.turns.processor import Turns
from dialogues.calendar.holidays import Period
from dialogues.definition.content import Content
from dialogues.domain.effects import BallotCast, RoundOpened
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.messages.inputs import Command
from storage.database.unit_of_work import Store
from storage.repositories import collaborations, pulse_schedules
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.groups import Address, Group
from tests.support.settings_page import USUAL, away, faults, moments, shown, shown_seen

OWNER, MEMBER, STRANGER = ("telegram", "1"), ("telegram", "50"), ("telegram", "9")
__all__ = ["away"]  # a fixture
ORIGIN = "http://coach"
FORM = {k: v for k, v in USUAL.items() if not k.startswith(("language", "zone"))} | {
    "post": "members"
}


class World:
    """A collaboration of nineteen, of whom eighteen answer, and browsers to look at it."""

    def __init__(self, turns: Turns, server: TestServer, stack: AsyncExitStack) -> None:
        self.turns, self.server, self.stack, self.group = turns, server, stack, Group(turns)

    async def play(self) -> World:
        await self.group.found()
        token = await self.group.invite()
        for number in range(18):
            await self.group.join(("telegram", f"5{number}"), f"Lid {number}", token)
        await self.group.give(STRANGER, Command("menu"))
        return self

    async def browser(self, who: Address) -> Browser:
        client = TestClient(self.server, cookie_jar=CookieJar(unsafe=True))
        browser = Browser(await self.stack.enter_async_context(client))
        link = self.turns.links.page(*who, "/groups").removeprefix(ORIGIN)
        await browser.get(link)
        await browser.post(link)
        return browser

    @property
    def path(self) -> str:
        return f"/groups/{self.group.id}/pulse"

    async def at(self, who: Address) -> Browser:
        browser = await self.browser(who)
        await browser.get(self.path)
        return browser

    async def keep(self, browser: Browser, **fields: Any) -> str:
        given = {k: v for k, v in {**FORM, **fields}.items() if v is not None}
        return await browser.post(self.path, **given)

    async def schedule(self) -> PulseSchedule | None:
        async with self.turns.store.begin() as work:
            return next(iter(await pulse_schedules.load(work, [], [self.group.id])), None)

    async def pulsed(self, name: str, level: float = 3.0, answers: int = 18) -> None:
        """A pulse that was opened, answered and closed."""
        now = self.turns.clock()
        async with self.turns.store.begin() as work:
            group = await collaborations.one(work, self.group.id)
            assert group
            await rounds_service.apply(
                work, RoundOpened(group, pulse_round(group, "undercurrent", now, name)), now
            )
        framework = self.turns.content.frameworks["undercurrent"]
        chance, people = random.Random(name), await self.group.members()
        votes = {}
        for member in [m for m in people.values() if m.answers][:answers]:
            ratings: dict[str, float | None] = {
                one.id: float(min(5, max(1, round(chance.gauss(level, 0.6)))))
                for item in framework.items
                for one in item.statements
            }
            votes[member.id] = BallotCast(name, member.id, ratings, (), "", False)
        await self.group.answer(name, votes)
        await self.group.close(name)


@pytest.fixture
async def world(content: Content, store: Store, today: Clock) -> AsyncIterator[World]:
    turns = Turns(content, store, today)
    turns.links.origin = ORIGIN
    server = TestServer(web_app(turns, turns.clock))
    await server.start_server()
    async with AsyncExitStack() as stack:
        yield await World(turns, server, stack).play()
    await server.close()


# --- who sees what


async def test_only_who_may_see_it_finds_the_page(world: World) -> None:
    owner, member, stranger = [await world.at(who) for who in (OWNER, MEMBER, STRANGER)]
    assert [one.status for one in (owner, member, stranger)] == [200, 404, 404]
    await world.group.command(OWNER, "group", f"{world.group.id} pulse set {{}}")
    await world.pulsed("p1")
    for one in (owner, member, stranger):
        await one.get(world.path)
    assert [one.status for one in (owner, member, stranger)] == [200, 200, 404]
    assert "18 mensen gaven antwoord" in member.page
    assert 'name="every"' not in member.page
    assert 'name="note"' not in member.page


async def test_a_result_for_facilitators_stays_with_them(world: World) -> None:
    await world.group.command(
        OWNER, "group", f'{world.group.id} pulse set {{"post": "facilitators"}}'
    )
    await world.pulsed("p1")
    owner, member = await world.at(OWNER), await world.at(MEMBER)
    assert "18 mensen gaven antwoord" in owner.page
    assert member.status == 404
    page = await member.get(f"/groups/{world.group.id}")
    assert world.path not in page


async def test_a_member_changes_nothing(world: World) -> None:
    await world.group.command(OWNER, "group", f"{world.group.id} pulse set {{}}")
    await world.pulsed("p1")
    member = await world.browser(MEMBER)
    await member.get("/groups")
    await member.get(world.path)
    secrets = re.findall(r'name="csrf" value="([^"]*)"', member.page)
    assert secrets, "the form to leave has one"
    for fields in ({"do": "keep", "every": "weekly"}, {"do": "note", "note": "x"}, {"do": "stop"}):
        await member.post(world.path, fields, csrf=secrets[0], update="a" * 32)
        assert member.status == 404
    schedule = await world.schedule()
    assert schedule
    assert not schedule.on


async def test_too_few_answers_show_no_number(world: World) -> None:
    await world.pulsed("p1", answers=4)
    owner = await world.at(OWNER)
    assert "te weinig antwoorden" in owner.page
    assert "4 mensen" not in owner.page
    assert "4 antwoorden" not in owner.page


# --- what is set


async def test_a_rhythm_is_set_once_its_moments_were_seen(world: World, away: Period) -> None:
    owner = await world.at(OWNER)
    fields = {
        "every": "monthly", "weekday": "2", "nth": "2", "at": "11:00", "post": "facilitators",
        "without": ["good_friday", "kings_day"], "first_0": str(away.first),
        "last_0": str(away.last),
        "title_0": "Raadsreces",
    }  # fmt: skip
    await world.keep(owner, **fields)
    assert moments(owner.page) == 5
    assert await world.schedule() is None
    await world.keep(owner, **fields, seen=shown_seen(owner.page))
    assert "Dat is bewaard." in owner.page
    schedule = await world.schedule()
    assert schedule
    assert (schedule.schedule.weekday, schedule.schedule.nth, schedule.post) == (
        2,
        2,
        "facilitators",
    )
    assert schedule.calendar.without == ("good_friday", "kings_day")
    assert schedule.calendar.closed == (replace(away, title="Raadsreces"),)
    assert shown(owner.page, "title_0") == "Raadsreces"
    page = await owner.get(f"/groups/{world.group.id}")
    assert "De volgende keer: " in page


async def test_what_cannot_be_is_told_and_nothing_is_lost(world: World) -> None:
    owner = await world.at(OWNER)
    await world.keep(
        owner, every="rrule", rrule="FREQ=SECONDLY", closes="3:00", also="24-12, 1-13",
        post="everyone", title_0="Meivakantie",
    )  # fmt: skip
    assert owner.status == 422
    assert faults(owner.page) == ["closes", "also", "first_0", "rrule", "post"]
    assert shown(owner.page, "rrule") == "FREQ=SECONDLY"
    assert shown(owner.page, "also") == "24-12, 1-13"
    assert shown(owner.page, "title_0") == "Meivakantie"
    assert await world.schedule() is None


async def test_stopping_asks_first(world: World) -> None:
    await world.group.command(OWNER, "group", f'{world.group.id} pulse set {{"every": "weekly"}}')
    owner = await world.at(OWNER)
    page = await owner.get(f"{world.path}?do=stop")
    assert "Stopt u met de drie vragen?" in page
    schedule = await world.schedule()
    assert schedule
    assert schedule.on
    await owner.post(world.path, do="stop")
    assert "komen niet meer vanzelf terug" in owner.page
    schedule = await world.schedule()
    assert schedule
    assert not schedule.on


async def test_the_note_is_kept_and_one_that_is_too_long_is_not_lost(world: World) -> None:
    owner = await world.at(OWNER)
    await owner.post(world.path, do="note", note="x" * 401)
    assert owner.status == 422
    assert "x" * 401 in owner.page
    assert "nu zijn het er 401" in owner.page
    await owner.post(world.path, do="note", note="Wij bellen nu eerst,\r\n en mailen later.")
    assert "Wij bellen nu eerst, en mailen later.</textarea>" in owner.page
    async with world.turns.store.begin() as work:
        group = await collaborations.one(work, world.group.id)
    assert group
    assert group.note == "Wij bellen nu eerst, en mailen later."


async def test_pulses_are_told_with_their_trend_and_are_no_rounds(world: World) -> None:
    for number, level in enumerate((2.0, 3.0, 4.0)):
        await world.pulsed(f"p{number}", level)
    owner = await world.at(OWNER)
    assert "gaat het beter dan de vorige keer" in unescape(owner.page)
    assert "<svg" in owner.page
    assert owner.page.count("18 antwoorden") == 3
    page = await owner.get(f"/groups/{world.group.id}")
    assert "/rounds/p" not in page, "a pulse is no round with a page of its own"
    await owner.get(f"/groups/{world.group.id}/rounds/p1")
    assert owner.status == 404


async def test_a_round_on_the_same_framework_shows_beside_pulses(world: World) -> None:
    await world.pulsed("p0")
    round_id = await world.group.open("undercurrent")
    framework = world.turns.content.frameworks["undercurrent"]
    people = await world.group.members()
    ratings: dict[str, float | None] = {
        one.id: 4.0 for item in framework.items for one in item.statements
    }
    votes = {
        m.id: BallotCast(round_id, m.id, ratings, (), "", False)
        for m in people.values()
        if m.answers
    }
    await world.group.answer(round_id, votes)
    await world.group.close(round_id)
    owner = await world.browser(OWNER)
    await owner.get(f"/groups/{world.group.id}/rounds/{round_id}")
    assert owner.status == 200


# --- the file


async def test_the_calendar_file_of_a_collaboration(world: World) -> None:
    owner, member, stranger = [await world.browser(who) for who in (OWNER, MEMBER, STRANGER)]
    path = f"/groups/{world.group.id}/calendar.ics"
    assert "Er staat nog niets gepland." in await member.get(path)
    await world.group.command(OWNER, "group", f'{world.group.id} pulse set {{"every": "weekly"}}')
    await world.group.open()
    for browser in (owner, member):
        text = await browser.get(path)
        assert browser.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert browser.headers["Content-Disposition"].startswith("attachment;")
        titles = [str(event["summary"]) for event in Diary.from_ical(text).walk("VEVENT")]
        assert titles.count("De drie vragen van Sociaal domein") == 12
        assert titles.count("Ronde van Sociaal domein sluit") == 1
    await stranger.get(path)
    assert stranger.status == 404


async def test_a_members_own_file_holds_the_pulses_that_they_are_asked(world: World) -> None:
    await world.group.command(OWNER, "group", f'{world.group.id} pulse set {{"every": "weekly"}}')
    link = world.turns.links.page(*MEMBER, "/my/settings").removeprefix(ORIGIN)
    member = await world.browser(MEMBER)
    await member.get(link)
    await member.post(link)
    text = await member.get("/my/calendar.ics")
    assert text.count("SUMMARY:De drie vragen van Sociaal domein") == 12
    await world.group.command(MEMBER, "settings", f"mute {world.group.id}")
    text = await member.get("/my/calendar.ics")
    assert {str(event["status"]) for event in Diary.from_ical(text).walk("VEVENT")} == {"CANCELLED"}
