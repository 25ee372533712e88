"""A text in sentences, as people type them: with full stops, lines, or none of these."""

from __future__ import annotations

import re

END = re.compile(r"(?<=[.!?…])[\"'’”)]*\s+|\n+")
SHORT = re.compile(r"(?:\b(?:bijv|bv|ca|nr|art|dhr|mevr|mr|dr|st|e\.g|i\.e|o\.a|d\.w\.z)\.)$", re.I)


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order; what stands after a short form is no new one."""
    found: list[str] = []
    for piece in END.split(text):
        if found and SHORT.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece.strip():
            found.append(piece.strip())
    return found
