"""The web chat over HTTP, on a real database: the talk, and what every answer says."""

from __future__ import annotations

import re
from html import unescape

import pytest
from aiohttp import ClientSession
from sqlalchemy import select, text

from bot.messages.messages import Outbound
from bot.turns.processor import Turns
from dialogues.messages.events import Button, Part, Prompt
from storage.core.schema import inbox, outbox, people
from storage.database.unit_of_work import Store
from storage.repositories import outbox as stored_outbox
from storage.repositories.outbox import OutboxRow
from tests.support.browser import COOKIE, TAP, Browser, another, browser, count, server, turns
from tests.support.clock import Clock
from tests.support.released import in_front

__all__ = ["another", "browser", "server", "turns"]  # fixtures

# --- the talk


async def test_who_only_looks_leaves_no_trace(browser: Browser, store: Store) -> None:
    for path in ("/", "/privacy", "/summary", "/return", "/?lang=en"):
        await browser.get(path)
        assert browser.status == 200
        assert "Set-Cookie" not in browser.headers
    assert [await count(store, table) for table in (people, inbox, outbox)] == [0, 0, 0]


async def test_a_whole_talk_with_plain_forms(browser: Browser, store: Store) -> None:
    await browser.begin()
    assert browser.status == 200
    await browser.tap("Raadslid")
    await browser.say("Een nieuw zwembad voor alle kinderen uit de buurt")
    await browser.tap("Ja")
    prompt = re.search(r'name="prompt" value="([^"]*)"', browser.page)
    assert prompt
    await browser.post("/say", prompt=prompt[1], choice=["law"])
    await browser.say("Vlietdam")
    await browser.tap("Nauwelijks")
    await browser.tap("Overslaan")
    await browser.tap("Zeker")
    assert "U: Raadslid Samenspraak: Wat is uw doel?" in browser.log
    assert "U: De wet Samenspraak: Met wie?" in browser.log
    assert "Ga eens langs bij Vlietdam." in browser.log
    assert "Samenvatting" in browser.page
    assert not re.search(r"\b[0-9a-f]{12}\.\d", browser.log), "a button's data is shown as words"
    assert await count(store, people) == 1


async def test_several_are_posted_at_once_by_their_labels(browser: Browser) -> None:
    await browser.begin()
    for label in ("Raadslid", "Overslaan", "Ja"):
        await browser.tap(label)
    prompt = re.search(r'name="prompt" value="([^"]*)"', browser.page)
    assert prompt
    client, data = browser.client, [*browser.hidden().items(), ("prompt", prompt[1])]
    data += [("choice", "law"), ("choice", "staff"), ("choice", "staff")]
    await client.post("/say", data=data, headers={"Origin": browser.origin})
    await browser.get("/")
    assert "U: De wet, Het personeel Samenspraak: Met wie?" in browser.log


@pytest.mark.parametrize("page", ["old", "fresh"])
async def test_after_a_release_no_is_still_no(browser: Browser, turns: Turns, page: str) -> None:
    """A choice came in front of *Ja*: *Nee* is asked anew, and what is pressed then is stored."""
    await browser.begin()
    for label in ("Raadslid", "Overslaan"):
        await browser.tap(label)
    turns.content = in_front(turns.content, "tiny")
    if page == "fresh":
        await browser.get("/")
    await browser.tap("Nee")
    assert "eerdere vraag" in browser.page and "niet bewaard" in browser.log
    assert "Misschien" in browser.page and "Met wie?" not in browser.log
    await browser.tap("Nee")
    assert "U: Nee Samenspraak: Met wie?" in browser.log


@pytest.mark.parametrize("boxes", [["0"], ["money", "parrots"]])
async def test_boxes_of_before_are_shown_anew(browser: Browser, boxes: list[str]) -> None:
    """They went by place; or one is of a choice that is gone."""
    await browser.begin()
    for label in ("Raadslid", "Overslaan", "Ja"):
        await browser.tap(label)
    prompt = re.search(r'name="prompt" value="([^"]*)"', browser.page)
    assert prompt
    await browser.post("/say", prompt=prompt[1], choice=boxes)
    assert "eerdere vraag" in browser.page and "Met wie?" not in browser.log
    assert 'value="money"' in browser.page


async def test_nothing_checked_is_asked_again(browser: Browser) -> None:
    await browser.begin()
    for label in ("Raadslid", "Overslaan", "Ja"):
        await browser.tap(label)
    prompt = re.search(r'name="prompt" value="([^"]*)"', browser.page)
    assert prompt
    await browser.post("/say", prompt=prompt[1])
    assert "Kies een of meer" in browser.log
    assert 'type="checkbox"' in browser.page


async def test_words_are_words_and_never_markup(browser: Browser) -> None:
    await browser.begin()
    await browser.tap("Raadslid")
    await browser.say('<script>alert("x")</script> {{ 7 * 7 }} & co')
    assert "<script>alert" not in browser.page
    assert '<script>alert("x")</script> {{ 7 * 7 }} & co' in unescape(browser.page)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("/overslaan", "Heeft u haast"), ("/terug", "Wat is uw rol?"), ("/xyzzy", "/terug")],
)
async def test_commands_may_be_typed_in_dutch(browser: Browser, typed: str, answer: str) -> None:
    """A command that there is not brings the explanation of those that there are."""
    await browser.begin()
    await browser.tap("Raadslid")
    before = browser.log.count(answer)
    await browser.say(typed)
    assert browser.log.count(answer) == before + 1


async def test_an_old_button_gets_a_word_and_stays_without_effect(browser: Browser) -> None:
    await browser.begin()
    old = browser.button("Raadslid")
    await browser.tap("Gemeentesecretaris")
    await browser.post("/say", tap=old)
    assert "eerdere vraag" in browser.page
    assert "U: Raadslid" not in browser.log
    assert browser.log.endswith("Wat is uw doel?")


async def test_a_menu_in_a_talk_leads_back_into_it(browser: Browser) -> None:
    await browser.begin()
    await browser.tap("Raadslid")
    await browser.say("/privacy")
    await browser.tap("Verdergaan")
    assert browser.log.endswith("Wat is uw doel?")


async def test_the_language_is_chosen_before_anything_is_stored(browser: Browser) -> None:
    await browser.get("/?lang=en")
    assert '<html lang="en">' in browser.page
    await browser.tap("Tiny talk (1 min)")
    assert browser.log.endswith("What is your role?")
    await browser.post("/say", tap="/language nl", back="/privacy")
    assert '<html lang="nl">' in browser.page
    assert "<h1>Privacy</h1>" in browser.page


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/say", "/enter/x"])
async def test_one_is_never_sent_elsewhere(browser: Browser, back: str) -> None:
    await browser.begin()
    data = {**browser.hidden(), "tap": "/language en", "back": back}
    headers = {"Origin": browser.origin}
    answer = await browser.client.post("/say", data=data, headers=headers, allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/#bottom")


# --- once


async def test_a_double_submit_counts_once(browser: Browser, store: Store) -> None:
    await browser.begin()
    await browser.tap("Raadslid")
    fields = {**browser.hidden(), "text": "Een nieuw zwembad voor alle kinderen"}
    before = await count(store, inbox)
    for _ in range(3):
        await browser.client.post("/say", data=fields, headers={"Origin": browser.origin})
    assert await count(store, inbox) == before + 1
    await browser.get("/")
    assert browser.log.count("zwembad") == 2, "once said, once asked about"


# --- what every answer says


PATHS = ["/", "/privacy", "/summary", "/return", "/health/liveness", "/nowhere", "/events"]


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_is_hardened(browser: Browser, path: str) -> None:
    await browser.get(path)
    policy = browser.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert browser.headers["X-Content-Type-Options"] == "nosniff"
    assert browser.headers["Referrer-Policy"] == "same-origin"
    assert browser.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert browser.headers["Cache-Control"] == "no-store"
    assert not re.search(
        r"<style|style=|\son\w+=|<script(?! type=\"module\" src=\"/static/)", browser.page
    )
    assert not re.search(r'(?:src|href|action)="(?![/#])', browser.page)


async def test_static_files_are_kept_and_named_by_their_hash(browser: Browser) -> None:
    await browser.get("/")
    addresses = re.findall(r'"(/static/[^"]+)"', browser.page)
    assert len(set(addresses)) == 4
    for address in addresses:
        await browser.get(address)
        assert browser.status == 200
        assert re.search(r"\.[0-9a-f]{12}\.", address)
        assert "immutable" in browser.headers["Cache-Control"]
    for wrong in ("/static/chat.css", "/static/..%2fapp.py"):
        await browser.get(wrong)
        assert browser.status == 404


async def test_health(browser: Browser, store: Store) -> None:
    for path in ("/health/liveness", "/health/readiness"):
        await browser.get(path)
        assert browser.status == 200
    async with store.begin() as work:
        await work.connection.execute(text("DROP TABLE outbox"))
    await browser.get("/health/liveness")
    assert browser.status == 200
    await browser.get("/health/readiness")
    assert browser.status == 503
    assert "outbox" not in browser.page


async def test_a_session_keeps_its_cookie_fresh(browser: Browser, clock: Clock) -> None:
    await browser.begin()
    clock.forward(25 * 3600)
    await browser.get("/")
    assert COOKIE in browser.headers["Set-Cookie"]
    assert isinstance(browser.client.session, ClientSession)


async def test_a_picture_is_drawn_and_said(browser: Browser) -> None:
    """The drawing stands in the page without a style of its own; its words open below it."""
    await browser.begin("Kleine plaatjes (1 min)")
    for label in ("Ja", "Een beetje", "Nee", "Nee"):
        await browser.tap(label)
    drawn = re.findall(r'<svg class="picture".*?</svg>', browser.page, re.S)
    assert len(drawn) == 1
    assert 'role="img"' in drawn[0]
    assert "style" not in drawn[0]
    assert "In woorden Het begin: goed Een doel: op weg" in browser.log


async def test_a_button_into_telegram_is_a_link(browser: Browser, store: Store) -> None:
    """What leads out of the web chat is no button of a form."""
    await browser.begin()
    async with store.begin() as work:
        row = (await work.connection.execute(select(outbox).limit(1))).one()
        way = Prompt("menu", (Button("Naar Telegram", "https://t.me/us?start=f-1"),))
        out = Outbound("web", row.address, "say", (Part("text", "Dag"),), way)
        new = OutboxRow("9/0", "web", row.address, row.person, row.after, 0.0, out.dump())
        await stored_outbox.add_outbound(work, [new], "sent")
    await browser.get("/")
    link = '<a class="button button--choice" href="https://t.me/us?start=f-1">Naar Telegram</a>'
    assert link in browser.page
    assert "Naar Telegram" not in {said for _, said in TAP.findall(browser.page)}
