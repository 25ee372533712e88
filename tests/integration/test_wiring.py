"""What a coach runs, and how it ends."""

from __future__ import annotations

import asyncio
import signal

from sqlalchemy import select

from bot.settings import Settings
from bot.wiring import App
from dialogues.loader import Content
from storage.schema import fires
from storage.unit_of_work import Store
from tests.left_talks import leave


async def test_a_task_that_stops_makes_it_end_as_failed(content: Content, store: Store) -> None:
    """So that something starts it again: an exit code of 0 would be left alone."""

    async def fails() -> None:
        raise RuntimeError

    app, ended = App(Settings(), content, store), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    app._run(fails())
    await asyncio.wait_for(ended.wait(), 5)
    asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)
    assert app.failed


async def test_a_coach_that_runs_looks_after_its_fires(content: Content, store: Store) -> None:
    """One that is years late is noted as passed, whatever the hour is now."""
    await leave(store, content, range(1), due=1e9)
    app = App(Settings(web_port=0), content, store)
    taken = asyncio.Event()
    app.turns.committed.append(lambda _: taken.set())
    await app.start()
    await asyncio.wait_for(taken.wait(), 5)
    async with store.begin() as work:
        rows = await work.connection.execute(select(fires.c.status))
        assert rows.scalars().all() == ["skipped"]
    await app.close()
