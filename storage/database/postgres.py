"""PostgreSQL: several replicas, each with a small pool; rows are locked, not the database."""

from __future__ import annotations

import asyncio

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.core.errors import ConcurrentWriteError, StorageError

POOL = 10
SETTINGS = {
    "application_name": "samenspraak",
    "synchronous_commit": "on",  # what is confirmed is on disk
    "lock_timeout": "15s",
    "idle_in_transaction_session_timeout": "30s",  # of a replica that hangs with rows locked
}
UNDER_WAY = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
AND application_name = 'samenspraak' AND pid <> pg_backend_pid() AND xact_start < :before
"""
PAUSE = 0.05
START = 0x5A3E
"""The advisory lock of who migrates: replicas that start together do that one by one."""

COLLIDED = ("23505", "40001", "40P01")
"""Unique violation, serialization failure, deadlock: another replica was first."""
UNUSABLE = ("08", "25006", "28", "3D", "42501", "53", "55P03", "57", "58")
"""No connection, read-only, no entrance, no database, no rights, full, locked, stopped, disk."""
SIGNED_OFF = "23503"
"""A holding without its replica: the only foreign key there is."""


def postgres_engine(url: str) -> AsyncEngine:
    """An engine with its pool. Raises StorageError when the driver is not installed."""
    try:
        return create_async_engine(
            url,
            pool_size=POOL,
            max_overflow=0,
            pool_pre_ping=True,  # a connection that died while it was idle fails nobody's turn
            connect_args={"server_settings": SETTINGS, "timeout": 10},
        )
    except ModuleNotFoundError as error:
        raise StorageError(f"PostgreSQL needs {error.name}: install it, or use SQLite") from None


async def one_by_one(connection: AsyncConnection) -> None:
    """Wait until no other replica prepares the database; until the end of this transaction."""
    await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": START})


async def settled(engine: AsyncEngine) -> None:
    """Wait until no transaction of ours is open that had begun before."""
    async with engine.connect() as connection:
        before = (await connection.execute(text("SELECT clock_timestamp()"))).scalar_one()
    while True:
        async with engine.connect() as connection:
            if not (await connection.execute(text(UNDER_WAY), {"before": before})).scalar_one():
                return
        await asyncio.sleep(PAUSE)


def postgres_fault(error: DBAPIError | OSError) -> StorageError | None:
    """In words for an operator, without a value; None when it is no fault of the surroundings.

    Source: the SQLSTATE codes in appendix A of PostgreSQL's manual.
    """
    if isinstance(error, OSError):
        return _unusable(error.strerror or type(error).__name__)
    state = getattr(error.orig, "sqlstate", None) or ""
    if state in COLLIDED:
        return ConcurrentWriteError("another replica was writing the same: try again")
    if state == SIGNED_OFF:
        return StorageError("this replica gave no sign of life for too long, and was signed off")
    if error.connection_invalidated or not state or state.startswith(UNUSABLE):
        cause = error.orig.__cause__ if error.orig else None
        return _unusable(type(cause or error).__name__)
    return None


def _unusable(reason: str) -> StorageError:
    return StorageError(
        f"the database cannot be used now ({reason}): see to it that PostgreSQL runs, can be "
        "reached from here, has room, and lets in the user of SAMENSPRAAK_DATABASE"
    )
