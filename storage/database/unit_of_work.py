"""One transaction over everything: whatever a batch writes is there together, or not at all.

On SQLite they come one at a time, for a connection that tasks share would mix theirs. On
PostgreSQL they run side by side, with those of other replicas; there rows are locked.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.core import schema
from storage.core.crypto import Vault, load_keys
from storage.core.errors import ConcurrentWriteError, StorageError
from storage.database.postgres import one_by_one, postgres_engine, postgres_fault, settled
from storage.database.shift_key import make_once
from storage.database.sqlite import lock, sqlite_engine, sqlite_fault, sqlite_path
from storage.migrations.run import migrate

CHECK = b"samenspraak"
ATTEMPTS = 5
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work:
    """A transaction that is open, and the vault for what it reads and writes.

    `committed` is called after its commit; on SQLite before anyone else's transaction begins.
    """

    connection: AsyncConnection
    vault: Vault
    committed: list[Callable[[], None]] = field(default_factory=list)


class Store:
    """The database. Open it with `Store.open`, and close it. `shared`: with other replicas."""

    def __init__(self, engine: AsyncEngine, vault: Vault, lock: TextIO | None) -> None:
        self.engine, self.vault = engine, vault
        self.shared = engine.dialect.name != "sqlite"
        self._lock_file = lock
        self._turn = nullcontext() if self.shared else asyncio.Lock()

    @classmethod
    async def open(cls, url: str, key_file: Path) -> Store:
        """Open, migrate and check the key. Raises StorageError with what an operator can do."""
        path = sqlite_path(url)
        async with AsyncExitStack() as undo:
            held = lock(path) if path else None
            if path and held:
                undo.callback(held.close)
                path.touch(mode=0o600)
            engine = sqlite_engine(url) if path else postgres_engine(url)
            undo.push_async_callback(engine.dispose)
            try:
                store = cls(engine, await _prepare(engine, key_file), held)
            except (DBAPIError, OSError) as error:
                if fault := _fault(engine, error):
                    raise fault from None
                if not isinstance(error, DatabaseError):
                    raise
                raise StorageError(
                    f"{path or 'the database'} cannot be used ({error.orig}): "
                    "put back a backup, or the database that belongs here"
                ) from None
            undo.pop_all()
        return store

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Work]:
        """A transaction. Raises StorageError when the database does not let it.

        Nothing is written then, or, when a server went away during the commit, perhaps all is.
        """
        try:
            async with self._turn:
                async with self.engine.begin() as connection:
                    self.vault.refresh()
                    work = Work(connection, self.vault)
                    yield work
                for tell in work.committed:
                    tell()
        except PoolTimeout as error:
            raise StorageError("the database is too slow now: all connections are busy") from error
        except (DBAPIError, OSError) as error:
            if fault := _fault(self.engine, error):
                raise fault from error
            raise

    async def run(self, step: Callable[[Work], Awaitable[T]]) -> T:
        """A step in a transaction; from its beginning again when another replica was first.

        Raises ConcurrentWriteError when that was so `ATTEMPTS` times.
        """
        attempt = 1
        while True:
            try:
                async with self.begin() as work:
                    return await step(work)
            except ConcurrentWriteError:
                if attempt == ATTEMPTS:
                    raise
            attempt += 1

    async def settle(self) -> None:
        """Wait until every transaction that was under way has ended: each later one knows the keys
        of now."""
        if self.shared:
            await settled(self.engine)

    async def truncate_log(self) -> None:
        """Empty SQLite's write-ahead log, so that what was erased is not in it either."""
        if self.shared:
            return
        async with self._turn, self.engine.connect() as connection:
            raw = await connection.get_raw_connection()
            driver: Any = raw.driver_connection
            await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        async with self._turn:
            await self.engine.dispose()
        if self._lock_file:
            self._lock_file.close()


async def _prepare(engine: AsyncEngine, key_file: Path) -> Vault:
    """Bring in what is missing; a key is made for a database that has none yet, and only then."""
    async with engine.begin() as connection:
        if engine.dialect.name != "sqlite":
            await one_by_one(connection)
        await migrate(connection)
        row = await connection.execute(
            select(schema.meta.c.data).where(schema.meta.c.name == "key")
        )
        sealed = row.scalar_one_or_none()
        vault = load_keys(key_file, may_make=sealed is None)
        if sealed is None:
            values = {"name": "key", "data": vault.seal(CHECK, "meta/key")}
            await connection.execute(insert(schema.meta).values(values))
        else:
            vault.open(sealed, "meta/key")
        await make_once(connection, vault)
    return vault


def _fault(engine: AsyncEngine, error: DBAPIError | OSError) -> StorageError | None:
    if engine.dialect.name != "sqlite":
        return postgres_fault(error)
    return sqlite_fault(error) if isinstance(error, DBAPIError) else None
