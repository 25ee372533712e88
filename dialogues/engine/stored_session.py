"""A session as it is stored, opened when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dialogues.engine.session import Session, Status


@dataclass(slots=True)
class StoredSession:
    """A stored session; `open` reads it only when it is needed."""

    id: str
    dialogue: str
    status: Status
    touched: float
    open: Callable[[], Session]
    subject: str = ""
