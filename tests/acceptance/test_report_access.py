"""Everyone can read a report as a page: an automated check, by day, at night and on paper."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser

from bot.reports.renderers.html import html
from tests.support.accessibility import FAINT, WIDE
from tests.support.barriers import barriers
from tests.support.reports import STYLE, around, everything


@pytest.mark.parametrize("look", [{"color_scheme": "light"}, {"color_scheme": "dark"}])
@pytest.mark.parametrize("words", ["", "<b>x</b> " * 9 + "woord" * 200])
async def test_a_report_has_no_barrier(chromium: Browser, look: Any, words: str) -> None:
    """Also on a phone, in a house style, and with ugly words; nothing is fetched."""
    fetched: list[str] = []
    page = await chromium.new_page(viewport={"width": 390, "height": 844}, **look)
    page.on("request", lambda request: fetched.append(request.url))
    for media in ("screen", "print"):
        await page.emulate_media(media=media, **look)
        await page.set_content(html(around(words) if words else everything(), STYLE))
        wrong, _ = await barriers(page)
        assert wrong == ""
        assert await page.evaluate(FAINT) == []
        assert await page.evaluate(WIDE) <= 0 or media == "print"
    assert [one for one in fetched if not one.startswith("data:")] == []
    await page.close()
