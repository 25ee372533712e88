"""A talk of the terminal in a file, to go on with in another run."""

from __future__ import annotations

import os
from pathlib import Path

from dialogues.definition.content import Content
from dialogues.engine.session import Session
from frameworks.definition.errors import SamenspraakError


class KeptTalkError(SamenspraakError):
    """The file holds no talk to go on with; the message says why and what to do."""


def read_talk(path: Path, content: Content, dialogue: str) -> Session | None:
    """The talk in a file; None when there is none yet. Raises KeptTalkError."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KeptTalkError(f"{path} cannot be read: {error.strerror}") from None
    try:
        session = Session.load(raw)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise KeptTalkError(f"{path} holds no talk: give another file") from None
    if session.dialogue != dialogue or dialogue not in content.dialogues:
        raise KeptTalkError(f"{path} holds a talk of '{session.dialogue}': play that one")
    if session.status == "completed":
        raise KeptTalkError(f"{path} holds a talk that is finished: give another file")
    return session


def write_talk(path: Path, session: Session) -> None:
    """Whole or not at all, for its owner only. Raises KeptTalkError."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(session.dump())
        fresh.replace(path)
    except OSError as error:
        raise KeptTalkError(f"{path} cannot be written: {error.strerror}") from None
