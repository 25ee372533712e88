"""Questions to the coach: the entry whose examples are nearest to what was asked, or none.

A wrong answer is worse than none. So an entry must be near, and clearly nearer than any other; how
near, was measured by leaving each example out (`docs/decisions/0035-questions-by-bm25.md`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dialogues.listening.bm25 import NOTHING, Bm25, Features, features
from dialogues.listening.faq_source import FaqEntry
from frameworks.definition.languages import LANGUAGES

NEAR, VERY_NEAR = 0.38, 0.5
CLEAR = 0.8
"""The second may come as near as this share of the first."""
ANSWER_SHARE = 0.25
"""What a word of the answer weighs beside one of the examples."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One example, asked while its entry lacked it.

    entry: the one it is of
    example: the question as people put it
    nearest: the entry that came first
    given: the entry that was told; None where that was not sure enough
    """

    entry: FaqEntry
    example: str
    nearest: FaqEntry | None
    given: FaqEntry | None


class Faq:
    """All entries, and an index of them for each language in which somebody asks."""

    def __init__(self, entries: Iterable[FaqEntry] = ()) -> None:
        self.entries = tuple(entries)
        self._index = lru_cache(len(LANGUAGES))(self._indexed)

    def find(self, text: str, language: str, near: float = NEAR) -> FaqEntry | None:
        """The entry that answers a question; None where that is not sure enough."""
        found = self._ranked(features(text), language)
        return _clear(found, near)

    def leave_one_out(self, language: str) -> Iterator[LeftOut]:
        """Each example as a question of its own."""
        for place, entry in enumerate(self.entries):
            for example in entry.examples[language]:
                asked = features(example)
                found = self._ranked(asked, language, place, asked)
                nearest = found[0][1] if found else None
                yield LeftOut(entry, example, nearest, _clear(found, NEAR))

    def _ranked(
        self, asked: Features, language: str, place: int = -1, without: Features = NOTHING
    ) -> list[tuple[float, FaqEntry]]:
        """The nearest two."""
        scores = self._index(language).scores(asked, place, without)
        best = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)[:2]
        return [(scores[one], self.entries[one]) for one in best if scores[one]]

    def _indexed(self, language: str) -> Bm25:
        return Bm25([_document(entry, language) for entry in self.entries])


def _document(entry: FaqEntry, language: str) -> Features:
    found: dict[str, float] = defaultdict(float)
    answer = f"{entry.answer[language]} {entry.ask[language] if entry.ask else ''}"
    for weight, texts in ((1.0, entry.examples[language]), (ANSWER_SHARE, [answer])):
        for text in texts:
            for feature, count in features(text).items():
                found[feature] += count * weight
    return found


def _clear(found: list[tuple[float, FaqEntry]], near: float) -> FaqEntry | None:
    """The first, when it is near and nothing else is nearly as near."""
    if not found or found[0][0] < near:
        return None
    if len(found) > 1 and found[1][0] > found[0][0] * CLEAR:
        return None
    return found[0][1]
