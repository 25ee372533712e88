"""What is typed in the web chat is lost by nothing that happens around it, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, Route, expect

from dialogues.parsing.text import MAX_TEXT_CHARS
from tests.acceptance.conftest import Opens
from tests.support.accessibility import WIDE
from tests.support.clock import Clock
from tests.support.processes import Coach
from tests.support.until import LIMIT

NAMES, NEXT = "Vlietdam", "Wat wil ik?"
DRAFTS = "Object.values(sessionStorage)"
STARTED = "De drie kernvragen"


async def begin(page: Page) -> Page:
    """Go to the question for names, which are typed."""
    await page.get_by_role("button", name=STARTED).click()
    await page.wait_for_url("**/#bottom")
    for choices in (1, 2):
        await page.locator(".composer--choice .button--choice").first.click()
        await expect(page.locator(".bubble--mine")).to_have_count(1 + choices)
        await expect(page.locator("#composer")).not_to_have_attribute("aria-busy", "true")
    await expect(page.locator(".composer--names")).to_be_visible()
    return page


def box(page: Page) -> Locator:
    return page.locator("#text")


async def answered_once(page: Page) -> None:
    """The answer was stored, counts once, and no draft of it stays."""
    await expect(page.locator("#composer")).to_contain_text(NEXT)
    await expect(page.get_by_role("status")).to_be_empty()
    await page.reload()
    await expect(page.locator(".bubble--mine", has_text=NAMES)).to_have_count(1)
    await expect(box(page)).to_have_value("")
    assert await page.evaluate(DRAFTS) == []


@pytest.mark.parametrize("stored", [False, True], ids=["before", "after"])
async def test_a_server_killed_amid_a_post(chromium: Browser, tmp_path: Path, stored: bool) -> None:
    """Killed before or after it stored the answer: it is there once, without a second press."""
    async with Coach(tmp_path) as process:
        page = await chromium.new_page(base_url=process.url)
        page.set_default_timeout(1000 * LIMIT)
        await page.goto("/")
        await begin(page)
        # the stream may tell of the answer before the kill, and then all is well
        await page.route("**/events*", lambda stream: stream.abort())
        await page.reload()

        async def killed(route: Route) -> None:
            if stored:
                await route.fetch()
            await process.kill()
            await route.abort()

        await page.route("**/say", killed, times=1)
        await box(page).fill(NAMES)
        await box(page).press("Enter")
        await expect(page.get_by_role("status")).to_contain_text("nog niet aangekomen")
        await expect(page.locator(".bubble--mine").last).to_contain_text(NAMES)
        await process.start()
        await answered_once(page)


async def test_offline_it_waits_for_the_connection(opens: Opens) -> None:
    page = await begin(await opens())
    await page.context.set_offline(True)
    await box(page).fill(NAMES)
    await box(page).press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("geen verbinding")
    assert await page.evaluate(DRAFTS) == [NAMES], "it is not stored yet"
    await page.context.set_offline(False)
    await answered_once(page)


async def test_the_page_of_a_failing_proxy_is_never_shown(opens: Opens) -> None:
    """Of a newcomer's first message, and of any other."""
    page = await opens()

    async def bad(route: Route) -> None:
        await route.fulfill(status=502, content_type="text/html", body="<h1>Bad Gateway</h1>")

    await page.route("**/say", bad, times=1)
    await begin(page)
    await page.route("**/say", bad, times=1)
    await box(page).fill(NAMES)
    await box(page).press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("nog niet aangekomen")
    await answered_once(page)


@pytest.mark.parametrize("status", [403, 413, 429])
async def test_whoever_refuses_it_the_text_stays(opens: Opens, status: int) -> None:
    page = await begin(await opens())
    refused = f"<h1>{status}</h1>"
    await page.route("**/say", lambda r: r.fulfill(status=status, body=refused), times=1)
    await box(page).fill(NAMES)
    await box(page).press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("niet verstuurd")
    await expect(box(page)).to_have_value(NAMES)
    await expect(box(page)).to_be_editable()
    await box(page).press("Enter")
    await answered_once(page)


async def test_a_reload_and_the_back_button_keep_it(opens: Opens) -> None:
    page = await begin(await opens())
    await box(page).fill(NAMES)
    await page.reload()
    await expect(box(page)).to_have_value(NAMES)
    await page.get_by_role("link", name="Privacy").click()
    await page.wait_for_url("**/privacy")
    await page.go_back()
    await expect(box(page)).to_have_value(NAMES)
    await box(page).press("Enter")
    await answered_once(page)


async def test_what_another_tab_answers_takes_no_words_away(opens: Opens) -> None:
    page = await begin(await opens())
    await box(page).fill("Half een zin")
    other = await page.context.new_page()
    await other.goto("/")
    await expect(box(other)).to_have_value("")
    await box(other).fill(NAMES)
    await box(other).press("Enter")
    await expect(other.locator("#composer")).to_contain_text(NEXT)
    await page.bring_to_front()
    await expect(page.locator("#composer")).to_contain_text(NEXT)
    await expect(box(page)).to_have_value("Half een zin")
    await expect(page.get_by_role("status")).to_contain_text("een andere vraag")


async def test_an_answer_to_a_question_that_went_on_elsewhere_comes_back(opens: Opens) -> None:
    """This page had not heard of it yet; what was sent stands in the box of the question of now."""
    page = await begin(await opens())
    await page.route("**/events*", lambda stream: stream.abort())
    await page.reload()
    other = await page.context.new_page()
    await other.goto("/")
    await box(other).fill(NAMES)
    await box(other).press("Enter")
    await expect(other.locator("#composer")).to_contain_text(NEXT)
    await page.bring_to_front()
    await box(page).fill("Oosterbeke")
    await box(page).press("Enter")
    await expect(page.locator("#composer")).to_contain_text(NEXT)
    await expect(page.get_by_role("status")).to_contain_text("een antwoord op een eerdere vraag")
    await expect(box(page)).to_have_value("Oosterbeke")
    await expect(page.locator(".bubble--mine", has_text="Oosterbeke")).to_have_count(0)
    await page.reload()
    await expect(box(page)).to_have_value("Oosterbeke")


async def test_on_a_slow_line_nothing_is_lost_or_sent_twice(opens: Opens) -> None:
    """Two seconds there and back, 50 kB a second: the page tells that it is busy, and waits."""
    page = await begin(await opens())
    await box(page).fill("Half een zin")
    line = await page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 2000, "downloadThroughput": 50_000}
    await line.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": 50_000})
    # the browser slows down answers only: a stream that is open would tell at once what came
    await page.route("**/events*", lambda stream: stream.abort())
    await page.reload()
    await expect(box(page)).to_have_value("Half een zin")
    await box(page).fill(NAMES)
    posts: list[str] = []
    page.on("request", lambda one: posts.append(one.url) if one.method == "POST" else None)
    for _ in range(3):
        await page.keyboard.press("Enter")
    await expect(page.locator("#composer")).to_have_attribute("aria-busy", "true")
    await expect(page.locator(".typing")).to_be_visible()
    await expect(page.get_by_role("status")).to_contain_text("onderweg")
    await page.locator(".write button").click()
    await expect(page.locator("#composer")).to_contain_text(NEXT)
    assert len(posts) == 1
    await answered_once(page)


async def test_a_form_that_is_sent_before_the_script_is_there(opens: Opens) -> None:
    """As on a slow line: what was typed until then is in the page that the script finds."""
    page = await begin(await opens())
    await page.route("**/static/chat*.js", lambda script: script.abort(), times=1)
    await page.reload()
    other = await page.context.new_page()
    await other.goto("/")
    await box(other).fill(NAMES)
    await box(other).press("Enter")
    await expect(other.locator("#composer")).to_contain_text(NEXT)
    await page.bring_to_front()
    await box(page).fill("Oosterbeke")
    await page.locator(".write button").click()
    await expect(page.locator("#composer")).to_contain_text(NEXT)
    await expect(box(page)).to_have_value("Oosterbeke")


async def test_what_is_too_long_is_counted_and_not_sent(opens: Opens) -> None:
    page = await begin(await opens())
    count = page.locator("#count")
    await box(page).fill("x" * 2999)
    await expect(count).to_be_empty()
    await box(page).fill("x" * (MAX_TEXT_CHARS - 5))
    await expect(count).to_have_text("Nog ruimte voor 5 tekens.")
    await box(page).fill("x" * (MAX_TEXT_CHARS + 7))
    await expect(count).to_have_text("7 tekens te veel. Wilt u het korter maken?")
    await box(page).press("Enter")
    await page.locator(".write button").click()
    assert len(await box(page).input_value()) == MAX_TEXT_CHARS + 7
    await box(page).fill(NAMES)
    await expect(count).to_be_empty()
    await box(page).press("Enter")
    await answered_once(page)


async def test_without_a_script_what_is_too_long_can_be_copied(opens: Opens) -> None:
    page = await opens(java_script_enabled=False)
    await page.get_by_role("button", name=STARTED).click()
    long = "x" * (MAX_TEXT_CHARS + 7)
    await box(page).fill(long)
    await page.locator(".write button").click()
    await expect(page.get_by_role("textbox")).to_have_value(long)
    await expect(page.get_by_role("main")).to_contain_text("te lang")


async def test_a_page_of_yesterday_is_made_anew_around_the_text(opens: Opens, clock: Clock) -> None:
    page = await opens()
    await box(page).fill("waarom samenwerken")
    clock.forward(25 * 3600)
    await box(page).press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("was verouderd")
    await expect(box(page)).to_have_value("waarom samenwerken")
    await box(page).press("Enter")
    await page.wait_for_url("**/#bottom")
    await expect(page.locator(".bubble--mine")).to_contain_text("waarom samenwerken")
    assert await page.evaluate(DRAFTS) == []


async def test_nothing_typed_stays_behind_after_signing_out(opens: Opens) -> None:
    page = await begin(await opens())
    await box(page).fill("Vertrouwelijk")
    assert await page.evaluate(DRAFTS) == ["Vertrouwelijk"]
    await page.goto("/browsers?do=here#sure")
    await page.locator("main form button.button--danger").click()
    await expect(page.get_by_role("status")).to_contain_text("U bent uitgelogd")
    await expect(box(page)).to_have_value("")
    assert await page.evaluate(DRAFTS) == []


async def test_on_a_phone_enter_begins_a_line(opens: Opens) -> None:
    page = await opens(has_touch=True, is_mobile=True)
    await begin(page)
    await box(page).press_sequentially(NAMES)
    await box(page).press("Enter")
    await box(page).press_sequentially("Oosterbeke")
    await expect(box(page)).to_have_value(f"{NAMES}\nOosterbeke")
    await page.locator(".write button").click()
    await answered_once(page)


async def test_a_long_address_leaves_the_page_as_wide_as_it_is(opens: Opens) -> None:
    page = await begin(await opens(viewport={"width": 320, "height": 640}))
    address = "https://vlietdam.example.nl/" + "x" * 300
    await box(page).fill(NAMES)
    await page.locator(".write button").click()
    await expect(page.locator("#composer")).to_contain_text(NEXT)
    await box(page).fill(f"Eén loket voor iedereen, zoals op {address} staat, in 2027")
    await page.locator(".write button").click()
    await expect(page.locator(".bubble--mine").last).to_contain_text(address)
    await expect(page.locator("#composer")).not_to_contain_text(NEXT)
    assert await page.evaluate(WIDE) <= 0
    await page.goto("/summary")
    assert await page.evaluate(WIDE) <= 0
