"""BM25: which of several documents is nearest to a text, by the words and pieces they share.

Okapi BM25 (Robertson and Zaragoza, 2009) over weighted features, in plain Python. Pieces of words
find a Dutch compound by its parts, and a word that is spelled otherwise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log

from dialogues.texts.phrases import WORD, folded

Features = Mapping[str, float]
PIECE_CHARS = 4
SATURATION, LENGTH_SHARE = 1.2, 1.0
"""BM25's k1 and b."""
NOTHING: Features = {}
NOWHERE: Mapping[int, float] = {}


def features(text: str) -> Counter[str]:
    """Its words, and every piece of four characters within a word."""
    words = [folded(word) for word in WORD.findall(text)]
    return Counter(words) + Counter(piece for word in words for piece in _pieces(f"<{word}>"))


def _pieces(word: str) -> Iterator[str]:
    for start in range(max(1, len(word) - PIECE_CHARS + 1)):
        yield f"~{word[start : start + PIECE_CHARS]}"


class Bm25:
    """Ranks documents, each known by its place."""

    def __init__(self, documents: Sequence[Features]) -> None:
        self._lengths = [sum(document.values()) for document in documents]
        self._mean = sum(self._lengths) / len(documents) if documents else 1.0
        self._counts: dict[str, dict[int, float]] = defaultdict(dict)
        for place, document in enumerate(documents):
            for feature, count in document.items():
                self._counts[feature][place] = count

    def scores(self, query: Features, place: int = -1, without: Features = NOTHING) -> list[float]:
        """How near each document is: 1 is as near as the text itself would be.

        The document at `place` is read `without` some of its features, to measure.
        """
        total, most = len(self._lengths), 0.0
        found, size, less = [0.0] * total, sum(query.values()), sum(without.values())
        stretch = [self._stretch(length) for length in self._lengths]
        if less:
            stretch[place] = self._stretch(self._lengths[place] - less)
        for feature, count in query.items():
            there = self._counts.get(feature, NOWHERE)
            if gone := without.get(feature):
                there = {**there, place: there[place] - gone}
                if there[place] <= 0:
                    del there[place]
            rarity = log(1 + (total - len(there) + 0.5) / (len(there) + 0.5)) * (SATURATION + 1)
            most += rarity * count / (count + self._stretch(size))
            for one, times in there.items():
                found[one] += rarity * times / (times + stretch[one])
        return [score / most if most else 0.0 for score in found]

    def _stretch(self, length: float) -> float:
        """How slowly a count fills up in a document of this length."""
        return SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / self._mean)
