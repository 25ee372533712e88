"""Cutting words into lines that fit, without knowing with which font they will be drawn."""

from __future__ import annotations

import re

NARROW, WIDE = frozenset("fijlrtI.,:;'’‘!|()[]/- "), frozenset("mwMW@%…—")
SYLLABLE = re.compile(r"(?i)(?<=[a-z]{2})(?=[bcdfghjklmnpqrstvwxz][aeiouyéëïö])(?<!c(?=h))")
"""Where Dutch and English words may be cut: before a consonant that begins a syllable."""


def width(text: str, size: float) -> float:
    """About the width; of most fonts more than it will be."""
    return size * sum(map(_em, text))


def _em(c: str) -> float:
    if c in NARROW:
        return 0.36
    return 0.95 if c in WIDE else 0.7 if c.isupper() else 1.3 if c > "\u2e7f" else 0.6


def wrap(text: str, size: float, most: float) -> list[str]:
    """Lines no wider than `most`; a word that is wider is cut, between syllables if it can be."""
    lines = [""]
    for word in text.split():
        room = f"{lines[-1]} {word}".strip()
        if width(room, size) <= most:
            lines[-1] = room
            continue
        pieces = _cut(word, size, most)
        lines += pieces if lines[-1] else []
        lines = lines if lines[0] else pieces
    return lines


def _cut(word: str, size: float, most: float) -> list[str]:
    pieces = []
    while width(word, size) > most:
        fits = max(2, sum(width(word[:end] + "-", size) <= most for end in range(1, len(word))))
        places = [m.start() for m in SYLLABLE.finditer(word) if 2 < m.start() <= fits]
        end = places[-1] if places and places[-1] > fits // 2 else fits
        pieces.append(word[:end].rstrip("-") + "-")
        word = word[end:].lstrip("-")
    return [*pieces, word]
