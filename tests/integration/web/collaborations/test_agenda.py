"""The conversation agenda on its page, changed until it is one's own."""

from __future__ import annotations

import re
from html import unescape

import pytest

from frameworks.agenda.agenda import Agenda
from storage.repositories import rounds
from tests.support.browser import Browser
from tests.support.collaboration_pages import OWNER, World, words, world  # fmt: skip

__all__ = ["world"]


# --- the agenda


async def test_an_agenda_is_changed_until_it_is_ones_own(world: World) -> None:
    browser, here = await world.browser(OWNER), world.path(f"/rounds/{world.kept}/agenda")

    async def post(do: str, **fields: str) -> str:
        seen = re.findall(r'name="(seen|minutes_meant)" value="(\w+)"', await browser.get(here))
        return await browser.post(here, dict(seen) | fields, do=do)

    page = await browser.get(f"{here}?minutes=90")
    assert "90 minuten" in words(page)
    first, second, *_ = await points(browser, here)
    await post("down", place="1")
    assert (await points(browser, here))[:2] == [second, first]
    await post("up", place="2")
    assert (await points(browser, here))[:2] == [first, second]
    texts = {"opening": "Regel één\r\nen <b>twee</b>", "way": "Praten", "steps": "Een\r\n\r\nTwee"}
    page = await post(
        "edit", place="1", title="Anders", minutes="20", caution="", notes="n", **texts
    )
    assert "Anders" in words(page) and "en <b>twee</b>" in words(page) and "<b>" not in page
    await post("remove", place="2")
    assert second not in await points(browser, here)
    await post("back", place="1")
    await post("add", title="Eigen punt", opening="Hoe nu?", minutes="10")
    assert (await points(browser, here))[-2:] == [second, "Eigen punt"]
    await post("length", length="120")
    async with world.turns.store.begin() as work:
        kept = Agenda.load((await rounds.record(work, world.kept))["agenda"])
    assert kept.minutes == 120 and kept.entries[0].steps == ("Een", "Twee")
    assert kept.entries[0].opening == "Regel één\nen <b>twee</b>"
    plain = await browser.get(f"{here}.md")
    assert "Eigen punt" in plain and browser.headers["Content-Type"].startswith("text/markdown")
    assert "Eigen punt" in await browser.get(f"{here}.html")
    shown = browser.headers["Content-Disposition"]
    assert shown.startswith('attachment; filename="agenda.html";')


async def points(browser: Browser, here: str) -> list[str]:
    found = re.findall(r'<h2 id="point-\d+"[^>]*>\d+\. (.*?) <span', await browser.get(here), re.S)
    return [unescape(one) for one in found]


async def test_a_change_to_an_older_agenda_is_not_made(world: World) -> None:
    browser, here = await world.browser(OWNER), world.path(f"/rounds/{world.kept}/agenda")
    await browser.get(here)
    seen = dict(re.findall(r'name="(seen|minutes_meant)" value="(\w+)"', browser.page))
    await browser.post(here, do="remove", place="1", **seen)
    left = await points(browser, here)
    page = await browser.post(here, do="remove", place="1", **seen)
    assert "intussen veranderd" in words(page)
    assert await points(browser, here) == left


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "up", "place": "99"}, {"do": "up", "place": "x"}, {"do": "up"}, {"do": "fly"},
        {"do": "edit", "place": "1", "minutes": "0", "title": "x"}, {},
        {"do": "edit", "place": "1", "minutes": "5", "title": " "},
        {"do": "edit", "place": "1", "minutes": "5", "title": "x", "opening": "x" * 2001},
    ],
)  # fmt: skip
async def test_what_does_not_fit_an_agenda_is_refused(world: World, fields: dict[str, str]) -> None:
    browser, here = await world.browser(OWNER), world.path(f"/rounds/{world.kept}/agenda")
    await browser.get(here)
    seen = dict(re.findall(r'name="(seen|minutes_meant)" value="(\w+)"', browser.page))
    page = await browser.post(here, seen | fields)
    assert browser.status == 400 and "Er is niets veranderd" in words(page)
    async with world.turns.store.begin() as work:
        assert "agenda" not in await rounds.record(work, world.kept)


async def test_a_place_with_a_line_break_is_a_number_all_the_same(world: World) -> None:
    """The page that follows is told in a header, which has one line."""
    browser = await world.browser(OWNER)
    path = world.path(f"/rounds/{world.shared}/agenda")
    await browser.get(path)
    seen = re.search(r'name="seen" value="(\w+)"', browser.page)
    assert seen
    change = {"do": "edit", "place": "\n1", "minutes": "5", "title": "Eerst dit"}
    await browser.post(path, change, seen=seen[1])
    assert browser.status == 200 and "Eerst dit" in browser.page
