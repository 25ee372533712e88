"""Everyone can use the web chat: an automated check of every page, narrow, dark, and by touch."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.conftest import Opens
from tests.support.accessibility import COVERED, WIDE, Check, audit


async def tap_first(page: Page) -> None:
    await page.locator("#composer .button--choice, #composer .button--rate").first.click()
    await expect(page.locator(".typing")).to_have_count(0)


async def say(page: Page, words: str) -> None:
    before = await page.locator("#log > li").count()
    await page.get_by_role("textbox").fill(words)
    await page.get_by_role("textbox").press("Enter")
    await expect(page.locator("#log > li").nth(before + 1)).to_be_attached()
    await expect(page.locator(".typing")).to_have_count(0)


async def walk(page: Page, check: Check) -> None:
    """Past every kind of question and every page."""
    await check(page, "welcome")
    await page.get_by_role("button", name="Klein gesprek").click()
    await page.wait_for_url("**/#bottom")
    await check(page, "choice")
    await tap_first(page)
    await expect(page.locator(".composer--text")).to_be_visible()
    await check(page, "text")
    await page.get_by_text("Meer", exact=True).click()
    await check(page, "text with more verbs")
    await say(page, "Een nieuw zwembad voor alle kinderen uit de buurt")
    await tap_first(page)
    await expect(page.locator(".composer--several")).to_be_visible()
    await page.get_by_role("checkbox").first.check()
    await check(page, "several")
    await page.get_by_role("button", name="Klaar").click()
    await expect(page.locator(".composer--names")).to_be_visible()
    await check(page, "names")
    await say(page, "Vlietdam")
    await page.get_by_role("button", name="Nauwelijks").click()
    await expect(page.locator(".composer--text")).to_be_visible()
    await page.get_by_role("button", name="Overslaan").click()
    await expect(page.get_by_role("log")).to_contain_text("Weet u het zeker?")
    await tap_first(page)
    await expect(page.get_by_role("log")).to_contain_text("Ga langs")
    await check(page, "verdict and menu")
    await page.get_by_role("button", name="Samenvatting").click()
    await page.get_by_role("button", name="Platte tekst").click()
    await expect(page.get_by_role("link", name="Download")).to_be_visible()
    await check(page, "document")
    await page.get_by_role("button", name="Alle gesprekken").click()
    await page.get_by_role("button", name="De tien succesfactoren").click()
    await expect(page.locator(".composer--choice")).to_be_visible()
    await tap_first(page)
    await expect(page.locator(".composer--rating")).to_be_visible()
    await check(page, "rating")
    for path in (
        "/privacy",
        "/privacy?erase=ask#sure",
        "/summary",
        "/return",
        "/nowhere",
        "/browsers",
        "/browsers?do=everywhere#sure",
    ):
        await page.goto(path)
        await check(page, path)
    await page.goto("/summary")
    await page.get_by_role("link", name="Klein gesprek").click()
    await check(page, "one summary")
    await page.goto("/return")
    await page.get_by_role("button", name="Maak mijn link").click()
    await check(page, "a link")
    await page.goto(await page.get_by_role("textbox").input_value())
    await check(page, "entering")


async def see_pictures(page: Page, check: Check) -> None:
    """Past both pictures, their words, and the summary that shows them."""
    await page.goto("/")
    await page.get_by_role("button", name="Kleine plaatjes").click()
    for number, label in enumerate(("Ja", "Een beetje", "Nee", "Nee"), 2):
        await page.get_by_role("button", name=label, exact=True).click()
        await expect(page.locator(".bubble--mine")).to_have_count(number)
        await expect(page.locator(".typing")).to_have_count(0)
    for label in ("Wij kennen elkaar", "Oud zeer"):
        await page.get_by_role("checkbox", name=label).check()
        await page.get_by_role("button", name="Klaar").click()
        await expect(page.locator(".typing")).to_have_count(0)
    await expect(page.get_by_role("img", name="In de weegschaal")).to_be_visible()
    await check(page, "pictures")
    await page.get_by_text("In woorden").first.click()
    await expect(page.get_by_text("Een doel: op weg", exact=True).first).to_be_visible()
    await check(page, "a picture's words")
    await page.goto("/summary")
    await check(page, "a summary with pictures")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
async def test_pictures_pass_the_check(opens: Opens, scheme: str, width: int) -> None:
    page = await opens(viewport={"width": width, "height": 700}, color_scheme=scheme)
    await see_pictures(page, audit)
    assert await page.locator("svg.picture").count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(390, 844), (1280, 800), (320, 640)], ids=lambda s: str(s[0]))
async def test_every_page_passes_the_check(
    opens: Opens, scheme: str, size: tuple[int, int]
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    page = await opens(viewport=viewport, color_scheme=scheme)
    await walk(page, audit)


async def test_at_400_percent_the_form_covers_nothing(opens: Opens) -> None:
    """A desktop of 1280 by 800 at 400 % is as wide as 320 and as high as 200."""
    page = await opens(viewport={"width": 320, "height": 200})

    async def check(page: Page, where: str) -> None:
        assert await page.evaluate(WIDE) <= 0, f"{where} scrolls sideways"
        if await page.locator("#composer").count():
            assert await page.evaluate(COVERED) == 0, where

    await walk(page, check)


async def test_the_form_leaves_room_to_read_on_a_phone(opens: Opens) -> None:
    page = await opens()

    async def check(page: Page, where: str) -> None:
        if await page.locator("#composer").count():
            assert await page.evaluate(COVERED) < 0.4, where

    await walk(page, check)


async def test_who_wants_no_motion_gets_none(opens: Opens) -> None:
    moving = "document.getAnimations().length"
    script = (
        "() => [...document.querySelectorAll('li')].map(o => getComputedStyle(o).animationName)"
    )
    calm, lively = await opens(), await opens(reduced_motion="no-preference")
    assert await calm.evaluate(moving) == 0
    assert set(await calm.evaluate(script)) == {"none"}
    assert "arrive" in await lively.evaluate(script), "or this test proves nothing"


async def test_messages_tell_who_speaks_without_colour(opens: Opens) -> None:
    page = await opens(forced_colors="active")
    await page.get_by_role("button", name="Klein gesprek").click()
    mine = page.locator("#log > li.bubble--mine").last
    coach = page.locator("#log > li.bubble--coach").last
    await expect(mine).to_contain_text("U: Klein gesprek")
    await expect(coach).to_contain_text("Samenspraak:")
    boxes = [await one.bounding_box() for one in (mine, coach)]
    assert boxes[0] and boxes[1]
    assert boxes[0]["x"] > boxes[1]["x"], "one's own stand to the right"


async def test_print_shows_the_talk_and_no_buttons(opens: Opens) -> None:
    page = await opens()
    await page.get_by_role("button", name="Klein gesprek").click()
    await page.wait_for_url("**/#bottom")
    await page.emulate_media(media="print")
    await expect(page.locator("#log")).to_be_visible()
    for hidden in ("#composer", ".header"):
        await expect(page.locator(hidden)).to_be_hidden()
