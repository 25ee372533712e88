"""The secret of the shifts: made once, kept for ever, and ledgers of before are gone with it."""

from __future__ import annotations

from pathlib import Path

import orjson
from sqlalchemy import delete, insert, select

from storage.core.crypto import rotate
from storage.core.schema import meta, rounds
from storage.database.unit_of_work import Store
from storage.operations.reseal import reseal
from storage.repositories.shifts import shifts


async def opened(folder: Path) -> Store:
    return await Store.open(f"sqlite+aiosqlite:///{folder / 'db.sqlite3'}", folder / "key")


async def coins(store: Store) -> list[float]:
    async with store.begin() as work:
        found = await shifts(work)
    return [found.of(f"m{n}", "q") for n in range(50)]


async def test_it_is_made_once_and_outlives_the_key(tmp_path: Path) -> None:
    """After a start, and after all is sealed anew with another key."""
    store = await opened(tmp_path)
    first = await coins(store)
    rotate(tmp_path / "key")
    await reseal(store, lambda _: None)
    assert await coins(store) == first
    await store.close()
    store = await opened(tmp_path)
    assert await coins(store) == first
    await store.close()


async def test_where_it_is_lost_coins_are_tossed_anew(tmp_path: Path) -> None:
    """And two databases have coins of their own."""
    store = await opened(tmp_path)
    first = await coins(store)
    async with store.begin() as work:
        await work.connection.execute(delete(meta).where(meta.c.name == "shifts"))
    await store.close()
    store = await opened(tmp_path)
    assert await coins(store) != first
    await store.close()


async def test_a_ledger_of_before_goes_at_the_first_start(tmp_path: Path) -> None:
    """The result and the agenda stay as they were."""
    store = await opened(tmp_path)
    place, record = "rounds/r", {"result": "{}", "ledger": "m1 m2", "agenda": "{}"}
    async with store.begin() as work:
        await work.connection.execute(delete(meta).where(meta.c.name == "shifts"))
        await work.connection.execute(
            insert(rounds).values(
                id="r", collaboration="g", framework="f", opens=0, closes=1, rules="{}",
                status="published", data=work.vault.seal(orjson.dumps(record), place),
            )
        )  # fmt: skip
    await store.close()
    store = await opened(tmp_path)
    async with store.begin() as work:
        row = await work.connection.execute(select(rounds.c.data))
        kept = orjson.loads(work.vault.open(row.scalar_one(), place))
    assert kept == {"result": "{}", "agenda": "{}"}
    await store.close()
