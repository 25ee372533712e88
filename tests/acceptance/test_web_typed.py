"""Room to write at every prompt of the web chat, in a real browser, with and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.conftest import Opens

SMALL = {"width": 320, "height": 640}
SCRIPTS = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


async def say(page: Page, words: str) -> None:
    """Type at the open prompt, send it with the button beside it, and wait for the reply."""
    before = await page.locator("#log > li").count()
    await page.locator("#text").fill(words)
    await page.locator(".write button").click()
    await expect(page.locator("#log > li:not(.typing)").nth(before + 1)).to_be_attached()
    await expect(page.locator("#composer")).not_to_have_attribute("aria-busy", "true")


async def newest(page: Page, words: str) -> None:
    await expect(page.locator("#log > li").last).to_contain_text(words)


@SCRIPTS
async def test_a_talk_can_be_held_by_typing_alone(opens: Opens, script: bool) -> None:
    """Menu, choice, what is asked back, one's own words, a scale: all without a tap."""
    page = await opens(viewport=SMALL, java_script_enabled=script)
    await say(page, "de tien succesfactoren")
    await newest(page, "Wat is uw rol?")
    await say(page, "woordvoerder van de burgemeester")
    await newest(page, "Bedoelt u dit?")
    await expect(page.locator(".button--choice")).to_have_count(2)
    await say(page, "bode, sinds kort")
    await newest(page, "Ik lees: bode, sinds kort.")
    await say(page, "het loopt al")
    await newest(page, "Ik lees: De samenwerking loopt.")
    await say(page, "een 4")
    await newest(page, "Ik lees: 4 (eens).")
    await say(page, "3 à 4")
    await expect(page.locator(".button--choice").first).to_have_text("3: neutraal")


@SCRIPTS
async def test_other_is_tapped_and_then_said(opens: Opens, script: bool) -> None:
    page = await opens(viewport=SMALL, java_script_enabled=script)
    await say(page, "succesfactoren")
    await newest(page, "Wat is uw rol?")
    await page.get_by_role("button", name="Anders, namelijk").click()
    await newest(page, "Typ het in uw eigen woorden.")
    await expect(page.locator(".button--choice")).to_have_count(0)
    await say(page, "griffier")
    await newest(page, "Ik lees: griffier.")


@SCRIPTS
async def test_after_the_end_and_at_marks_one_can_type(opens: Opens, script: bool) -> None:
    page = await opens(viewport=SMALL, java_script_enabled=script)
    await say(page, "waar begin ik")
    await newest(page, "Wat is uw rol?")
    for words in ("raadslid", "we kijken terug", "het gaat te langzaam", "sla maar over"):
        await say(page, words)
    await newest(page, "Hieronder staat wat u nu kunt doen.")
    await say(page, "samenvatting")
    await newest(page, "Klaar om te maken")


async def test_the_box_fits_on_a_small_screen(opens: Opens) -> None:
    """Nothing sticks out at 320 pixels, and box and button are big enough to hit."""
    page = await opens(viewport=SMALL)
    for words in ("succesfactoren", "raadslid", "het loopt"):
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= SMALL["width"]
        for part in (page.locator("#text"), page.locator(".write button")):
            box = await part.bounding_box()
            assert box and box["height"] >= 44 and box["width"] >= 44
        asked = await page.locator("fieldset legend").inner_text()
        name = re.compile(rf"Of typ het in uw eigen woorden ?: {re.escape(asked)}")
        await expect(page.get_by_role("textbox")).to_have_accessible_name(name)
        await say(page, words)
