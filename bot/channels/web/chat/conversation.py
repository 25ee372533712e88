"""A visitor's conversation, read from storage for a page."""

from __future__ import annotations

from dialogues.turn.person import Person


def has_talk(visitor: Person | None) -> bool:
    return visitor is not None and any(kept.status == "active" for kept in visitor.kept)
