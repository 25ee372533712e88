"""Cues: stems that speak for something wherever they stand in a sentence, and prove nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dialogues.texts.phrases import PhraseText, folded

ENDS = "."
"""Behind a stem: it is the whole word."""
NOT = "n't"
"""The end of a word that stands as a stem of its own, as it does for *not*."""


class Cues:
    """By label the cues, each of one or more stems that all stand in the sentence."""

    def __init__(self, written: Mapping[str, Iterable[str]]) -> None:
        self._by_stem: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for label, cues in written.items():
            for cue in cues:
                first, *others = map(_plain, cue.split())
                self._by_stem.setdefault(first, []).append((label, tuple(others)))

    def found(self, text: PhraseText) -> Iterator[str]:
        """The label of each cue, once for every cue that is there."""
        begins = set(_beginnings(map(_plain, text.words)))
        for stem in begins & self._by_stem.keys():
            for label, others in self._by_stem[stem]:
                if begins.issuperset(others):
                    yield label


def _beginnings(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from (word[:end] for end in range(1, len(word) + 1))
        yield word + ENDS
        if word.endswith(NOT):
            yield NOT


def _plain(word: str) -> str:
    return folded(word).replace("’", "'")
