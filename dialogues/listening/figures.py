"""Figures in what was said, such as a sum or a day, of things of which there is only one.

Few are found, and those are right: two figures are of the same thing only where the content says
so, and where nothing beside them, such as *a year*, makes them different ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dialogues.listening.sentences import sentences
from dialogues.listening.source import FigureFile, ListeningFile
from dialogues.listening.themes import AMOUNT_PATTERN
from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.numbers import read_number
from dialogues.parsing.spans import days_in
from dialogues.texts.phrases import Phrases, PhraseText, has_phrase
from frameworks.definition.languages import LANGUAGES

MOST_WORDS = 6
"""Of an answer that is the figure and nothing else."""
THOUSANDS = re.compile(r"(?<=\d) ?k\b")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    of: what it is of.
    question: at which it was said.
    words: as it was typed.
    value: the number or the day, to compare with another one.
    beside: what stands beside it and makes it another figure than one without that.
    """

    of: str
    question: str
    words: str
    value: float | str
    beside: frozenset[str]


class Figures:
    """All things of a `ListeningFile` that have one figure."""

    def __init__(self, file: ListeningFile) -> None:
        self._of = {
            language: [
                (name, one, Phrases(one.words(language).words))
                for name, one in file.figures.items()
            ]
            for language in LANGUAGES
        }

    def found(self, question: str, text: str, language: str, now: float) -> Iterator[Figure]:
        """The figures in what was answered; of two of a kind in one sentence none is sure."""
        for sentence in sentences(text):
            taken_apart = PhraseText(sentence)
            for name, one, phrases in self._of[language]:
                words = one.words(language)
                bare = question in one.at and len(PhraseText(text).words) <= MOST_WORDS
                if not (bare or phrases.in_text(taken_apart)) or any(
                    has_phrase(taken_apart, unless) for unless in words.unless
                ):
                    continue
                found = [*_read(one, phrases, taken_apart, language, now)]
                beside = frozenset(w for w in words.beside if has_phrase(taken_apart, w))
                if len(found) == 1:
                    yield Figure(name, question, *found[0], beside)


def _read(
    one: FigureFile, phrases: Phrases, sentence: PhraseText, language: str, now: float
) -> Iterator[tuple[str, float | str]]:
    """(words, value) of each figure of this kind in a sentence."""
    match one.kind:
        case "count":
            words = phrases.found(sentence)
            yield from ((words, value) for value in _numbers(words, language))
        case "amount":
            for match in AMOUNT_PATTERN.finditer(sentence.text):
                words = match[0].strip(" .,")
                yield from ((words, value) for value in _numbers(words, language))
        case "day":
            yield from ((words, day.isoformat()) for words, day in days_in(sentence.text, now))


def _numbers(words: str, language: str) -> Iterator[float]:
    try:
        found = read_number(THOUSANDS.sub(" duizend", words), None, None, language)
    except InvalidInputError:
        return
    yield from found.values


def differing(figures: Iterable[Figure]) -> tuple[Figure, Figure] | None:
    """The first two figures of one thing, of two answers, that are not the same."""
    seen: list[Figure] = []
    for one in figures:
        for before in seen:
            same = (before.of, before.beside) == (one.of, one.beside)
            if same and before.question != one.question and before.value != one.value:
                return before, one
        seen.append(one)
    return None
