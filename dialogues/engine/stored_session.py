"""A session as it is stored, opened when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dialogues.engine.session import Session, Status


@dataclass(slots=True)
class StoredSession:
    """A session as it is stored.

    id: the session's
    dialogue: id of the dialogue
    status: as in `Session`
    touched: when something last came in, in seconds since the epoch
    open: reads the whole session
    subject: what it is held for; empty for a talk of one's own
    """

    id: str
    dialogue: str
    status: Status
    touched: float
    open: Callable[[], Session]
    subject: str = ""
