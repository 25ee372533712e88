"""A naive Bayes classifier of short texts (multinomial, Laplace smoothing), in plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import exp, log

from dialogues.texts.phrases import PhraseText, folded

PIECES = (3, 4)
SMOOTHING = 0.5


class NaiveBayes:
    """Learns from `(label, text)`, and gives every label a probability.

    Its probabilities are far too sure of long texts, as naive Bayes is: a threshold is found by
    measuring, not by reading it as a chance.
    """

    def __init__(self, examples: Iterable[tuple[str, str]]) -> None:
        counts: dict[str, Counter[str]] = {}
        texts: Counter[str] = Counter()
        for label, text in examples:
            counts.setdefault(label, Counter()).update(features(text))
            texts[label] += 1
        known = {feature for counter in counts.values() for feature in counter}
        self._labels = list(counts)
        self._prior = [log(texts[label] / texts.total()) for label in self._labels]
        below = [counts[label].total() + SMOOTHING * len(known) for label in self._labels]
        self._weights = {
            feature: [
                log((counts[label][feature] + SMOOTHING) / total)
                for label, total in zip(self._labels, below, strict=True)
            ]
            for feature in known
        }

    def probabilities(self, text: str) -> Mapping[str, float]:
        """By label; they sum to 1. What was never learned counts for nothing."""
        known = filter(None, map(self._weights.get, features(text)))
        scores = [sum(of_label) for of_label in zip(self._prior, *known, strict=True)]
        highest = max(scores)
        shares = [exp(score - highest) for score in scores]
        total = sum(shares)
        return {label: share / total for label, share in zip(self._labels, shares, strict=True)}


def features(text: str) -> Iterator[str]:
    """Words, pairs of words with the borders of the text, and pieces of 3 and 4 characters."""
    words = [folded(word) for word in PhraseText(text).words]
    if "?" in text:
        words.append("?")
    yield from words
    bounded = ["^", *words, "$"]
    yield from map(" ".join, pairwise(bounded))
    for word in words:
        held = f"<{word}>"
        for size in PIECES:
            for start in range(len(held) - size + 1):
                yield f"~{held[start : start + size]}"
