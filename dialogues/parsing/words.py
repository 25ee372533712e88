"""What was typed as plain words, to compare with other words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

Phrase = tuple[str, ...]
"""Words without capitals, accents and apostrophes."""
APOSTROPHES = str.maketrans("", "", "'’‘`´")
WORD = re.compile(r"[^\W_]+")


def phrase(text: str) -> Phrase:
    """The words of a text."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(APOSTROPHES))
    return tuple(WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


@lru_cache(maxsize=8192)
def content_phrase(text: str) -> Phrase:
    """The words of a text of the content, kept; what people type is never kept here."""
    return phrase(text)


def find(part: Phrase, whole: Phrase) -> int:
    """Where a phrase stands in another one, in one piece; -1 when it does not."""
    places = range(len(whole) - len(part) + 1) if part else ()
    return next((i for i in places if whole[i : i + len(part)] == part), -1)


def after(text: str, length: int) -> str:
    """What is left of a text, as it was typed, behind so many of its words."""
    tokens, left = text.split(), len(phrase(text)) - length
    while tokens and (not left or len(phrase(" ".join(tokens[1:]))) >= left):
        tokens = tokens[1:]
    return " ".join(tokens).strip(" -–:,")


def without(whole: Phrase, parts: Iterable[Phrase]) -> Phrase:
    """A phrase with these taken out, in the order given."""
    for part in parts:
        while (place := find(part, whole)) >= 0:
            whole = whole[:place] + whole[place + len(part) :]
    return whole
