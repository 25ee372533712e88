"""Where SQLite is in use, the coach itself seals everything anew when an operator asks for it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import structlog

from storage.core.errors import StorageError
from storage.database.unit_of_work import Store
from storage.operations.reseal import Request, reseal

log = structlog.get_logger()
PAUSE, AFTER_FAULT = 1.0, 60.0


async def reseal_on_request(store: Store, key_file: Path) -> None:
    """Until it is cancelled. What was cut off goes on at the next start: the request stays."""
    request = Request(key_file)
    while True:
        if request.there:
            try:
                number = await reseal(store, request.write)
                request.remove()
                log.info("all is sealed with the newest key", values=number)
            except (StorageError, OSError) as fault:
                log.warning("not all is sealed anew", reason=str(fault))
                await asyncio.sleep(AFTER_FAULT)
        await asyncio.sleep(PAUSE)
