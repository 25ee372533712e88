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
            for stems in dict.fromkeys(tuple(map(_plain, cue.split())) for cue in cues):
                self._by_stem.setdefault(stems[0], []).append((label, stems))

    def found(self, text: PhraseText) -> Iterator[str]:
        """The label of each cue that is there, if it rests on a word that no other of it did."""
        words = list(map(_plain, text.words))
        begins = set(_beginnings(words))
        there = [
            (label, {word for word in words if any(map(word.startswith, map(_start, stems)))})
            for first in begins & self._by_stem.keys()
            for label, stems in self._by_stem[first]
            if begins.issuperset(stems)
        ]
        used: dict[str, set[str]] = {}
        for label, spoken in sorted(there, key=lambda one: (len(one[1]), sorted(one[1]))):
            before = used.setdefault(label, set())
            if not spoken <= before:
                yield label
            before |= spoken


def _beginnings(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from (word[:end] for end in range(1, len(word) + 1))
        yield word + ENDS
        if word.endswith(NOT):
            yield NOT


def _start(stem: str) -> str:
    return stem.removesuffix(ENDS)


def _plain(word: str) -> str:
    return folded(word).replace("’", "'")
