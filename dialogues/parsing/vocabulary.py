"""The shared word lists of one language, ready to compare with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dialogues.parsing.words import Phrase, content_phrase, phrase
from dialogues.texts.synonyms import Meaning, SynonymFile


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language.

    filler: `filler[first word]`: what adds nothing, longest first
    deny: words that turn it round
    turns: those of them that turn only what follows
    doubt: words that take the certainty away
    joins: words that stand between answers
    between: words that stand between two numbers
    places: `places[word]`: its place in a list, from 0
    both: words for the two choices that there are
    all: words for every choice
    meanings: what many choices mean
    language: such as `nl`
    """

    filler: dict[str, list[Phrase]]
    deny: frozenset[str]
    turns: frozenset[str]
    doubt: frozenset[str]
    joins: frozenset[str]
    between: frozenset[str]
    places: dict[str, int]
    both: frozenset[Phrase]
    all: frozenset[Phrase]
    meanings: tuple[Meaning, ...]
    language: str

    @classmethod
    def of(cls, file: SynonymFile, language: str) -> Vocabulary:
        filler: dict[str, list[Phrase]] = {}
        for one in sorted(map(phrase, file.filler[language]), key=len, reverse=True):
            filler.setdefault(one[0], []).append(one)
        places = {
            phrase(word)[0]: place
            for place, one in enumerate(file.places)
            for word in one[language]
        }
        return cls(
            filler,
            _set(file.deny[language]),
            _set(file.turns[language]),
            _set(file.doubt[language]),
            _set(file.joins[language]),
            _set(file.between[language]),
            places,
            frozenset(map(phrase, file.both[language])),
            frozenset(map(phrase, file.all[language])),
            tuple(file.meanings),
            language,
        )

    def telling(self, words: Phrase) -> Phrase:
        """Without what adds nothing."""
        left, place = list[str](), 0
        while place < len(words):
            fits = (f for f in self.filler.get(words[place], ()) if words[place:][: len(f)] == f)
            filler = next(fits, ())
            left += [] if filler else [words[place]]
            place += len(filler) or 1
        return tuple(left)

    def bare(self, words: Phrase) -> Phrase:
        """Without what adds nothing; all of it when nothing else is left."""
        return self.telling(words) or words

    def place(self, word: str) -> int | None:
        """The place in a list that a number or a word such as *second* stands for."""
        if word.isascii() and word.isdigit() and len(word) < 4:
            return int(word) - 1
        return self.places.get(word)

    def also(self, choice: str, label: str) -> tuple[str, ...]:
        """Other words for a choice, from what it means."""
        return tuple(
            word
            for meaning in self.meanings
            if choice in meaning.choices or self._begins(meaning, label)
            for word in meaning.words[self.language]
        )

    def _begins(self, meaning: Meaning, label: str) -> bool:
        begins = map(content_phrase, meaning.begins[self.language])
        return any(content_phrase(label)[: len(one)] == one for one in begins)


def _set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(one for word in words for one in phrase(word))
