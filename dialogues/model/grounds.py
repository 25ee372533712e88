"""What a model's words may rest on: the answers, the candidates, and our own vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from dialogues.texts.phrases import WORD, folded

FIGURE = re.compile(r"\d+(?:[.,:/-]\d+)*")
STEM = 6
"""Letters by which one word is taken for a form of another."""


def words_in(text: str) -> list[str]:
    """Its words, folded."""
    return [folded(word) for word in WORD.findall(text)]


def stem(word: str) -> str:
    return word[:STEM]


@dataclass(frozen=True)
class Grounds:
    """texts: what was said, and what was found; vocabulary: words that we say ourselves, folded."""

    texts: tuple[str, ...]
    vocabulary: frozenset[str] = frozenset()

    @cached_property
    def line(self) -> str:
        """All words of the texts, folded, with a blank around each."""
        return f" {' '.join(words_in(' | '.join(self.texts)))} "

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.line.split())

    @cached_property
    def figures(self) -> frozenset[str]:
        return frozenset(figure for text in self.texts for figure in FIGURE.findall(text))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(map(stem, self.words | self.vocabulary))

    def knows(self, word: str) -> bool:
        """Whether it, or a form of it, is said there; so too when it is made of two such words."""
        if stem(word) in self._stems:
            return True
        known = self.words | self.vocabulary
        return any(word[:i] in known and word[i:] in known for i in range(4, len(word) - 3))

    def quotes(self, words: str) -> bool:
        """Whether this stands there word for word."""
        return f" {' '.join(words_in(words))} " in self.line


def stems_of(texts: Iterable[str]) -> frozenset[str]:
    """The stems of the words in texts that mean something by themselves."""
    return frozenset(stem(word) for word in _long(texts))


def _long(texts: Iterable[str]) -> Iterator[str]:
    return (word for text in texts for word in words_in(text) if len(word) >= STEM - 1)
