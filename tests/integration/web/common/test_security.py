"""What the web chat refuses: posts from elsewhere, forged forms and cookies, too much at once."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.web.app import web_app
from bot.turns.processor import Turns
from storage.core.schema import inbox
from storage.database.unit_of_work import Store
from tests.support.browser import COOKIE, Browser, another, browser, count, server, turns
from tests.support.clock import Clock

__all__ = ["another", "browser", "server", "turns"]  # fixtures


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Referer": "https://evil.example/"},
        {},
    ],
)
async def test_a_post_from_elsewhere_is_refused(
    browser: Browser, store: Store, headers: dict[str, str]
) -> None:
    await browser.begin()
    before = await count(store, inbox)
    await browser.post("/say", headers=headers, tap=browser.button("Raadslid"))
    assert browser.status == 403
    assert "niet van onze eigen pagina" in browser.page
    assert await count(store, inbox) == before


@pytest.mark.parametrize("header", ["Sec-Fetch-Site", "Referer"])
async def test_a_post_of_our_own_is_known_without_an_origin_too(
    browser: Browser, header: str
) -> None:
    await browser.begin()
    value = "same-origin" if header == "Sec-Fetch-Site" else f"{browser.origin}/x"
    await browser.post("/say", headers={header: value}, tap=browser.button("Raadslid"))
    assert browser.log.endswith("Wat is uw doel?")


async def test_a_public_address_of_our_own_is_no_elsewhere(turns: Turns) -> None:
    app = web_app(turns, turns.clock, origins=frozenset({"https://coach.example.nl/"}), secure=True)
    async with TestClient(TestServer(app)) as client:
        browser = Browser(client)
        await browser.get("/")
        data = {**browser.hidden(), "tap": "/menu"}
        headers = {"Origin": "https://coach.example.nl"}
        answer = await client.post("/say", data=data, headers=headers, allow_redirects=False)
        assert answer.status == 303
        cookie = answer.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Secure", "Max-Age=34560000"} <= set(cookie.split("; "))


async def test_anothers_form_token_is_refused_and_the_words_are_shown(
    browser: Browser, another: Browser, store: Store
) -> None:
    await browser.begin()
    await another.begin()
    before = await count(store, inbox)
    for token in (another.hidden()["csrf"], "", "x" * 43):
        await browser.post("/say", csrf=token, text="Wat ik net typte & meer")
        assert browser.status == 403
        assert "verouderd" in browser.page
        assert "Wat ik net typte &amp; meer</textarea>" in browser.page
    assert await count(store, inbox) == before


async def test_a_newcomers_token_does_not_last(browser: Browser, clock: Clock) -> None:
    await browser.get("/")
    page = browser.page
    clock.forward(25 * 3600)
    await browser.tap("Klein gesprek (1 min)")
    assert (browser.status, browser.cookie) == (403, "")
    clock.forward(-25 * 3600)
    browser.page = page
    await browser.tap("Klein gesprek (1 min)")
    assert "Wat is uw rol?" in browser.log


@pytest.mark.parametrize(
    "fields",
    [
        {"tap": "nonsense"},
        {"tap": "a.1." + "9" * 200},
        {"prompt": "a.1.", "choice": "9" * 5000},
        {"prompt": "nonsense", "choice": "1"},
        {"text": "x", "update": "short"},
        {},
    ],
)
async def test_what_no_form_of_ours_posts_is_refused(
    browser: Browser, store: Store, fields: dict[str, str]
) -> None:
    await browser.begin()
    before = await count(store, inbox)
    await browser.post("/say", fields)
    assert browser.status == 400
    assert "kan ik niet lezen" in browser.page
    assert await count(store, inbox) == before


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"text=\xff"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"text=ja"),
        ("application/x-www-form-urlencoded; charset=zlib", b"text=ja"),
        ("multipart/form-data", b"text=ja"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data"),
    ],
)
async def test_a_form_that_is_no_text_is_refused_kindly(
    browser: Browser, store: Store, kind: str, body: bytes
) -> None:
    """In which encoding it may come: it is no failure of ours."""
    await browser.begin()
    before = await count(store, inbox)
    headers = {"Origin": browser.origin, "Content-Type": kind}
    answer = await browser.client.post("/say", data=body, headers=headers)
    assert answer.status == 400
    assert "kan ik niet lezen" in await answer.text()
    assert await count(store, inbox) == before


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "http://]["])
async def test_half_an_address_is_an_elsewhere(browser: Browser, origin: str) -> None:
    await browser.begin()
    await browser.post("/say", headers={"Origin": origin}, tap=browser.button("Raadslid"))
    assert browser.status == 403
    await browser.post("/say", headers={"Referer": origin}, tap="/menu")
    assert browser.status == 403


async def test_what_no_database_keeps_is_left_out_of_a_text(browser: Browser) -> None:
    """NUL, and halves of characters that an odd character set can make."""
    await browser.begin()
    await browser.tap("Raadslid")
    await browser.say("Een nieuw\0 zwembad in Oostdam in 2027")
    assert "U: Een nieuw zwembad in Oostdam in 2027" in browser.log
    data = "&".join(f"{name}={value}" for name, value in browser.hidden().items())
    kind = "application/x-www-form-urlencoded; charset=unicode_escape"
    headers = {"Origin": browser.origin, "Content-Type": kind}
    await browser.client.post("/say", data=f"{data}&text=half \\ud800".encode(), headers=headers)
    assert "U: half ?" in (await browser.get("/") and browser.log)


async def test_too_big_a_post_is_refused_kindly(browser: Browser, store: Store) -> None:
    await browser.begin()
    before = await count(store, inbox)
    await browser.post("/say", text="x" * 300_000)
    assert browser.status == 413
    assert "te groot" in browser.page
    assert await count(store, inbox) == before


async def test_a_failure_of_ours_loses_no_words(
    browser: Browser, turns: Turns, monkeypatch: pytest.MonkeyPatch
) -> None:
    await browser.begin()
    await browser.tap("Raadslid")
    form = browser.page

    async def fails(_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(turns, "submit", fails)
        await browser.say("Een lang verhaal over het zwembad")
    assert browser.status == 503
    assert "Een lang verhaal over het zwembad</textarea>" in browser.page
    assert "disk full" not in browser.page
    browser.page = form
    await browser.say("Een lang verhaal over het zwembad")
    assert "U: Een lang verhaal over het zwembad" in browser.log, "the same form works again"


@pytest.mark.parametrize(
    "cookie", ["", "x", "\xff\xfe", "ImFiYyI.aWKATw.CucF_l4n3OVNXLJsTAUaNfzXZMg"]
)
async def test_a_cookie_that_is_not_ours_counts_for_nothing(
    browser: Browser, another: Browser, cookie: str
) -> None:
    """It stays where it is: we may be the one who is wrong."""
    await another.begin()
    await browser.get("/", headers={"Cookie": f"{COOKIE}={cookie or another.cookie[:-1]}"})
    assert "Welkom" in browser.log
    assert "rol" not in browser.log
    assert "Set-Cookie" not in browser.headers


async def test_a_body_that_waits_to_be_asked_for_is_asked_for(browser: Browser) -> None:
    """As some programs do; what else is expected of us we do not do."""
    await browser.begin()
    data = {**browser.hidden(), "tap": browser.button("Raadslid")}
    headers = {"Origin": browser.origin}
    answer = await browser.client.post("/say", data=data, headers=headers, expect100=True)
    assert answer.status == 200 and "Wat is uw doel?" in await answer.text()
    await browser.post("/say", headers=headers | {"Expect": "cake"}, tap="/menu")
    assert browser.status == 417


async def test_a_page_by_another_method_is_none(browser: Browser) -> None:
    for method, path, status in (
        ("DELETE", "/privacy", 405), ("GET", "/say", 405), ("PUT", "/nowhere", 404),
    ):  # fmt: skip
        answer = await browser.client.request(method, path, headers={"Origin": browser.origin})
        assert answer.status == status, path
        assert "Content-Security-Policy" in answer.headers
