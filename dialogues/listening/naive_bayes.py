"""A naive Bayes classifier of short texts (multinomial, Laplace smoothing), in plain Python."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from math import exp, log
from zlib import crc32

from dialogues.texts.phrases import PhraseText, folded

PIECES = (3, 4)
SMOOTHING = 0.5


def features(text: str, pieces: Iterable[int] = PIECES) -> Iterator[str]:
    """Words, pairs of words with the borders of the text, and pieces of so many characters."""
    words = [folded(word) for word in PhraseText(text).words]
    if "?" in text:
        words.append("?")
    yield from words
    bounded = ["^", *words, "$"]
    yield from map(" ".join, pairwise(bounded))
    for word in words:
        held = f"<{word}>"
        for size in pieces:
            for start in range(len(held) - size + 1):
                yield f"~{held[start : start + size]}"


class NaiveBayes:
    """Learns from `(label, text)`, and gives every label a probability.

    Its probabilities are far too sure of long texts, as naive Bayes is: a threshold is found by
    measuring, not by reading it as a chance. It holds a few bytes for each label that a feature
    was seen with, and no words.
    """

    def __init__(
        self,
        examples: Iterable[tuple[str, str]],
        features: Callable[[str], Iterable[str]] = features,
        *,
        smoothing: float = SMOOTHING,
        least: int = 1,
        prior: bool = True,
    ) -> None:
        """least: so often a feature was seen; prior: whether what has more examples is likelier."""
        counts: dict[str, Counter[int]] = {}
        texts: Counter[str] = Counter()
        self._features = features
        for label, text in examples:
            counts.setdefault(label, Counter()).update(map(_key, features(text)))
            texts[label] += 1
        seen = Counter(key for counter in counts.values() for key in counter.elements())
        known = sorted(key for key, times in seen.items() if times >= least)
        self._labels = list(counts)
        self._prior = [log(texts[one] / texts.total()) if prior else 0.0 for one in counts]
        self._unseen = [
            log(smoothing / (sum(map(counter.__getitem__, known)) + smoothing * len(known)))
            for counter in counts.values()
        ]
        self._keys, self._ends = array("I", known), array("I", [0])
        self._with, self._gains = array("H"), array("f")
        for key in known:
            for number, counter in enumerate(counts.values()):
                if times := counter[key]:
                    self._with.append(number)
                    self._gains.append(log(times / smoothing + 1))
            self._ends.append(len(self._with))

    def scores(self, features: Iterable[str]) -> Mapping[str, float]:
        """By label: the logarithm of its chance, but for what all labels have in common."""
        sums, known = list(self._prior), 0
        for place in filter(None, map(self._place, features)):
            known += 1
            for at in range(self._ends[place - 1], self._ends[place]):
                sums[self._with[at]] += self._gains[at]
        unseen = (known * one for one in self._unseen)
        return dict(zip(self._labels, map(sum, zip(sums, unseen, strict=True)), strict=True))

    def probabilities(self, text: str) -> Mapping[str, float]:
        """By label; they sum to 1. What was never learned counts for nothing."""
        scores = self.scores(self._features(text))
        highest = max(scores.values())
        shares = {label: exp(score - highest) for label, score in scores.items()}
        total = sum(shares.values())
        return {label: share / total for label, share in shares.items()}

    def _place(self, feature: str) -> int:
        """From 1; 0 for what was not learned."""
        key = _key(feature)
        at = bisect_left(self._keys, key)
        return at + 1 if at < len(self._keys) and self._keys[at] == key else 0


def _key(feature: str) -> int:
    return crc32(feature.encode())
