"""Whether a SQLite file is whole, ours, and readable with our keys; it is only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.core.crypto import Vault
from storage.core.errors import StorageError
from storage.migrations.run import newest

SEALED = {
    "meta": "SELECT 'meta/' || name, data FROM meta",
    "people": "SELECT 'people/' || id, data FROM people",
    "sessions": "SELECT 'sessions/' || id, data FROM sessions",
    "inbox": "SELECT 'inbox/' || channel || '/' || update_id, data FROM inbox",
    "outbox": "SELECT 'outbox/' || key, data FROM outbox",
    "collaborations": "SELECT 'collaborations/' || id, data FROM collaborations",
    "members": "SELECT 'members/' || id, data FROM members",
    "invites": "SELECT 'invites/' || id, data FROM invites",
    "rounds": "SELECT 'rounds/' || id, data FROM rounds",
    "rhythms": "SELECT 'rhythms/' || id, data FROM rhythms",
    "browsers": "SELECT 'browsers/' || id, data FROM browsers",
    "ballots": "SELECT 'ballots/' || round || '/' || member, data FROM ballots",
}
"""By table: what each sealed value belongs to, and the value; one that was erased is NULL."""
FIRST = ("meta", "people", "sessions", "inbox", "outbox")
"""Tables that there are in every schema."""
Counts = dict[str, int]
"""By table: the number of rows."""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A file to read from. Raises StorageError when it is no database; what a disk says goes on."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")
            yield connection
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise StorageError(f"{path} is no database, or a damaged one ({error})") from None


def count(connection: sqlite3.Connection) -> Counts:
    """The rows of every table."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    tables = [name for (name,) in names.fetchall() if not name.startswith("sqlite_")]
    statement = 'SELECT count(*) FROM "{}"'
    return {name: connection.execute(statement.format(name)).fetchone()[0] for name in tables}


def check_whole(connection: sqlite3.Connection, file: Path) -> None:
    """Raises StorageError for a damaged file."""
    found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise StorageError(f"{file} is damaged ({found.splitlines()[0]})")


def check(connection: sqlite3.Connection, file: Path, vault: Vault) -> int:
    """Whole, of a schema that we know, and every sealed value opens; returns how many those are.

    Raises StorageError when it is not so.
    """
    check_whole(connection, file)
    tables = count(connection).keys()
    if not tables >= {"alembic_version", *FIRST}:
        raise StorageError(f"{file} is a database, but not one of Samenspraak")
    version = connection.execute("SELECT max(version_num) FROM alembic_version").fetchone()[0]
    if version is None or version > newest():
        raise StorageError(
            f"{file} has schema {version}, and this version knows {newest()}: "
            "install the newer version first"
        )
    opened = 0
    for statement in (SEALED[table] for table in SEALED if table in tables):
        for about, data in connection.execute(statement):
            if data is not None:
                vault.open(data, about)
                opened += 1
    return opened
