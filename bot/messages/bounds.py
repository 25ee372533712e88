"""What may come in, whatever the channel, so that all that is behind it can be stored."""

from __future__ import annotations

KEPT = 32_768
"""Characters that are kept of what cannot be read."""


def whole(text: str) -> str:
    """Without what no database keeps: NUL goes, half a character becomes a question mark."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def as_text(raw: bytes) -> str:
    """Bytes to keep for an operator; what is no text is escaped."""
    return raw[: 4 * KEPT].decode("utf-8", "backslashreplace")[:KEPT]
