"""One transaction over everything: whatever a batch writes is there together, or not at all.

SQLite: one process, one connection, WAL with a sync at every commit, a write lock from the first
statement on (a read that later writes would fail at once under a deferred BEGIN).
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import event, insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

from storage import schema
from storage.crypto import Vault, load_keys
from storage.errors import StorageError
from storage.migrations.run import migrate

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "busy_timeout = 5000",
    "secure_delete = ON",
    "cache_size = -16000",
)
CHECK = b"samenspraak"


@dataclass(frozen=True, slots=True)
class Work:
    """A transaction that is open, and the vault for what it reads and writes.

    `committed` is called after its commit, and before anyone else's transaction begins.
    """

    connection: AsyncConnection
    vault: Vault
    committed: list[Callable[[], None]] = field(default_factory=list)


class Store:
    """The database of one process. Open it with `Store.open`, and close it."""

    def __init__(self, engine: AsyncEngine, vault: Vault, lock: TextIO | None) -> None:
        self.engine, self.vault = engine, vault
        self._lock_file = lock
        self._turn = asyncio.Lock()

    @classmethod
    async def open(cls, url: str, key_file: Path) -> Store:
        """Open, migrate and check the key. Raises StorageError with what an operator can do."""
        path = sqlite_path(url)
        new = path is None or not path.exists()
        async with AsyncExitStack() as undo:
            held = lock(path) if path else None
            if path and held:
                undo.callback(held.close)
                path.touch(mode=0o600)
            store = cls(_engine(url), load_keys(key_file, may_make=new), held)
            undo.push_async_callback(store.engine.dispose)
            try:
                await store._prepare()
            except OperationalError as error:
                raise _unusable(error) from None
            except DatabaseError as error:
                raise StorageError(
                    f"{path or 'the database'} cannot be used ({error.orig}): "
                    "put back a backup, or the database that belongs here"
                ) from None
            undo.pop_all()
        return store

    async def _prepare(self) -> None:
        await migrate(self.engine)
        async with self.begin() as work:
            row = await work.connection.execute(
                select(schema.meta.c.data).where(schema.meta.c.name == "key")
            )
            sealed = row.scalar_one_or_none()
            if sealed is None:
                values = {"name": "key", "data": self.vault.seal(CHECK, "meta/key")}
                await work.connection.execute(insert(schema.meta).values(values))
            else:
                self.vault.open(sealed, "meta/key")

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Work]:
        """One transaction at a time: a connection that tasks share would mix theirs.

        Raises StorageError when the disk or the rights do not let it; nothing is written then.
        """
        try:
            async with self._turn:
                async with self.engine.begin() as connection:
                    work = Work(connection, self.vault)
                    yield work
                for tell in work.committed:
                    tell()
        except OperationalError as error:
            raise _unusable(error) from error

    async def truncate_log(self) -> None:
        """Empty the write-ahead log, so that what was erased is not in it either."""
        async with self._turn, self.engine.connect() as connection:
            raw = await connection.get_raw_connection()
            await raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]

    async def close(self) -> None:
        async with self._turn:
            await self.engine.dispose()
        if self._lock_file:
            self._lock_file.close()


def _unusable(error: OperationalError) -> StorageError:
    """What SQLite says of a disk holds no content; the statement and its values would."""
    return StorageError(
        f"the database cannot be used now ({error.orig}): see to it that its disk has room, and "
        "that the coach's user may write the file and its folder"
    )


def sqlite_path(url: str) -> Path | None:
    parsed = make_url(url)
    return Path(parsed.database) if parsed.database and "sqlite" in parsed.drivername else None


def _engine(url: str) -> AsyncEngine:
    engine = create_async_engine(url, poolclass=StaticPool)

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # we begin our transactions ourselves
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def lock(path: Path) -> TextIO:
    """Hold the lock file beside the database; a second process is refused in plain words."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = path.with_suffix(path.suffix + ".lock")
    file = name.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        holder = file.read().strip() or "another process"
        file.close()
        raise StorageError(
            f"{path} is in use by process {holder}: stop that one first, or give this one "
            "another SAMENSPRAAK_DATA_DIR"
        ) from None
    file.seek(0)
    file.truncate()
    file.write(str(os.getpid()))
    file.flush()
    return file
