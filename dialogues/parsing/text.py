"""From what was typed to an answer, or to the reason why it cannot be one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from dialogues.parsing.errors import InvalidInputError

MAX_TEXT_CHARS = 2000
MAX_NAME_CHARS = 80


def clean(text: str) -> str:
    """Composed, without control characters, no blanks around; line breaks stay."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (c for c in text if c == "\n" or not unicodedata.category(c).startswith(("Cc", "Cs")))
    return "".join(kept).strip()


def read_text(text: str) -> str:
    """Raises InvalidInputError when there is nothing in it, or too much."""
    if not any(c.isalnum() for c in text):
        raise InvalidInputError("no_words")
    if len(text) > MAX_TEXT_CHARS:
        raise InvalidInputError("too_long", length=len(text), most=MAX_TEXT_CHARS)
    return text


def read_names(
    text: str, most: int, together: Collection[str], without: Collection[str] = ()
) -> tuple[str, ...]:
    """Names between commas, semicolons, lines or *en*, each once.

    `together` are names that hold an *en*, `without` words before a name that are no part of it.
    Raises InvalidInputError for none, for more than `most`, and for one that is too long.
    """
    read_text(text)
    held = {name.casefold(): f"\0{i}\0" for i, name in enumerate(together)}
    back = dict(zip(held.values(), together, strict=True))
    for name, mark in held.items():
        text = re.sub(rf"\b{re.escape(name)}\b", mark, text, flags=re.IGNORECASE)
    pieces = re.split(r"\s*(?:[,;&\n]|\b(?:en|and)\b)\s*", text)
    for mark, name in back.items():
        pieces = [piece.replace(mark, name) for piece in pieces]
    before = re.compile(rf"^(?:(?:{'|'.join(map(re.escape, without))})\s+)+", re.IGNORECASE)
    pieces = [before.sub("", piece) for piece in pieces] if without else pieces
    found = tuple(dict.fromkeys(p.strip(" .") for p in pieces if any(c.isalpha() for c in p)))
    if not found:
        raise InvalidInputError("no_words")
    if len(found) > most:
        raise InvalidInputError("too_many_names", count=len(found), most=most)
    if any(len(name) > MAX_NAME_CHARS for name in found):
        raise InvalidInputError("long_name")
    return found
