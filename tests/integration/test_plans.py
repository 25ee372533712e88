"""A turn costs the same however much is stored: no table is read from end to end."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import event

from bot.channels.telegram.channel import Telegram
from bot.messages import Inbound, Outbound
from bot.sender import Sender
from bot.turns import Turns
from dialogues.inputs import Command, Input, Typed
from dialogues.loader import Content
from storage.schema import metadata
from storage.unit_of_work import Store

GIVEN: list[Input] = [
    Command("start", "core_questions"), Typed("1"), Command("back"), Typed("1"), Typed("2"),
    Command("pause"), Command("resume"), Command("stop"), Command("menu"),
]  # fmt: skip


class Deaf:
    """A channel that takes everything."""

    name = Telegram.name

    def __init__(self, wanted: int) -> None:
        self.wanted, self.all = wanted, asyncio.Event()

    async def deliver(self, out: Outbound) -> None:
        self.wanted -= 1
        if not self.wanted:
            self.all.set()


async def test_no_table_is_scanned(content: Content, store: Store) -> None:
    """Every statement of turns and sender finds its rows by an index."""
    said: dict[str, Any] = {}

    @event.listens_for(store.engine.sync_engine, "before_cursor_execute")
    def heard(_: Any, __: Any, statement: str, parameters: Any, ___: Any, many: bool) -> None:
        said.setdefault(statement, parameters[0] if many else parameters)

    turns, channel = Turns(content, store, lambda: 1000.0), Deaf(2 * len(GIVEN))
    sender = Sender(store, channel, lambda: 1000.0)
    turns.committed.append(sender.committed)
    sending = asyncio.create_task(sender.run())
    for number, given in enumerate(GIVEN):
        both = [Inbound("telegram", f"{number}/{who}", who, given, 1.0) for who in ("7", "8")]
        await turns.apply(both)
    await asyncio.wait_for(channel.all.wait(), 10)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    plans: dict[str, list[str]] = {}
    async with store.begin() as work:
        for statement, parameters in list(said.items()):
            if statement.split()[0] in ("SELECT", "UPDATE", "DELETE"):
                plan = await work.connection.exec_driver_sql(
                    f"EXPLAIN QUERY PLAN {statement}", parameters
                )
                plans[statement] = [row[3] for row in plan]
    assert any("UPDATE outbox" in statement for statement in plans)
    assert any("FROM sessions" in statement for statement in plans)
    whole = [f"SCAN {table}" for table in metadata.tables]
    scans = {one: plan for one, plan in plans.items() if any(step in whole for step in plan)}
    assert not scans
