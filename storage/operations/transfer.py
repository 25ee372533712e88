"""From one database to another, SQLite or PostgreSQL: all of it, checked, or nothing.

What is sealed stays sealed, so the key file goes on as it is. Rows are told apart by a sum over
their hashes: databases sort words differently, and a sum has no order.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing, nullcontext
from typing import Any

from sqlalchemy import BigInteger, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.core.errors import StorageError
from storage.core.schema import TRANSIENT, metadata, replicas
from storage.database.postgres import one_by_one, postgres_engine, postgres_fault
from storage.database.sqlite import lock, sqlite_engine, sqlite_path
from storage.migrations.run import migrate, newest, schema_version

BATCH = 1000
WIDTH = 2**128
Sum = tuple[int, int]
"""How many rows, and the sum of their hashes."""
Progress = Callable[[str, int, int], None]
"""Told of a table: its name, how many rows are copied, and how many there are."""


async def copy_all(source: str, target: str, progress: Progress) -> dict[str, int]:
    """Copy every table; returns `rows[table]`. Raises StorageError, and copies nothing."""
    if source == target:
        raise StorageError("both addresses are the same database")
    path = sqlite_path(source)
    if path and not path.is_file():
        raise StorageError(f"there is no database {path}")
    async with _alone(source) as old, _alone(target) as new:
        await _check_source(old)
        await _check_target(new)
        counts = {}
        for table in _tables():
            counts[table.name] = await _copy(table, old, new, progress)
        await _count_on(old, new)
    return counts


def _tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if table not in TRANSIENT]


@asynccontextmanager
async def _alone(url: str) -> AsyncIterator[AsyncConnection]:
    """A transaction in a database that no coach uses."""
    path = sqlite_path(url)
    engine = sqlite_engine(url) if path else postgres_engine(url)
    try:
        with closing(lock(path)) if path else nullcontext():
            if path:
                path.touch(mode=0o600)
            async with engine.begin() as connection:
                if not path:
                    await one_by_one(connection)
                yield connection
    except (DBAPIError, OSError) as error:
        fault = postgres_fault(error) if not path else None
        reason = error.orig if isinstance(error, DBAPIError) else error
        raise fault or StorageError(f"{path or 'the database'}: {reason}") from None
    finally:
        await engine.dispose()


async def _check_source(old: AsyncConnection) -> None:
    version = await old.run_sync(schema_version)
    if version != newest():
        raise StorageError(
            f"the database to copy from has schema {version}, and this version copies "
            f"{newest()}: start this version of the coach on it once, and stop it"
        )
    if (await old.execute(select(replicas))).first():
        raise StorageError(
            "a coach uses the database to copy from: stop it; after a kill start it and stop it"
        )


async def _check_target(new: AsyncConnection) -> None:
    await migrate(new)
    for table in metadata.sorted_tables:
        if (await new.execute(select(table).limit(1))).first():
            raise StorageError(
                f"the database to copy to is not empty ({table.name}): choose an empty one"
            )


async def _copy(
    table: Table, old: AsyncConnection, new: AsyncConnection, progress: Progress
) -> int:
    total = (await old.execute(select(func.count()).select_from(table))).scalar_one()
    read: Sum = (0, 0)
    async for rows in _batches(table, old):
        await new.execute(insert(table), [dict(row._mapping) for row in rows])
        read = _added(read, rows)
        progress(table.name, read[0], total)
    written: Sum = (0, 0)
    async for rows in _batches(table, new):
        written = _added(written, rows)
    if read != written or read[0] != total:
        raise StorageError(f"the copy of {table.name} differs from it: nothing is copied")
    return total


async def _batches(table: Table, of: AsyncConnection) -> AsyncIterator[Sequence[Any]]:
    async with of.stream(select(table).execution_options(yield_per=BATCH)) as rows:
        async for part in rows.partitions():
            yield part


def _added(to: Sum, rows: Sequence[Any]) -> Sum:
    hashes = (hashlib.blake2b(repr(tuple(row)).encode(), digest_size=16).digest() for row in rows)
    total = sum(int.from_bytes(one) for one in hashes)
    return to[0] + len(rows), (to[1] + total) % WIDTH


async def _count_on(old: AsyncConnection, new: AsyncConnection) -> None:
    """Numbers go on where they were: also one whose row is gone is not given again."""
    for table in _tables():
        numbered = "id" in table.c and isinstance(table.c.id.type, BigInteger)
        if numbered and (last := await _last(old, table)):
            await _set_last(new, table, last)


async def _last(of: AsyncConnection, table: Table) -> int:
    """The highest number that was given; SQLite keeps it for some tables only."""
    found = (await of.execute(select(func.max(table.c.id)))).scalar_one() or 0
    if of.dialect.name != "sqlite":
        statement = f"SELECT last_value FROM {table.name}_id_seq WHERE is_called"
    elif _kept_by_sqlite(table):
        statement = f"SELECT seq FROM sqlite_sequence WHERE name = '{table.name}'"
    else:
        return int(found)
    kept = (await of.execute(text(statement))).scalar_one_or_none() or 0
    return max(int(found), int(kept))


async def _set_last(of: AsyncConnection, table: Table, last: int) -> None:
    if of.dialect.name != "sqlite":
        await of.execute(text(f"SELECT setval('{table.name}_id_seq', {last})"))
    elif _kept_by_sqlite(table):
        await of.execute(text(f"DELETE FROM sqlite_sequence WHERE name = '{table.name}'"))
        await of.execute(text(f"INSERT INTO sqlite_sequence VALUES ('{table.name}', {last})"))


def _kept_by_sqlite(table: Table) -> bool:
    return bool(table.dialect_options["sqlite"]["autoincrement"])
