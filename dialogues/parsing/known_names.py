"""Names that are known, each with its other names: held together, spelt right, told alike. Pure.

Capitals, accents, hyphens and apostrophes do not count; an *en* may be an *&*.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from dialogues.parsing.words import Phrase, phrase

JOINTS = re.compile(r"[,;&()\n]|\b(?:en|EN|and|AND)\b")
"""What a list of names would be cut at."""
PIECES = re.compile(r"[\s\-‐–]+|['’‘`´]|\ben\b|.")
MARK = "\0{}\0"


class KnownNames:
    """`several`: of each municipality its names, the official one first. `before`: words that may
    stand before one."""

    def __init__(self, several: Iterable[Sequence[str]], before: Iterable[str] = ()) -> None:
        self._spelt: dict[Phrase, str] = {}
        self._official: dict[Phrase, str] = {}
        for names in several:
            for name in names:
                self._spelt.setdefault(phrase(name), name)
                self._official.setdefault(phrase(name), names[0])
        self._before = sorted(map(phrase, before), key=len, reverse=True)

    def __iter__(self) -> Iterator[str]:
        """All of them, as they are spelt."""
        return iter(self._spelt.values())

    def official(self, name: str) -> str:
        """What a municipality is called officially; empty for one that is not known."""
        return self._official.get(self._bare(name), "")

    def spelt(self, name: str) -> str:
        """The name as it is spelt; what is not known stays as it was typed."""
        whole = self._held[0].fullmatch(name)
        if whole and whole.lastindex:
            return self._held[1][whole.lastindex - 1]
        return self._spelt.get(phrase(name), name)

    def place(self, name: str) -> str:
        """The same, without the words before it where it is known."""
        return self._spelt.get(self._bare(name), name)

    def key(self, name: str) -> Phrase:
        """The same for all names of a municipality, and for whatever is spelt alike."""
        return phrase(self.official(name)) or self._bare(name) or (name,)

    def _bare(self, name: str) -> Phrase:
        """The words of a name, without those before it."""
        words = phrase(name)
        fits = (one for one in self._before if words[: len(one)] == one and words != one)
        return words[len(next(fits, ())) :]

    @cached_property
    def _held(self) -> tuple[re.Pattern[str], list[str]]:
        """Finds the names that would be cut, by their number; the longest first."""
        names = [name for name in self if JOINTS.search(name)]
        names.sort(key=len, reverse=True)
        either = "|".join(f"({_pattern(name)})" for name in names) or "(?!)"
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE), names

    def hold(self, text: str) -> str:
        """With a mark in the place of each name that would be cut."""
        found = self._held[0]
        return found.sub(lambda match: MARK.format((match.lastindex or 1) - 1), text)

    def released(self, text: str) -> str:
        """With the names in the place of their marks."""
        names = self._held[1]
        return re.sub(MARK.format(r"(\d+)"), lambda match: names[int(match[1])], text)


def _pattern(name: str) -> str:
    return "".join(map(_letter, PIECES.findall(name)))


def _letter(piece: str) -> str:
    if piece.isalpha() and len(piece) > 1:  # all others are single
        return "(?:en|and|&)"
    if piece in "'’‘`´":
        return "['’‘`´]?"
    if piece[0] in " -‐–":
        return r"(?:[^\S\n\t]|[-‐–])+"  # a line or a cell is another name
    if piece in ",.":
        return rf"\{piece}?"
    bare = unicodedata.normalize("NFKD", piece)[0]
    return re.escape(piece) if bare == piece else f"[{piece}{bare}]"
