"""From what was typed to an answer, or to the reason why it cannot be one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from dialogues.model import State

LONGEST = 2000
LONGEST_NAME = 80


class Unreadable(Exception):
    """The input is no answer here; `reason` is a key of the catalogue, `values` go into it."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


def clean(text: str) -> str:
    """Composed, without control characters, no blanks around; line breaks stay."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (c for c in text if c == "\n" or not unicodedata.category(c).startswith(("Cc", "Cs")))
    return "".join(kept).strip()


def read_text(text: str) -> str:
    """Raises Unreadable when there is nothing in it, or too much."""
    if not any(c.isalnum() for c in text):
        raise Unreadable("no_words")
    if len(text) > LONGEST:
        raise Unreadable("too_long", length=len(text), most=LONGEST)
    return text


def read_names(
    text: str, most: int, together: Collection[str], without: Collection[str] = ()
) -> tuple[str, ...]:
    """Names between commas, semicolons, lines or *en*.

    `together` are names that hold an *en*, `without` words before a name that are no part of it.
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
        raise Unreadable("no_words")
    if len(found) > most:
        raise Unreadable("too_many_names", count=len(found), most=most)
    if any(len(name) > LONGEST_NAME for name in found):
        raise Unreadable("long_name")
    return found


def read_choices(text: str, state: State, language: str) -> tuple[str, ...]:
    """Ids of the choices that a number, a label or the beginning of one stands for."""
    labels = [choice.text[language].casefold() for choice in state.choices]
    several = state.kind == "several"
    words = re.split(r"[,;\s]+", text) if re.fullmatch(r"[\d,;\s]+", text) else None
    pieces = words or (re.split(r"[,;\n]+", text) if several else [text])
    found = [_place(piece.strip().casefold(), labels) for piece in pieces if piece.strip()]
    if not found or None in found or (len(found) > 1 and not several):
        raise Unreadable("choose_several" if several else "choose", count=len(labels))
    return tuple(dict.fromkeys(state.choices[i].id for i in found if i is not None))


def _place(piece: str, labels: list[str]) -> int | None:
    if piece.isascii() and piece.isdigit():
        return int(piece) - 1 if 1 <= int(piece) <= len(labels) else None
    if piece in labels:
        return labels.index(piece)
    begins = [i for i, label in enumerate(labels) if len(piece) > 2 and label.startswith(piece)]
    within = [i for i, label in enumerate(labels) if len(piece) > 3 and piece in label.split()]
    matches = begins or within
    return matches[0] if len(matches) == 1 else None
