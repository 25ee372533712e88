"""INSERT … ON CONFLICT: both databases have it, each in a module of its own.

PostgreSQL's is loaded only where it is used: it costs memory that SQLite's users need not pay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Table

from storage.database.unit_of_work import Work

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert


def upsert(work: Work, table: Table) -> Insert:
    """An INSERT that can be told what to do on a conflict."""
    if work.connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert

        return insert(table)
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    return sqlite_insert(table)  # type: ignore[return-value]  # alike in all that we use
