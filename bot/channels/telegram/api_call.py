"""A call of the Bot API as it goes over the wire."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """A method with its fields, and for an upload its field, the file's name, content and type."""

    method: str
    fields: dict[str, Any]
    file: tuple[str, str, bytes, str] | None = None
