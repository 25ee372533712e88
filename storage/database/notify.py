"""One replica tells the others that something was stored, by PostgreSQL's NOTIFY.

It is told after the commit, in a transaction of its own: those with a NOTIFY in them commit one
by one in the whole database. What is told while nobody can listen is lost, so that at worst an
open page shows a reply later.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from sqlalchemy import text

from storage.core.errors import StorageError
from storage.database.unit_of_work import Store

CHANNEL = "samenspraak"
MAX_PAYLOAD_BYTES = 7900
"""Characters in a message; PostgreSQL takes fewer than 8000 bytes."""


async def tell(store: Store, message: str) -> None:
    """Tell every replica, ourselves too."""
    async with store.begin() as work:
        values = {"channel": CHANNEL, "message": message}
        await work.connection.execute(text("SELECT pg_notify(:channel, :message)"), values)


async def listen(store: Store, heard: Callable[[str], None]) -> None:
    """Hear what is told, on a connection of its own. Raises StorageError when that ends."""
    why = "it was closed"
    try:
        await _listen(store, heard)
    except Exception as error:  # the driver's own, that nobody has put in other words
        why = type(error).__name__
    raise StorageError(f"the connection for news has ended ({why})")


async def _listen(store: Store, heard: Callable[[str], None]) -> None:
    ended = asyncio.Event()
    async with store.engine.connect() as connection:
        raw: Any = (await connection.get_raw_connection()).driver_connection
        raw.add_termination_listener(lambda _: ended.set())
        try:
            await raw.add_listener(CHANNEL, lambda *told: heard(told[-1]))
            await ended.wait()
        finally:
            await connection.invalidate()
