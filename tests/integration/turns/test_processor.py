"""Turns on real SQLite: once, in order, together, and one failure delays nobody."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from bot.messages.messages import Inbound, Outbound
from bot.turns import processor as module
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.dispatcher import handle
from dialogues.engine.session import Session
from dialogues.messages.inputs import Command, Input, Typed
from storage.core.schema import addresses, inbox, outbox, sessions
from storage.core.schema import people as person_table
from storage.database.unit_of_work import Store
from storage.repositories import outbox as stored_outbox
from storage.repositories import people
from tests.support.postgres import on_both
from tests.support.statements import raw_bytes

pytestmark = on_both
FULL = {
    "sqlite": "CREATE TRIGGER f BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'disk'); END",
    "postgresql": "ALTER TABLE outbox ADD CONSTRAINT disk CHECK (after < 2)",
}
EMPTY = {
    "sqlite": "DROP TRIGGER f",
    "postgresql": "ALTER TABLE outbox DROP CONSTRAINT disk",
}


def inbound(update: int, given: Input, address: str = "7") -> Inbound:
    return Inbound("telegram", str(update), address, given, float(update))


@pytest.fixture
def turns(content: Content, store: Store) -> Turns:
    return Turns(content, store, lambda: 1000.0)


async def replies(store: Store, address: str = "7") -> list[str]:
    async with store.begin() as work:
        rows = await stored_outbox.due(work, "telegram", 100)
    out = [Outbound.load(r.text, r.channel, r.address) for r in rows if r.address == address]
    return ["\n".join(part.text for part in one.parts) for one in out]


async def stored_session(store: Store) -> Session:
    async with store.begin() as work:
        person = (await people.people_at(work, {("telegram", "7")}))[("telegram", "7")]
    return person.sessions[-1].open()


async def test_a_batch_is_applied_in_order(turns: Turns, store: Store) -> None:
    """Three messages of one person in one batch are three turns, one after the other."""
    await turns.apply(
        [
            inbound(1, Command("start", "tiny")),
            inbound(2, Typed("2")),
            inbound(3, Typed("30 huizen")),
        ]
    )
    session = await stored_session(store)
    assert session.answers["goal"].value == "30 huizen"
    assert len(await replies(store)) == 3


async def test_a_repeat_is_dropped(turns: Turns, store: Store) -> None:
    """The same update twice, in one batch or in two, counts once."""
    start, answer = inbound(1, Command("start", "tiny")), inbound(2, Typed("2"))
    await turns.apply([start, start, answer])
    again = await turns.apply([answer])
    assert not again[0].fresh
    assert (await stored_session(store)).state == "goal"
    assert len(await replies(store)) == 2


async def test_those_who_wait_share_a_commit(
    turns: Turns, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty people at once need far fewer than twenty transactions."""
    begun = 0
    real = store.begin

    def counted() -> object:
        nonlocal begun
        begun += 1
        return real()

    monkeypatch.setattr(store, "begin", counted)
    await asyncio.gather(*(turns.submit(inbound(n, Command("start"), str(n))) for n in range(20)))
    assert begun <= 3


Fail = Callable[[str, int], None]


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> Fail:
    """Makes the engine fail on a text, so many times."""

    def plant(text: str, times: int) -> None:
        left, real = times, handle

        def receive(*arguments: Any) -> object:
            nonlocal left
            if isinstance(arguments[2], Typed) and arguments[2].text == text and left:
                left -= 1
                raise RuntimeError(f"secret {text}")
            return real(*arguments)

        monkeypatch.setattr(module, "handle", receive)

    return plant


async def test_a_failing_turn_is_tried_again(turns: Turns, store: Store, fail: Fail) -> None:
    """A fault that passes is not noticed."""
    fail("boem", 2)
    await turns.apply([inbound(1, Command("start", "tiny")), inbound(2, Typed("2"))])
    await turns.apply([inbound(3, Typed("boem"))])
    assert (await stored_session(store)).answers["goal"].value == "boem"


async def test_a_poisoned_turn_is_parked_and_delays_nobody(
    turns: Turns, store: Store, fail: Fail, log: io.StringIO
) -> None:
    """Others in the batch go on, the person hears of it, the next message works, no log tells."""
    fail("boem", 99)
    await turns.apply([inbound(1, Command("start", "tiny")), inbound(2, Typed("2"))])
    await turns.apply(
        [
            inbound(3, Typed("boem")),
            inbound(4, Command("start", "tiny"), "8"),
            inbound(5, Typed("40 huizen")),
        ]
    )
    assert (await stored_session(store)).answers["goal"].value == "40 huizen"
    assert any("niet aan u" in text for text in await replies(store))
    assert len(await replies(store, "8")) == 1
    async with store.begin() as work:
        rows = await work.connection.execute(
            select(inbox.c.update_id, inbox.c.error).where(inbox.c.status == "parked")
        )
        assert [tuple(row) for row in rows] == [("3", "RuntimeError")]
    assert "turn parked" in log.getvalue()
    assert "boem" not in log.getvalue()


async def test_a_failing_commit_confirms_nothing(turns: Turns, store: Store) -> None:
    """When the database fails, neither the inbox nor the session has moved."""
    await turns.apply([inbound(1, Command("start", "tiny"))])
    async with store.begin() as work:
        await work.connection.exec_driver_sql(FULL[store.engine.dialect.name])
    with pytest.raises(Exception, match="disk"):
        await turns.apply([inbound(2, Typed("2"))])
    with pytest.raises(Exception, match="disk"):
        await turns.submit(inbound(2, Typed("2")))
    async with store.begin() as work:
        await work.connection.exec_driver_sql(EMPTY[store.engine.dialect.name])
    assert (await stored_session(store)).state == "role"
    await turns.apply([inbound(2, Typed("2"))])
    assert (await stored_session(store)).state == "goal"


async def test_who_writes_again_is_reachable_again(turns: Turns, store: Store) -> None:
    """Someone had blocked us; a new message shows that this is over."""
    await turns.apply([inbound(1, Command("start"))])
    async with store.begin() as work:
        await people.set_reachable(work, ("telegram", "7"), False)
    await turns.apply([inbound(2, Command("menu"))])
    async with store.begin() as work:
        rows = await work.connection.execute(select(addresses.c.reachable))
        assert rows.scalars().all() == [1]


async def test_a_wait_outlives_an_erasure(turns: Turns, store: Store) -> None:
    """The channel asked to wait: that goes over from what is erased to the word that it was."""
    await turns.apply([inbound(1, Command("start", "tiny"))])
    await turns.apply([inbound(2, Command("start", "tiny"), "8")])
    async with store.begin() as work:
        for row in await stored_outbox.due(work, "telegram", 10):
            await stored_outbox.postpone(work, row, 1030.0 + row.after, "too many calls")
    handed: list[stored_outbox.OutboxRow] = []
    turns.committed.append(lambda replies: handed.extend(row for row, _ in replies))
    await turns.apply([inbound(3, Command("erase", "yes", sure=True))])
    async with store.begin() as work:
        waits = [
            (row.address, row.not_before) for row in await stored_outbox.due(work, "telegram", 10)
        ]
    assert waits == [("8", 1032.0), ("7", 1031.0)]
    assert [row.not_before for row in handed] == [1031.0]


async def test_nothing_readable_is_stored(turns: Turns, store: Store) -> None:
    """Neither an answer nor a question stands in the database's files, or in its rows."""
    await turns.apply([inbound(1, Command("start", "tiny")), inbound(2, Typed("2"))])
    await turns.apply([inbound(3, Typed("Zwaluwstaart bouwt huizen"))])
    raw = await raw_bytes(store)
    assert b"Zwaluwstaart" not in raw
    assert b"Raadslid" not in raw
    assert b"telegram" in raw


async def test_export_holds_everything_and_erase_leaves_nothing(turns: Turns, store: Store) -> None:
    """What was said is in the export; after erasing no row of the person is left."""
    await turns.apply([inbound(1, Command("start", "tiny")), inbound(2, Typed("2"))])
    await turns.apply([inbound(3, Typed("Zwaluwstaart bouwt")), inbound(4, Command("export"))])
    async with store.begin() as work:
        rows = await stored_outbox.due(work, "telegram", 100)
    document = Outbound.load(rows[-1].text, "telegram", "7").document
    assert document is not None
    everything = json.loads(document.body)
    assert everything["sessions"][0]["answers"]["goal"][0] == "Zwaluwstaart bouwt"
    assert len(everything["messages_from_you"]) == 4
    yes = Command("erase", "yes", sure=True)
    await turns.apply([inbound(5, Command("erase")), inbound(6, yes)])
    async with store.begin() as work:
        for table in (person_table, addresses, sessions):
            assert not list(await work.connection.execute(select(table)))
        left = list(await work.connection.execute(select(inbox.c.data, inbox.c.address)))
        assert left == []
        outgoing = list(await work.connection.execute(select(outbox.c.person)))
        assert [row[0] for row in outgoing] == [None]
    again = await turns.apply([inbound(3, Typed("Zwaluwstaart bouwt"))])
    assert not again[0].fresh
