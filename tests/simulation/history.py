"""All that the database ever held: triggers copy each row in the transaction that writes it.

So what an erasure took out, or a block, can still be compared at the end.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.messages.messages import Inbound
from dialogues.engine.session import Session
from storage.core.crypto import Vault, load_keys

TABLES = ("inbox", "outbox", "sessions")
OF_PERSONS = {"people": "id", "addresses": "person", **dict.fromkeys(TABLES, "person")}
COPY = """
CREATE TABLE IF NOT EXISTS past_{0} AS SELECT *, 0.0 AS at FROM {0} WHERE 0;
CREATE TRIGGER IF NOT EXISTS keep_{0} AFTER INSERT ON {0}
BEGIN INSERT INTO past_{0} SELECT *, seconds() FROM {0} WHERE id = NEW.id; END;
"""


def record(database: Path) -> None:
    """From now on keep a copy of what is written. `seconds` is defined by the one who writes."""
    connection = sqlite3.connect(database)
    connection.executescript("".join(COPY.format(table) for table in TABLES))
    connection.close()


@dataclass
class History:
    """What was written, oldest first; `now` holds the same tables as they are at rest.

    `persons` are the ids that still stand somewhere.
    """

    inbox: list[Any]
    outbox: list[Any]
    sessions: list[Any]
    now: dict[str, list[Any]]
    persons: set[str]
    vault: Vault

    def inbound(self, row: Any) -> Inbound:
        name = f"inbox/{row['channel']}/{row['update_id']}"
        text = self.vault.open(row["data"], name)
        return Inbound.load(text, row["channel"], row["update_id"], row["address"], row["received"])

    def session(self, row: Any) -> Session:
        return Session.load(self.vault.open(row["data"], f"sessions/{row['id']}"))

    def text(self, row: Any) -> bytes:
        return self.vault.open(row["data"], f"outbox/{row['key']}")


def read(folder: Path) -> History:
    """Read all of it from a database that nobody uses any more."""
    connection = sqlite3.connect(folder / "data" / "db.sqlite3")
    connection.row_factory = sqlite3.Row

    def rows(table: str) -> list[Any]:
        return connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()

    now = {table: rows(table) for table in OF_PERSONS}
    persons = {row[key] for table, key in OF_PERSONS.items() for row in now[table]}
    inbox, outbox, sessions = (rows(f"past_{table}") for table in TABLES)
    connection.close()
    vault = load_keys(folder / "key", may_make=False)
    return History(inbox, outbox, sessions, now, persons - {None}, vault)
