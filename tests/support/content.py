"""Content as most tests want it: read once in a process, for nothing changes it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dialogues.authoring.loader import load
from dialogues.definition.content import Content


@cache
def loaded(extra: Path | None = None) -> Content:
    """Our own content, and that of a folder that stays as it is."""
    return load(extra)
