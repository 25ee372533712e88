"""Which of many lists of phrases may have one in a text: the others need not be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dialogues.texts.phrases import MARKS, PhraseText, folded

STEM = 4
"""Letters of the beginning of a word by which a phrase is looked for that has no whole word."""


class PhraseIndex:
    """Lists of phrases, each by the rarest word of it."""

    def __init__(self, lists: Iterable[Iterable[str]]) -> None:
        keys = [[_keys(entry) for entry in entries] for entries in lists]
        often = Counter(key for entries in keys for one in entries for key in one)
        places: dict[str, set[int]] = {}
        for place, entries in enumerate(keys):
            for one in entries:
                rarest = min(one, key=lambda key: (often[key], -len(key)), default="")
                places.setdefault(rarest, set()).add(place)
        self._always = frozenset(places.pop("", ()))
        self._places = places

    def near(self, text: PhraseText) -> Sequence[int]:
        """The places, in order, of the lists that may have a phrase in it."""
        keys = self._places.keys() & _keys_in(text)
        return sorted(self._always.union(*(self._places[key] for key in keys)))


def _keys(entry: str) -> list[str]:
    """What a text must have if it is to have a phrase: words, else the beginnings of words."""
    words = entry.split()
    whole = [folded(word) for word in words if not MARKS.search(word)]
    return whole or list(filter(None, map(_beginning, words)))


def _beginning(word: str) -> str:
    """The first letters of a word whose rest is left open, with a mark; empty when too few."""
    head, star, _ = word.partition("*")
    stem = "" if MARKS.search(head) else folded(head)
    return f"{stem[:STEM]}*" if star and len(stem) >= STEM else ""


def _keys_in(text: PhraseText) -> Iterator[str]:
    for word in text.vocabulary:
        yield word
        yield f"{word[:STEM]}*"
