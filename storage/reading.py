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

from storage import schema
from storage.backup import database_file
from storage.crypto import Vault, load_keys
from storage.errors import StorageError
from storage.migrations.run import newest, schema_version
from storage.postgres import postgres_engine, postgres_fault
from storage.sqlite import sqlite_fault, sqlite_path
from storage.unit_of_work import Work

AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Reader:
    """A database to read from, in short transactions: during a long one SQLite's log grows."""

    engine: AsyncEngine
    vault: Vault

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Work]:
        """A transaction in which nothing can be written."""
        async with self.engine.connect() as connection:
            if self.engine.dialect.name != "sqlite":
                await connection.execute(text("SET TRANSACTION READ ONLY"))
            yield Work(connection, self.vault)


@asynccontextmanager
async def reading(url: str, key_file: Path) -> AsyncIterator[Reader]:
    """Raises StorageError when it is not there, is of another version, or has another key."""
    path = sqlite_path(url)
    engine = _sqlite(database_file(url)) if path else postgres_engine(url)
    reader = Reader(engine, load_keys(key_file, may_make=False))
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


async def person_ids(work: Work, after: str = "") -> list[str]:
    """The ids of persons, some at a time, after the one with this id."""
    rows = await work.connection.execute(
        select(schema.people.c.id)
        .where(schema.people.c.id > after)
        .order_by(schema.people.c.id)
        .limit(AT_A_TIME)
    )
    return list(rows.scalars())


async def owner_of(work: Work, session: str) -> str | None:
    """The person whose talk this is."""
    row = await work.connection.execute(
        select(schema.sessions.c.person).where(schema.sessions.c.id == session)
    )
    found: str | None = row.scalar_one_or_none()
    return found


async def place_of(work: Work, round_id: str) -> tuple[str, str, bool] | None:
    """The collaboration and the framework of a round, and whether it is a pulse."""
    row = await work.connection.execute(
        select(
            schema.rounds.c.collaboration, schema.rounds.c.framework, schema.rounds.c.pulse
        ).where(schema.rounds.c.id == round_id)
    )
    found = row.one_or_none()
    return (found.collaboration, found.framework, bool(found.pulse)) if found else None
