"""A copy of before holds people who erased themselves since: put back, they are erased again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot.services import erasure
from storage.database.unit_of_work import Store, Work
from storage.repositories import fingerprints, people
from storage.repositories.fingerprints import Gone

MAX_PEOPLE_PER_BATCH = 200


async def erase_again(store: Store, gone: Sequence[Gone], now: float) -> int:
    """Erase whoever is marked, at `now` in seconds since the epoch; returns how many there were.

    The marks stay known, for a copy that is older still.
    """
    async with store.begin() as work:
        await fingerprints.take_over(work, gone)
        marked = {one.mark for one in gone if one.kind == "person"}
        by_mark = fingerprints.marks(work, "person", await people.all_ids(work))
    there = [person for mark, person in by_mark.items() if mark in marked]
    for first in range(0, len(there), MAX_PEOPLE_PER_BATCH):
        async with store.begin() as work:
            await _erase(work, there[first : first + MAX_PEOPLE_PER_BATCH], now)
    if there:
        await store.truncate_log()
    return len(there)


async def _erase(work: Work, persons: Sequence[str], now: float) -> None:
    for person in persons:
        await erasure.erase(work, person, now)


def erase_again_in(copy: Path, key_file: Path, gone: Sequence[Gone], now: float) -> int:
    """The same in a SQLite file that nobody uses; nothing stays beside it."""

    async def run() -> int:
        store = await Store.open(f"sqlite+aiosqlite:///{copy}", key_file)
        try:
            return await erase_again(store, gone, now)
        finally:
            await store.close()

    return asyncio.run(run())
