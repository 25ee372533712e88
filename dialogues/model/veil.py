"""Names are replaced before anything is sent, and put back in what returns.

What a capital shows to be a name, of a person or a place, and what a partner was called: in doubt
it is replaced. Only a word that our own texts know may begin a sentence as it is. A name in small
letters that nobody told us is not known for one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from dialogues.listening.themes import CAPITAL_NAMES
from dialogues.texts.phrases import folded

CAPITAL = r"(?<![\w'’])[A-ZÀ-ÖØ-Þ][\w'’]*(?:-\w+)*"
CONTACT = r"https?://\S+|www\.\S+|\S+@\S+\.\w+|(?<![\w.,])\+?\d(?:[ -]?\d){7,}(?!\w)"
"""Addresses, and numbers that are too long for anything else than to reach or know someone."""
BEGINS = tuple(".!?…:;\n•–-‘“\"'(")
COVER = re.compile(r"\[N\d+\]")


class Veil:
    """The same name gets the same cover in all texts, by the order in which names come.

    plain: words, folded, that are no names; names: those that are known as such
    """

    def __init__(self, plain: Collection[str], names: Iterable[str] = ()) -> None:
        self._plain, self._covers = plain, dict[str, str]()
        known = sorted({one.strip() for one in names if one.strip()}, key=len, reverse=True)
        told = "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in known)
        whole = f"(?P<sure>{CONTACT}{'|' if told else ''}(?i:{told}))|{CAPITAL}"
        self._pattern = re.compile(whole if told else f"(?P<sure>{CONTACT})|{CAPITAL}")

    def cover(self, text: str) -> str:
        """A text without names."""
        return self._pattern.sub(self._covered, text)

    def lift(self, text: str) -> str:
        """The names back; a cover that was never given stays."""
        names = {cover: name for name, cover in self._covers.items()}
        return COVER.sub(lambda match: names.get(match[0], match[0]), text)

    def _covered(self, match: re.Match[str]) -> str:
        word = match[0]
        if match["sure"] is None and self._is_plain(word, match.string[: match.start()]):
            return word
        return self._covers.setdefault(word, f"[N{len(self._covers) + 1}]")

    def _is_plain(self, word: str, before: str) -> bool:
        """A known word that begins a sentence, is all capitals, or always has one."""
        before = before.rstrip(" \t")
        begins = not before or before.endswith(BEGINS)
        fits = begins or word.isupper() or folded(word) in CAPITAL_NAMES
        return fits and folded(word) in self._plain
