"""How a coach ends."""

from __future__ import annotations

import asyncio
import signal

from bot.settings import Settings
from bot.wiring import App
from dialogues.loader import Content
from storage.unit_of_work import Store


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
