"""What a page asks for someone is done in their name, and said to the page alone."""

from __future__ import annotations

from sqlalchemy import func, select, update

from bot.messages.messages import Inbound
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command
from storage.core.schema import addresses, invites, outbox
from storage.database.unit_of_work import Store
from tests.support.clock import WEDNESDAY, Clock
from tests.support.groups import Group

OWNER = ("telegram", "1")


def aside(argument: str, update: str = "page.1") -> Inbound:
    return Inbound(
        OWNER[0], update, OWNER[1], Command("group", argument, sure=True), WEDNESDAY, aside=True
    )


async def said(store: Store) -> int:
    async with store.begin() as work:
        rows = await work.connection.execute(select(func.count()).select_from(outbox))
        return int(rows.scalar_one())


async def test_words_to_a_page_do_not_go_to_the_talk(
    content: Content, store: Store, clock: Clock
) -> None:
    turns = Turns(content, store, clock)
    turns.links.origin = "http://coach"
    group = Group(turns)
    await group.found()
    before = await said(store)
    outcome = await turns.submit(aside(f"{group.id} invite 0 council 1"))
    assert "een uitnodiging voor één persoon" in outcome.notice
    assert "http" not in outcome.notice, "the page has the link"
    again = await turns.submit(aside(f"{group.id} invite 0 council 1"))
    assert not again.fresh and again.notice == ""
    assert await said(store) == before
    async with store.begin() as work:
        rows = await work.connection.execute(select(func.count()).select_from(invites))
        assert rows.scalar_one() == 1


async def test_a_page_that_someone_opens_does_not_make_them_reachable(
    content: Content, store: Store, clock: Clock
) -> None:
    turns = Turns(content, store, clock)
    group = Group(turns)
    await group.found()
    async with store.begin() as work:
        await work.connection.execute(update(addresses).values(reachable=0))
    await turns.submit(aside(f"{group.id} town Nieuwdorp"))

    async def reachable() -> int:
        async with store.begin() as work:
            rows = await work.connection.execute(select(addresses.c.reachable))
            return int(rows.scalar_one())

    assert await reachable() == 0, "a blocked bot stays blocked"
    await group.command(OWNER, "menu")
    assert await reachable() == 1


def test_an_inbound_of_before_can_still_be_read() -> None:
    old = b'["Command",{"verb":"menu","argument":""},"7","nl"]'
    found = Inbound.load(old, "telegram", "1", "2", 3.0)
    assert found == Inbound("telegram", "1", "2", Command("menu"), 3.0, "7", "nl")
    new = aside("x")
    assert Inbound.load(new.dump(), "telegram", "page.1", "1", new.received) == new
