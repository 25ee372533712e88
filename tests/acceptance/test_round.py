"""A whole round: three municipalities of six, in Telegram and in the web chat, from the first
invitation to the result that all of them hear of."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.telegram import polling
from bot.channels.telegram.channel import Telegram
from bot.channels.web.app import web_app
from bot.delivery.sender import Sender
from bot.scheduling.scheduler import Scheduler
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.domain.member import ROLES
from frameworks.groups.shifts import Shifts
from storage.core.schema import ballots
from storage.database.unit_of_work import Store
from storage.repositories import people, rounds
from tests.conftest import FIXTURES
from tests.fake_bot_api.server import Chat, FakeBotApi
from tests.support.browser import Browser, count
from tests.support.clock import Clock
from tests.support.collaboration_world import MONDAY, at

FRAMEWORK, STATEMENTS = "undercurrent", 3
TOWNS = ("Aadorp", "Beemd", "Coevoort")
EACH, BY_TELEGRAM = 6, 2
GOLDEN = FIXTURES / "rounds" / "three_municipalities.json"
TOKEN = re.compile(r"/i/i-(\w+)")


class Office:
    """The coach with all its channels, at the hour of a clock that goes on from a Monday."""

    def __init__(self, content: Content, store: Store, api: FakeBotApi) -> None:
        self.store, self.api, self.clock = store, api, Clock(MONDAY)
        self.turns = Turns(content, store, self.clock)
        self.channel = Telegram(api.token, content, self.clock, self.turns.links, api=api.url)
        self.sender = Sender(store, self.channel, self.clock)
        self.scheduler = Scheduler(self.turns, self.clock)

    async def until(self, moment: float) -> None:
        self.clock.set(moment)
        await self.scheduler.tick()

    async def group(self, chat: Chat) -> Any:
        """The membership of a person in Telegram."""
        place = ("telegram", str(chat.id))
        async with self.store.begin() as work:
            return (await people.people_at(work, {place}))[place].memberships[0]


@pytest.fixture
async def office(
    content: Content, store: Store, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    monkeypatch.setattr(polling, "FIRST_PAUSE", 0.05)
    async with FakeBotApi() as api:
        office = Office(content, store, api)
        await office.channel.setup()
        office.turns.committed.append(office.sender.committed)
        work = (office.sender.run(), office.channel.poll(office.turns))
        tasks = [asyncio.create_task(one) for one in work]
        yield office
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await office.channel.close()
        assert (api.refused, api.violations) == ([], [])


@pytest.fixture
async def browsers(office: Office) -> AsyncIterator[list[Browser]]:
    """Those who use the web chat, each with a browser of their own."""
    async with AsyncExitStack() as stack:
        server = TestServer(web_app(office.turns, office.clock))
        await server.start_server()
        stack.push_async_callback(server.close)
        office.turns.links.origin = str(server.make_url("/")).rstrip("/")
        yield [
            Browser(
                await stack.enter_async_context(
                    TestClient(server, cookie_jar=CookieJar(unsafe=True))
                )
            )
            for _ in range(len(TOWNS) * (EACH - BY_TELEGRAM))
        ]


def answers(town: int, member: int) -> list[str]:
    """What this member thinks: Beemd thinks worse of it, and everyone a bit otherwise."""
    usual = (4, 2, 3)[town]
    return [str(usual + (member + number) % 3 - 1) for number in range(STATEMENTS)]


async def found(chat: Chat) -> None:
    """The facilitator begins a collaboration, with the usual rules."""
    await chat.says("/start collaboration")
    for text in ("Sociaal domein", ", ".join(TOWNS), "3", "1", "1", "1"):
        await chat.says(text)
    await chat.hears("staat klaar")


async def invited(office: Office, chat: Chat, town: int, member: int) -> str:
    group = (await office.group(chat)).collaboration.id
    await chat.says(f"/group {group} invite {town} {ROLES[member % 2]}")
    await chat.hears("Voor hoeveel mensen is de link?")
    await chat.taps("Voor één persoon")
    heard = await chat.hears(lambda message: TOKEN.search(message.text or ""))
    found = TOKEN.search(heard.text or "")
    assert found
    return found[1]


async def in_telegram(chat: Chat, *texts: str, hears: str) -> None:
    for text in texts:
        await chat.says(text)
    await chat.hears(hears)


async def on_the_web(browser: Browser, *texts: str, hears: str) -> None:
    await browser.get("/")
    for text in texts:
        await browser.say(text)
    assert hears in browser.log


@pytest.fixture
def no_shifts(monkeypatch: pytest.MonkeyPatch) -> None:
    """All coins fall on nought. Secrets and accounts are made by chance, and so would figures be;
    what shifts do to them has tests of its own."""
    monkeypatch.setattr(Shifts, "of", lambda *_: 0.0)
    monkeypatch.setattr(Shifts, "flips", lambda *_: False)


@pytest.mark.usefixtures("no_shifts")
async def test_a_whole_round(office: Office, browsers: list[Browser], update: bool) -> None:
    """Everyone joins, fills in and hears of the result; what is published is as it was."""
    owner = office.api.user(1, first_name="Els", language_code="nl")
    await found(owner)
    everyone: list[tuple[Chat | Browser, list[str]]] = []
    waiting = iter(browsers)
    for town, name in enumerate(TOWNS):
        for member in range(EACH):
            token = await invited(office, owner, town, member)
            texts = (f"/start i-{token}", "1", f"Lid {member} van {name}")
            if member < BY_TELEGRAM:
                chat = office.api.user(100 + 10 * town + member, language_code="nl")
                await in_telegram(chat, *texts, hears="Welkom bij Sociaal domein")
                everyone.append((chat, answers(town, member)))
            else:
                browser = next(waiting)
                await on_the_web(browser, *texts, hears="Welkom bij Sociaal domein")
                everyone.append((browser, answers(town, member)))

    group = (await office.group(owner)).collaboration.id
    await owner.says(f"/group {group} open {FRAMEWORK} 14")
    await owner.hears("Zal ik haar openen?")
    await owner.taps("Ja, dat wil ik")
    await owner.hears("De ronde over")
    going = (await office.group(owner)).rounds[-1].id
    await office.scheduler.tick()
    fill = f"/fill {going}"
    for number, (who, given) in enumerate(everyone):
        line = (f"Regel {number} van de groep.", "1") if number % 6 == 0 else ("overslaan",)
        said = (fill, "1", *given, *line)
        if isinstance(who, Chat):
            await in_telegram(who, *said, hears="Dank u wel")
        else:
            await on_the_web(who, *said, hears="Dank u wel")
    assert await count(office.store, ballots) == len(everyone) == 18

    await office.until(at("2026-12-08 00:00"))
    assert await count(office.store, ballots) == 0
    await office.until(at("2026-12-08 08:01"))
    await owner.hears("Bekijk de uitkomst eerst rustig zelf")
    await owner.says(f"/group {group} share {going}")
    await owner.hears("Weet u het zeker?")
    await owner.taps("Ja, dat wil ik")
    await owner.hears("De leden krijgen")
    await office.scheduler.tick()
    for who, _ in everyone:
        if isinstance(who, Chat):
            await who.hears("De uitkomst van Sociaal domein is er")
        else:
            await who.get("/")
            assert "De uitkomst van Sociaal domein is er" in who.log

    async with office.store.begin() as work:
        result = json.loads((await rounds.record(work, going))["result"])
    result["result"]["lines"].sort()  # their order is chance
    assert result["result"].pop("round") == going
    if update:
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert result == json.loads(GOLDEN.read_text(encoding="utf-8"))
    shown = [part["name"] for part in result["result"]["parts"] if part["kind"] == "municipality"]
    assert shown == list(TOWNS)
    assert "Lid " not in json.dumps(result)
