"""SQLite: one process, one connection, WAL with a sync at every commit.

A write lock is held from the first statement on: under a deferred BEGIN a read that later writes
would fail at once.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

from storage.core.errors import InUseError, StorageError

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "busy_timeout = 5000",
    "secure_delete = ON",
    "cache_size = -16000",
)


def sqlite_path(url: str) -> Path | None:
    """The file of a database, or None when it is no file."""
    parsed = make_url(url)
    return Path(parsed.database) if parsed.database and "sqlite" in parsed.drivername else None


def sqlite_engine(url: str) -> AsyncEngine:
    """An engine with one connection; each transaction takes the write lock at its beginning."""
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
    """Hold the lock file beside the database.

    Raises InUseError when another process holds it.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = path.with_suffix(path.suffix + ".lock")
    file = name.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        holder = file.read().strip() or "another process"
        file.close()
        raise InUseError(
            f"{path} is in use by process {holder}: stop that one first, or give this one "
            "another SAMENSPRAAK_DATA_DIR"
        ) from None
    file.seek(0)
    file.truncate()
    file.write(str(os.getpid()))
    file.flush()
    return file


def sqlite_fault(error: DBAPIError) -> StorageError | None:
    """What SQLite says of a disk holds no content; the statement and its values would."""
    if not isinstance(error, OperationalError):
        return None
    return StorageError(
        f"the database cannot be used now ({error.orig}): see to it that its disk has room, and "
        "that the coach's user may write the file and its folder"
    )


def database_file(url: str) -> Path:
    """The file of a database that is there. Raises StorageError when it is not, or is no SQLite."""
    path = put_in_place(url)
    if not path.is_file():
        raise StorageError(
            f"there is no database {path}: run this in the coach's folder, with its settings "
            "(SAMENSPRAAK_DATA_DIR, or SAMENSPRAAK_DATABASE)"
        )
    return path


def put_in_place(url: str) -> Path:
    """The file of a database that may not be there yet.

    Raises StorageError when it is no SQLite.
    """
    path = sqlite_path(url)
    if path is None:
        raise StorageError("this is for SQLite: copy a PostgreSQL database with pg_dump")
    return path
