"""What can be taken along or taken out in the web chat: summaries, files, everything, a link."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from pathlib import Path

from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.web.app import web_app
from bot.documents.workers import WorkerPool
from bot.reports.branding import Style
from bot.turns.processor import Turns
from dialogues.engine.session import Answer
from storage.core.schema import addresses, inbox, outbox, people, sessions
from storage.database.unit_of_work import Store
from storage.repositories.dead_letters import failed
from storage.repositories.people import people_at
from storage.repositories.sessions import save_sessions
from tests.support.browser import Browser, another, browser, count, server, turns
from tests.support.clock import Clock
from tests.support.reports import docx_words, pdf_words

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
    assert 'attachment; filename="samenspraak.json"' in browser.headers["Content-Disposition"]
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
    body = await browser.post(address, fields, format="md")
    assert browser.headers["Content-Type"].startswith("text/markdown")
    found = re.search(r'attachment; filename="([^"]+)"', browser.headers["Content-Disposition"])
    assert found and re.fullmatch(r"Samenvatting Klein gesprek \d+ \w+ \d{4}\.md", found[1])
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
    body = await browser.post(address, {"quote.goal": "é" * 60_000}, format="md")
    assert (browser.status, "é" * 60_000 in body) == (200, True)


async def test_a_summary_outlives_a_change_of_the_content(browser: Browser, store: Store) -> None:
    """A question that was answered is not asked any more."""
    address = await talked(browser)
    async with store.begin() as work:
        where = (await work.connection.execute(addresses.select())).one()
        known = (await people_at(work, {("web", where.address)}))[("web", where.address)]
        session = known.sessions[0].open()
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
    await browser.tap("Platte tekst")
    file = re.search(r'href="(/document/[\w=-]+)"', browser.page)
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
    await browser.tap("Platte tekst")
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
    await another.get("/privacy?erase=ask")
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


async def test_a_link_wears_out(browser: Browser, clock: Clock) -> None:
    await talked(browser)
    await browser.get("/return")
    await browser.post("/return")
    link = re.search(r"/enter/[\w.-]+", browser.page)
    assert link
    clock.forward(13 * 86400)
    await browser.get(link[0])
    assert browser.status == 200
    clock.forward(2 * 86400)
    await browser.get(link[0])
    assert browser.status == 410
    await browser.get("/enter/" + browser.cookie)
    assert browser.status == 410, "a cookie is no link"


async def test_a_municipality_lays_its_own_tokens_over_ours(turns: Turns, tmp_path: Path) -> None:
    theme = tmp_path / "gemeente.css"
    theme.write_text(":root { --utrecht-link-color: #123456; }")
    app = web_app(turns, turns.clock, theme=theme)
    async with TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True)) as client:
        browser = Browser(client)
        await browser.get("/")
        sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', browser.page)
        assert "#123456" in await browser.get(sheets[-1])


async def fetched(browser: Browser, label: str = "PDF") -> str:
    """A document asked for in the chat; returns its address."""
    await browser.get("/")
    await browser.say("/samenvatting")
    await browser.tap(label)
    return str(re.findall(r'href="(/document/[\w=-]+)"', browser.page)[-1])


async def body(browser: Browser, path: str) -> bytes:
    answer = await browser.client.get(path)
    assert answer.status == 200
    return bytes(await answer.read())


async def test_a_document_has_its_name_and_type(browser: Browser) -> None:
    """A name that people read, also where a browser is old."""
    await talked(browser)
    address = await fetched(browser)
    assert "zwembad" in pdf_words(await body(browser, address))
    answer = await browser.client.get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    told = answer.headers["Content-Disposition"]
    assert re.search(r'filename="Samenvatting Klein gesprek \d+ \w+ \d{4}\.pdf"', told)
    assert "filename*=UTF-8''Samenvatting%20Klein%20gesprek" in told


async def test_a_document_can_be_fetched_for_a_day(browser: Browser, store: Store) -> None:
    """After that the same button makes it again, with what was chosen."""
    await talked(browser)
    address = await fetched(browser)
    async with store.begin() as work:
        before = outbox.c.created - 25 * 3600
        await work.connection.execute(outbox.update().values(created=before))
    await browser.get(address)
    assert browser.status == 410
    assert "verlopen" in browser.page
    await browser.get("/")
    assert address not in browser.page
    assert "verlopen" in browser.log
    await browser.tap("Maak hem opnieuw")
    again = re.findall(r'href="(/document/[\w=-]+)"', browser.page)
    assert len(again) == 1 and again[0] != address
    assert "zwembad" in pdf_words(await body(browser, again[0]))


async def test_parts_are_left_out_on_the_page(browser: Browser) -> None:
    """Every section has a box; what is not checked is not in the file."""
    address = await talked(browser)
    await browser.get("/")
    await browser.tap("Overslaan")
    page = await browser.get(address)
    assert re.findall(r'name="part" value="(\d+)" checked', page) == ["0", "1"]
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen
    await browser.post(address, format="md", seen=seen[1])
    assert browser.status == 400, "nothing is left of it"
    assert "Zo blijft er niets over" in browser.page
    assert not re.search(r'name="part" value="\d+" checked', browser.page)
    await browser.post(address, format="md", seen="1", part="0")
    assert browser.status == 409, "these were other parts"
    browser.page = page
    made = await browser.post(address, format="md", seen=seen[1], part="1")
    assert browser.status == 200
    assert "Nog niet beantwoord" in made and "zwembad" not in made
    files = re.findall(r'name="format" value="(\w+)"', page)
    assert sorted(files) == ["csv", "docx", "html", "json", "md", "pdf", "xlsx"]


async def test_words_and_parts_are_chosen_in_the_chat(browser: Browser) -> None:
    """The same buttons as in Telegram, as checkboxes and a field, without a script."""
    await talked(browser)
    await browser.get("/")
    await browser.say("/samenvatting")
    await browser.tap("Woorden")
    await browser.post("/say", tap=next(v for v in browser_data(browser) if " edit q" in v))
    assert "Typ wat er in het document moet staan" in browser.log
    assert "Weglaten" in browser.page
    await browser.say("Heel iets anders")
    await browser.tap("Klaar")
    await browser.tap("Platte tekst")
    file = re.findall(r'href="(/document/[\w=-]+)"', browser.page)[-1]
    text = (await body(browser, file)).decode()
    assert "Heel iets anders" in text
    assert ("zwembad" in text) != ("Raadslid" in text), "one of the two was changed"


def browser_data(browser: Browser) -> list[str]:
    return [unescape(value) for value in re.findall(r'name="tap" value="([^"]*)"', browser.page)]


async def test_a_failure_is_told_kindly_and_can_be_tried_again(
    turns: Turns, store: Store, log: io.StringIO
) -> None:
    """A page with a button that asks again; the operator finds it until it was made."""
    workshop = WorkerPool(Style(template=b"no document"))
    app = web_app(turns, turns.clock, workshop=workshop)

    async def stuck() -> list[str]:
        async with store.begin() as work:
            return [one.error for one in await failed(work)]

    async with TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True)) as client:
        browser = Browser(client)
        page = await talked(browser)
        form = browser.page
        address = await fetched(browser, "Word")
        await browser.get(address)
        assert browser.status == 503
        assert "Uw document is niet gemaakt" in browser.page and "Probeer opnieuw" in browser.page
        assert await stuck() == ["docx: BadZipFile"]
        browser.page = form
        await browser.post(page, {"quote.goal": "Net getypt"}, format="docx")
        assert browser.status == 503
        assert "Net getypt" in browser.page, "nothing that was typed is lost"
        await workshop.close()
        workshop.slow_bench._style = Style()
        assert "zwembad" in docx_words(await body(browser, address))
        assert await stuck() == []
    assert "zwembad" not in log.getvalue()


async def test_everything_can_be_had_to_read(browser: Browser) -> None:
    """As a PDF, from the same page; and how the other file is built is there for all."""
    await browser.begin()
    await browser.get("/privacy")
    form = {**browser.hidden(), "format": "pdf"}
    answer = await browser.client.post("/export", data=form, headers={"Origin": browser.origin})
    assert answer.status == 200 and (await answer.read()).startswith(b"%PDF")
    await browser.get("/privacy/schema.json")
    assert "sign_ins" in browser.page and browser.status == 200


async def test_a_form_of_yesterday_gives_the_changed_words_back(browser: Browser) -> None:
    await browser.begin()
    await browser.get("/summary")
    form = {"csrf": "old", "quote.goal": "Een warm zwembad", "part": "x"}
    await browser.post("/summary/" + "a" * 12, form)
    assert browser.status == 403
    assert "Een warm zwembad" in browser.page
