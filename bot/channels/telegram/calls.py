"""A call of the Bot API as it goes over the wire."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """A method with its fields, and for an upload its field, the file's name and its content."""

    method: str
    fields: dict[str, Any]
    file: tuple[str, str, bytes] | None = None
