"""What a coach runs, and how it ends."""

from __future__ import annotations

import asyncio
import signal

from sqlalchemy import select

from bot.app import App
from bot.config.settings import Settings
from dialogues.definition.content import Content
from storage.core.schema import fires
from storage.database.unit_of_work import Store
from tests.support.abandoned_sessions import leave
from tests.support.clock import Clock
from tests.support.until import until


async def test_a_task_that_stops_makes_it_end_as_failed(
    content: Content, store: Store, clock: Clock
) -> None:
    """So that something starts it again: an exit code of 0 would be left alone."""

    async def fails() -> None:
        raise RuntimeError

    app, ended = App(Settings(), content, store, clock), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    app._run(fails())
    await until(ended.is_set)
    asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)
    assert app.failed


async def test_a_coach_that_runs_looks_after_its_fires(
    content: Content, store: Store, clock: Clock
) -> None:
    """One that is years late is noted as passed, whatever the hour is now."""
    await leave(store, content, range(1), due=1e9)
    app = App(Settings(web_port=0), content, store, clock)
    taken = asyncio.Event()
    app.turns.committed.append(lambda _: taken.set())
    await app.start()
    await until(taken.is_set)
    async with store.begin() as work:
        rows = await work.connection.execute(select(fires.c.status))
        assert rows.scalars().all() == ["skipped"]
    await app.close()
