"""The database read while the coach runs: no lock, no migration, nothing written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

from storage.core import schema
from storage.core.crypto import Vault, load_keys
from storage.core.errors import StorageError
from storage.database.postgres import postgres_engine, postgres_fault
from storage.database.sqlite import database_file, sqlite_fault, sqlite_path
from storage.database.unit_of_work import Work
from storage.migrations.run import newest, schema_version


@dataclass(frozen=True, slots=True)
class ReadOnlyStore:
    """A database to read from, in short transactions: during a long one SQLite's log grows."""

    engine: AsyncEngine
    vault: Vault

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Work]:
        """A transaction in which nothing can be written."""
        self.vault.refresh()
        async with self.engine.connect() as connection:
            if self.engine.dialect.name != "sqlite":
                await connection.execute(text("SET TRANSACTION READ ONLY"))
            yield Work(connection, self.vault)


@asynccontextmanager
async def reading(url: str, key_file: Path) -> AsyncIterator[ReadOnlyStore]:
    """Raises StorageError when it is not there, is of another version, or has another key."""
    path = sqlite_path(url)
    engine = _sqlite(database_file(url)) if path else postgres_engine(url)
    reader = ReadOnlyStore(engine, load_keys(key_file, may_make=False))
    try:
        try:
            async with reader.begin() as work:
                await _check(work)
        except OSError as error:
            raise _fault(error, path) from None
        yield reader
    except DBAPIError as error:
        raise _fault(error, path) from None
    finally:
        await engine.dispose()


def _fault(error: DBAPIError | OSError, path: Path | None) -> Exception:
    if path is None:
        return postgres_fault(error) or error
    if isinstance(error, DBAPIError):
        return sqlite_fault(error) or StorageError(
            f"{path} is no database, or a damaged one ({error.orig}): put back a backup"
        )
    return error


def _sqlite(path: Path) -> AsyncEngine:
    address = f"{path.absolute().as_uri()}?mode=ro"
    engine = create_async_engine(
        "sqlite+aiosqlite://",
        poolclass=StaticPool,
        async_creator=lambda: aiosqlite.connect(address, uri=True),
    )

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine.sync_engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


async def _check(work: Work) -> None:
    version = await work.connection.run_sync(schema_version)
    if version != newest():
        raise StorageError(
            f"the database has schema {version}, and this version knows {newest()}: "
            "start the coach of this version once, or use the one that made it"
        )
    row = await work.connection.execute(
        select(schema.meta.c.data).where(schema.meta.c.name == "key")
    )
    work.vault.open(row.scalar_one(), "meta/key")
