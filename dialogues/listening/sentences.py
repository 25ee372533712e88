"""A text in sentences, as people type them: with full stops, lines, or none of these."""

from __future__ import annotations

import re

from dialogues.texts.formats import cut

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


def whole_sentences(text: str, most: int) -> str:
    """The sentences it begins with that fit in so many characters; a longer first one is cut."""
    if len(text) <= most:
        return text
    first, *others = sentences(text)
    said = cut(first, most)
    for one in others:
        if len(said) + len(one) >= most:
            break
        said = f"{said} {one}"
    return said
