"""Text with marked stretches. What a person wrote is covered by an entity, never parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dialogues.messages.events import Part, PartKind

MESSAGE, CAPTION, NOTICE = 4096, 1024, 200
"""What fits, in UTF-16 code units."""
LONG_QUOTE = 300
STYLES = {"strong": "bold", "heading": "bold", "small": "italic", "quote": "blockquote"}
UNDER: dict[str, tuple[PartKind, ...]] = {
    "item": ("heading", "strong", "item"),
    "small": ("heading", "strong", "item", "small"),
    "quote": ("small",),
}
"""What stands close under what; between all else is a blank line."""
BREAKS = tuple(
    re.compile(pattern) for pattern in (r"\n\n+", r"\n", r"[.!?…][\"'”’)\]]*\s+", r"\s+")
)


@dataclass(frozen=True, slots=True)
class Rich:
    """A text and its spans `(style, start, end)`, counted in characters."""

    text: str
    spans: tuple[tuple[str, int, int], ...] = ()

    def entities(self) -> list[dict[str, Any]]:
        """The spans as Telegram counts them, in UTF-16 code units."""
        return [
            {
                "type": style,
                "offset": units(self.text[:start]),
                "length": units(self.text[start:end]),
            }
            for style, start, end in self.spans
        ]

    def piece(self, start: int, end: int) -> Rich:
        """The stretch from `start` to `end` without the blanks around it, with its spans."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        end = start + len(words)
        clipped = ((s, max(a, start) - start, min(b, end) - start) for s, a, b in self.spans)
        return Rich(words, tuple((s, a, b) for s, a, b in clipped if a < b))


def units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def rich(parts: Iterable[Part]) -> Rich:
    """Parts as one text: what belongs together stands together."""
    text, spans, before = "", [], None
    for part in parts:
        words = part.text.strip()
        if not words:
            continue
        if before is not None:
            text += "\n" if before in UNDER.get(part.kind, ()) else "\n\n"
        start, before = len(text), part.kind
        text += f"• {words}" if part.kind == "item" else words
        if style := _style(part.kind, words):
            spans.append((style, start, len(text)))
    return Rich(text or "…", tuple(spans))


def _style(kind: PartKind, words: str) -> str | None:
    if kind == "quote" and len(words) > LONG_QUOTE:
        return "expandable_blockquote"
    return STYLES.get(kind)


def split(whole: Rich, most: int = MESSAGE) -> list[Rich]:
    """Pieces of at most `most` units, cut between paragraphs, else sentences, else words."""
    if units(whole.text) <= most:
        return [whole]
    pieces, start = [], 0
    while units(whole.text[start:]) > most:
        end = start + _cut(whole.text[start:], most)
        pieces.append(whole.piece(start, end))
        start = end
    pieces.append(whole.piece(start, len(whole.text)))
    return [piece for piece in pieces if piece.text]


def _cut(text: str, most: int) -> int:
    """Where to cut: the last best break in the second half of what fits."""
    window = text[:most]
    while (excess := units(window) - most) > 0:
        window = window[: len(window) - (excess + 1) // 2]
    for pattern in BREAKS:
        last = max((found.end() for found in pattern.finditer(window)), default=0)
        if last > len(window) // 2:
            return last
    return len(window)
