"""Words that are spelt almost alike, by rapidfuzz. It is loaded when first needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dialogues.parsing.vocabulary import Vocabulary
from dialogues.parsing.words import Phrase

SURE, MARGIN, MAYBE = 87.0, 10.0, 66.0
"""How alike, of 100, and by how much more than the next; measured on `typed_choices.yaml`."""
MIN_SURE_CHARS = 5
WORD_ALIKE, MIN_WORD_CHARS = 84.0, 4
TELLS = 0.9
"""What sharing telling words is worth beside being spelt alike as a whole."""


def alike(
    words: Phrase, options: Iterable[tuple[str, Sequence[Phrase]]], known: Vocabulary
) -> tuple[list[str], bool]:
    """The ids that it may be, likeliest first, and whether it is surely the first."""
    rated = sorted(
        ((*_best(words, phrases, known), name) for name, phrases in options), reverse=True
    )
    maybe = [name for score, _, name in rated if score >= MAYBE]
    if not maybe:
        return [], False
    first, spelt, _ = rated[0]
    second = rated[1][0] if len(rated) > 1 else 0.0
    long = len("".join(words)) >= MIN_SURE_CHARS
    return maybe, long and spelt >= SURE and first - second >= MARGIN


def _best(words: Phrase, phrases: Iterable[Phrase], known: Vocabulary) -> tuple[float, float]:
    """How alike it is to the likest, and how alike as a whole to one with the same denials."""
    from rapidfuzz.fuzz import ratio

    denied, whole = known.deny.intersection(words), " ".join(words)
    alike = spelt = 0.0
    for one in map(known.bare, phrases):
        score = ratio(whole, " ".join(one))
        alike = max(alike, score, TELLS * _shared(words, one))
        spelt = max(spelt, score) if known.deny.intersection(one) == denied else spelt
    return alike, spelt


def _shared(words: Phrase, label: Phrase) -> float:
    """The share, of 100, of the longer words of one that stand in the other, almost as spelt."""
    from rapidfuzz.fuzz import ratio

    mine = [word for word in words if len(word) >= MIN_WORD_CHARS]
    theirs = [word for word in label if len(word) >= MIN_WORD_CHARS]
    same = [word for word in mine if any(ratio(word, one) >= WORD_ALIKE for one in theirs)]
    return 100.0 * len(same) / min(len(mine), len(theirs)) if same else 0.0
