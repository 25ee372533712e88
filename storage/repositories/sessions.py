"""Sessions, sealed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from sqlalchemy import Row

from dialogues.engine.session import Session
from dialogues.engine.stored_session import StoredSession
from storage.core.crypto import Vault
from storage.core.schema import sessions
from storage.database.unit_of_work import Work
from storage.database.upsert import upsert


def stored_session(vault: Vault, row: Row[Any]) -> StoredSession:
    """The session in a row; it is opened when it is needed."""
    opened = partial(_opened, vault, row)
    return StoredSession(row.id, row.dialogue, row.status, row.touched, opened, row.subject)


def _opened(vault: Vault, row: Row[Any]) -> Session:
    return Session.load(vault.open(row.data, f"sessions/{row.id}"))


async def save_sessions(work: Work, changed: Iterable[tuple[str, Session]]) -> None:
    """Write (person's id, session) each."""
    rows = [
        {
            "id": session.id,
            "person": person,
            "dialogue": session.dialogue,
            "status": session.status,
            "touched": session.touched,
            "subject": session.subject,
            "data": work.vault.seal(session.dump(), f"sessions/{session.id}"),
        }
        for person, session in changed
    ]
    if rows:
        statement = upsert(work, sessions)
        renewed = {name: statement.excluded[name] for name in ("status", "touched", "data")}
        await work.connection.execute(
            statement.on_conflict_do_update(index_elements=["id"], set_=renewed), rows
        )
