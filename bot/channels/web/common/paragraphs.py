"""The parts of a message as paragraphs and lists, ready for a template. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogues.messages.events import Part


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, or with entries a list in which each may have a small line below it."""

    kind: str
    text: str = ""
    entries: tuple[tuple[str, str], ...] = ()


def blocks(parts: Sequence[Part]) -> tuple[TextBlock, ...]:
    """Parts as paragraphs; items that follow each other become one list."""
    found: list[TextBlock] = []
    rest = list(parts)
    while rest:
        part = rest.pop(0)
        if part.kind != "item":
            found.append(TextBlock(part.kind, part.text))
            continue
        below = ""
        # One small line below an item belongs to it; several are paragraphs of their own.
        if _is_small(rest, 0) and not _is_small(rest, 1):
            below = rest.pop(0).text
        before = found.pop().entries if found and found[-1].kind == "list" else ()
        found.append(TextBlock("list", entries=(*before, (part.text, below))))
    return tuple(found)


def _is_small(parts: Sequence[Part], place: int) -> bool:
    return place < len(parts) and parts[place].kind == "small"
