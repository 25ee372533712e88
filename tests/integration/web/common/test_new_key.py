"""A new key while people talk: it signs from then on, and what was signed before is known still."""

from __future__ import annotations

from pathlib import Path

from bot.channels.web.common.tokens import Keys
from bot.messages.links import Links
from bot.turns.processor import Turns
from storage.core.crypto import rotate
from storage.core.schema import inbox, people
from storage.database.unit_of_work import Store
from tests.support.browser import Browser, browser, count, server, turns

__all__ = ["browser", "server", "turns"]  # fixtures


async def test_a_talk_goes_on_and_its_cookie_becomes_of_the_new_key(
    browser: Browser, turns: Turns, tmp_path: Path
) -> None:
    """The form on the screen and the cookie are of before; nobody has to begin again."""
    await browser.begin()
    rotate(tmp_path / "key")
    await browser.tap("Raadslid")
    assert browser.status == 200 and "Raadslid" in browser.log
    secrets = turns.store.vault.secrets("cookies")
    newest = Keys(lambda: secrets()[:1], turns.clock)
    oldest = Keys(lambda: secrets()[1:], turns.clock)
    assert newest.shown(browser.cookie) and not oldest.shown(browser.cookie)


async def test_a_first_form_that_is_sent_twice_makes_one_person(
    browser: Browser, store: Store, tmp_path: Path
) -> None:
    """Also when there is another key by the second time."""
    await browser.get("/")
    form = {**browser.hidden(), "tap": browser.button("Klein gesprek (1 min)")}
    for _ in range(2):
        headers = {"Origin": browser.origin}
        await browser.client.post("/say", data=form, headers=headers, allow_redirects=False)
        browser.client.session.cookie_jar.clear()  # its answer was lost
        rotate(tmp_path / "key")
    assert await count(store, people) == 1 and await count(store, inbox) == 1


def test_links_are_signed_with_the_newest_and_known_by_all(turns: Turns, tmp_path: Path) -> None:
    """Personal links to pages, and into a group's chat."""
    vault, links = turns.store.vault, turns.links
    now = turns.clock()
    old = links.page("telegram", "7", "/my/settings"), links.group("0123456789ab", "7", now)
    rotate(tmp_path / "key")
    vault.refresh()
    new = links.page("telegram", "7", "/my/settings"), links.group("0123456789ab", "7", now)
    alone = Links(lambda: vault.secrets("links")()[:1], turns.clock)
    for made, with_newest in ((old, False), (new, True)):
        page, group = (link.rpartition(mark)[2] for link, mark in zip(made, "/=", strict=True))
        assert links.opened("page", page) and links.grouped(group, "7", now)
        assert (
            bool(alone.opened("page", page)) is with_newest is bool(alone.grouped(group, "7", now))
        )
