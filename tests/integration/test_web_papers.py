"""What can be taken along or taken out in the web chat: summaries, files, everything, a link."""

from __future__ import annotations

import json
import re
import time
from html import unescape
from pathlib import Path

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.web.app import web_app
from bot.turns import Turns
from dialogues.session import Answer
from storage.people import save_sessions, visitors
from storage.schema import addresses, inbox, outbox, people, sessions
from storage.unit_of_work import Store
from tests.integration.test_web import Browser, another, browser, count, server, turns

__all__ = ["another", "browser", "server", "turns"]  # fixtures
GOAL = "Een <b>nieuw</b> zwembad voor alle kinderen uit de buurt"


async def talked(browser: Browser) -> str:
    """Some answers given; returns the session's address."""
    await browser.begin()
    await browser.tap("Raadslid")
    await browser.say(GOAL)
    await browser.get("/summary")
    found = re.search(r'action="(/summary/\w+)"', browser.page)
    assert found, "with one talk its summary opens at once"
    return found[1]


async def test_privacy_says_what_the_coach_says(browser: Browser) -> None:
    await browser.get("/privacy")
    assert "een nummer waaraan ik u herken" in browser.page
    assert "Van u bewaar ik nog niets" in browser.page
    assert "/export" not in browser.page
    await browser.begin()
    await browser.get("/privacy")
    assert 'action="/export"' in browser.page
    assert "/erase yes" not in browser.page, "it asks first"
    await browser.get("/privacy?erase=ask")
    assert "/erase yes" in browser.page


async def test_everything_can_be_taken_along(browser: Browser, another: Browser) -> None:
    await talked(browser)
    await talked(another)
    await browser.get("/privacy")
    body = await browser.post("/export")
    assert browser.headers["Content-Disposition"] == 'attachment; filename="samenspraak.json"'
    data = json.loads(body)
    assert len(data["sessions"]) == 1
    assert GOAL in json.dumps(data["messages_from_you"], ensure_ascii=False)
    await browser.get("/privacy")
    await browser.post("/export", csrf=another.hidden()["csrf"])
    assert browser.status == 403


async def test_erasing_takes_everything_out(browser: Browser, store: Store) -> None:
    await talked(browser)
    old = browser.cookie
    await browser.get("/privacy?erase=ask")
    await browser.post("/say", tap="/erase yes")
    assert "Alles is gewist" in browser.log
    assert "Klein gesprek" in browser.page
    assert browser.cookie == ""
    assert [await count(store, table) for table in (people, sessions)] == [0, 0]
    await browser.get("/", headers={"Cookie": f"samenspraak={old}"})
    assert "zwembad" not in browser.page
    assert "Welkom" in browser.log
    await browser.begin()
    assert browser.log.endswith("Wat is uw rol?"), "one can begin anew"
    async with store.begin() as work:
        for table in (inbox, outbox):
            for row in await work.connection.execute(table.select()):
                assert b"zwembad" not in (row.data or b"")


async def test_words_are_edited_before_they_are_taken_along(browser: Browser) -> None:
    address = await talked(browser)
    words = re.search(r'name="quote\.goal"[^>]*>\n(.*?)</textarea>', browser.page, re.S)
    assert words
    assert unescape(words[1]) == GOAL
    fields = {"quote.goal": "Iets heel anders\r\nop twee regels", "quote.role": "  "}
    page = browser.page
    body = await browser.post(address, format="md", **fields)
    assert browser.headers["Content-Type"].startswith("text/markdown")
    assert re.search(r'attachment; filename="[\w-]+\.md"', browser.headers["Content-Disposition"])
    assert "> Iets heel anders\n> op twee regels" in body
    assert "zwembad" not in body
    assert "Raadslid" not in body, "what was emptied is left out"
    browser.page = page
    body = await browser.post(address, format="html")
    assert "&lt;b&gt;nieuw" in body
    await browser.get("/")
    assert "zwembad" in browser.log, "the talk itself stays as it was"


async def test_many_long_words_still_fit(browser: Browser) -> None:
    address = await talked(browser)
    body = await browser.post(address, format="md", **{"quote.goal": "é" * 60_000})
    assert (browser.status, "é" * 60_000 in body) == (200, True)


async def test_a_summary_outlives_a_change_of_the_content(browser: Browser, store: Store) -> None:
    """A question that was answered is not asked any more."""
    address = await talked(browser)
    async with store.begin() as work:
        where = (await work.connection.execute(addresses.select())).one()
        known = (await visitors(work, {("web", where.address)}))[("web", where.address)]
        session = known.kept[0].open()
        session.digest = "of an earlier version"
        session.path.append("gone")
        session.answers["gone"] = Answer("Iets van toen")
        await save_sessions(work, [(known.id, session)])
    await browser.get(address)
    assert browser.status == 200
    assert unescape(browser.page).count(GOAL) == 1


async def test_a_summary_speaks_the_language_of_the_page(browser: Browser) -> None:
    address = await talked(browser)
    await browser.get("/privacy")
    await browser.post("/say", tap="/language en", back=address)
    assert "Your answers" in browser.page


async def test_nobody_reads_the_papers_of_another(browser: Browser, another: Browser) -> None:
    address = await talked(browser)
    await browser.get("/")
    await browser.say("/samenvatting")
    await browser.tap("Tekst (Markdown)")
    file = re.search(r'href="(/document/\d+)"', browser.page)
    assert file
    body = await browser.get(file[1])
    assert "zwembad" in body
    assert "attachment" in browser.headers["Content-Disposition"]
    await another.begin()
    for path in (address, file[1], "/document/999999", "/summary/000000000000"):
        await another.get(path)
        assert another.status == 404
        assert "zwembad" not in another.page
    await another.get("/")
    await another.post(address, format="md")
    assert another.status == 404


async def test_after_a_file_the_talk_goes_on(browser: Browser) -> None:
    await talked(browser)
    await browser.get("/")
    await browser.say("/samenvatting")
    await browser.tap("Tekst (Markdown)")
    await browser.tap("Verdergaan")
    assert "Heeft u haast" in browser.log.rpartition("Welkom terug")[2]


async def test_a_link_goes_on_elsewhere(browser: Browser, another: Browser) -> None:
    await talked(browser)
    await browser.get("/return")
    await browser.post("/return")
    link = re.search(r"http://[^<]+(/enter/[\w.-]+)", browser.page)
    assert link
    assert link[0].startswith(browser.origin)
    await another.get(link[1])
    assert another.cookie == "", "to look is not to enter"
    assert "zwembad" not in another.page
    await another.post(link[1])
    assert "zwembad" in another.log
    assert another.cookie
    await another.get("/privacy")
    await another.post("/say", tap="/erase yes")
    await browser.get(link[1])
    assert browser.status == 410, "an erased talk has no link any more"


async def test_a_link_warns_who_has_a_talk_of_their_own(browser: Browser, another: Browser) -> None:
    await talked(browser)
    await browser.get("/return")
    await browser.post("/return")
    link = re.search(r"/enter/[\w.-]+", browser.page)
    assert link
    await another.begin()
    assert "al een ander gesprek" in await another.get(link[0])
    assert "al een ander gesprek" not in await browser.get(link[0])


async def test_a_link_wears_out(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    await talked(browser)
    await browser.get("/return")
    await browser.post("/return")
    link = re.search(r"/enter/[\w.-]+", browser.page)
    assert link
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 13 * 86400)
    await browser.get(link[0])
    assert browser.status == 200
    monkeypatch.setattr(time, "time", lambda: real() + 15 * 86400)
    await browser.get(link[0])
    assert browser.status == 410
    await browser.get("/enter/" + browser.cookie)
    assert browser.status == 410, "a cookie is no link"


async def test_a_municipality_lays_its_own_tokens_over_ours(turns: Turns, tmp_path: Path) -> None:
    theme = tmp_path / "gemeente.css"
    theme.write_text(":root { --utrecht-link-color: #123456; }")
    app = web_app(turns, time.time, theme=theme)
    async with TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True)) as client:
        browser = Browser(client)
        await browser.get("/")
        sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', browser.page)
        assert "#123456" in await browser.get(sheets[-1])
