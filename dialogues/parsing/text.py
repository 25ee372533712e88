"""From what was typed to an answer, or to the reason why it cannot be one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.known_names import KnownNames
from dialogues.parsing.words import Phrase

MAX_TEXT_CHARS = 16_384
"""Four whole messages of Telegram. A session is read at every turn, so it has a bound."""
LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
JOINT = re.compile(r"\s*(?:[,;&\n]|\b(?:en|EN|and|AND)\b)\s*")
"""Between two names."""
MAX_NAME_CHARS = 80
MAX_SMALL_NAME_WORDS = 4
"""Words of a name without capitals, such as *alphen aan den rijn*."""
TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks of the direction of writing: with them `fdp.exe` reads as `exe.pdf`."""
FEW = 3
"""Words in brackets that may be one more name, such as *(en misschien Someren)*."""
SMALL_WORD = 4
"""Letters of a word that stands in names without a capital, such as *voor*."""


def clean(text: str, *, listed: bool = False) -> str:
    """Composed, without control characters, no blanks around; line breaks stay.

    Cells, as they come out of a spreadsheet, are kept apart: a table is one where more lines have
    them. `listed`: each cell is an entry of its own.
    """
    text = _cells(LINE_END.sub("\n", unicodedata.normalize("NFC", text)), listed)
    kept = (c for c in text if c == "\n" or not unicodedata.category(c).startswith(("Cc", "Cs")))
    return "".join(kept).strip()


def one_line(text: str) -> str:
    """A name, for where it may not begin another line: each blank is one space, and nothing in it
    turns around what stands beside it."""
    return " ".join(TURNING.sub("", clean(" ".join(text.split()))).split())


def _cells(text: str, listed: bool) -> str:
    """With something that is seen in place of tabs."""
    lines = text.split("\n")
    table = sum("\t" in line.strip() for line in lines) > 1
    between = "\n" if listed else " | " if table else " "
    rows = ([cell.strip() for cell in line.split("\t")] for line in lines)
    return "\n".join(
        between.join(row) if len(row) > 1 else line for row, line in zip(rows, lines, strict=True)
    )


def read_text(text: str) -> str:
    """Raises InvalidInputError when there is nothing in it, or too much."""
    if not any(c.isalnum() for c in text):
        raise InvalidInputError("no_words")
    if len(text) > MAX_TEXT_CHARS:
        raise InvalidInputError("too_long", length=len(text), most=MAX_TEXT_CHARS)
    return text


def read_names(
    text: str, most: int, known: KnownNames, without: Collection[str] = ()
) -> tuple[str, ...]:
    """Names between commas, semicolons, lines or *en*, each once.

    A name that is `known` is not cut, and is spelt as it should be. `without` are words that are no
    part of a name; after one that begins with `!` a name is not meant.
    Raises InvalidInputError for none, for more than `most`, and for one that is too long.
    """
    read_text(text)
    words = _Around(without)
    pieces = JOINT.split(words.outside_brackets(known.hold(text)))
    named = (known.spelt(known.released(words.taken_off(piece))) for piece in pieces)
    each: dict[Phrase, str] = {}
    for name in filter(None, named):
        each.setdefault(known.key(name), name)
    found = tuple(each.values())
    if not found:
        raise InvalidInputError("no_names")
    if len(found) > most:
        raise InvalidInputError("too_many_names", count=len(found), most=most)
    if any(len(name) > MAX_NAME_CHARS for name in found):
        raise InvalidInputError("long_name")
    return found


class _Around:
    """The words around a name, longest first, so that *niet alleen* goes before *niet*."""

    def __init__(self, words: Collection[str]) -> None:
        longest = sorted(words, key=lambda word: -len(word.lstrip("!")))
        self._denying = {word[1:] for word in words if word.startswith("!")}
        either = "|".join(re.escape(word.lstrip("!")) for word in longest) or r"(?!)"
        self._first = re.compile(rf"({either})(?=\s|$)\s*", re.IGNORECASE)
        self._later = re.compile(rf"\s({either})(?=\s|$)")

    def outside_brackets(self, text: str) -> str:
        """Without remarks in brackets. What tells names apart, such as *(L.)*, stays."""

        def kept(match: re.Match[str]) -> str:
            inside = match[1].strip()
            if re.fullmatch(r"[A-Z][\w.\-]*", inside):
                return match[0]
            begun = re.match(r"(?:en|and)\b", inside) or self._first.match(inside)
            return f", {inside}" if begun and len(inside.split()) <= FEW else ""

        return re.sub(r"\s*\(([^()]*)\)?", kept, text)

    def taken_off(self, piece: str) -> str:
        """The name in a piece of what was typed; empty when there is none."""
        piece = piece.strip(" .!?:")
        while first := self._first.match(piece):
            if first[1].casefold() in self._denying:
                return ""
            piece = piece[first.end() :]
        if later := self._later.search(piece):
            if later[1] in self._denying:
                return ""
            piece = piece[: later.start()].strip(" .")
        return piece if _may_be_a_name(piece) else ""


def _may_be_a_name(piece: str) -> bool:
    """A name has letters, or figures such as *50+*.

    A long one has capitals in half of its words besides the small ones.
    """
    words = piece.split()
    told = [word for word in words if len(word) > SMALL_WORD or not word.islower()]
    capitals = sum(not word.islower() for word in told)
    long = len(words) > MAX_SMALL_NAME_WORDS
    known = any(c.isalnum() for c in piece) or "\0" in piece
    return known and not (long and capitals * 2 < len(told))
