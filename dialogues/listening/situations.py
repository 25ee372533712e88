"""Situations: what a sentence is about, learned from sentences that are about it.

Naive Bayes finds the likeliest; a cue must say the same. What is not sure is not told: silence
costs a person less than nonsense.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dialogues.listening.cues import Cues
from dialogues.listening.naive_bayes import NaiveBayes, features
from dialogues.texts.phrases import PhraseText

ORDINARY = "s_ordinary"
"""Examples of sentences that are about none of it."""
PIECES = (4,)
SMOOTHING, LEAST = 1.0, 2
CUE = 8
"""So many words a cue counts for."""
SURE = 13.0
"""By so much the likeliest must lead over all others."""
SECOND, NEAR = 13.0, 6.0
"""By so much a second must lead over the third, and be no further behind the first."""
LONG = 160
"""Of a sentence of more characters each clause is judged, and quoted, by itself."""
FEWEST = 4
"""Words that a sentence, or a clause, has at least to be about something."""
CLAUSE = re.compile(r"(?<=[,;:])\s+|\s+[–-]\s+")


@dataclass(frozen=True, slots=True)
class Situation:
    """What a sentence, or a clause of it, is about.

    sure: from 0 to 1; for comparing, it is no chance
    """

    sign: str
    words: str
    sure: float


class Situations:
    """All situations, in one language."""

    def __init__(
        self, examples: Mapping[str, Iterable[str]], cues: Mapping[str, Iterable[str]]
    ) -> None:
        self._cues = Cues(cues)
        self._learned = NaiveBayes(
            ((sign, text) for sign, texts in examples.items() for text in texts),
            self._features,
            smoothing=SMOOTHING,
            least=LEAST,
            prior=False,
        )

    def found(self, sentence: str) -> Iterator[Situation]:
        """At most two of a sentence, or of each clause of a long one."""
        for part in clauses(sentence):
            if len(part.split()) >= FEWEST:
                yield from self._of(part)

    def _of(self, part: str) -> Iterator[Situation]:
        cued = set(self._cues.found(PhraseText(part))) - {ORDINARY}
        if not cued:
            return
        scores = self._learned.scores(part)
        order = sorted(scores, key=scores.__getitem__, reverse=True)[:3]
        if len(order) < 3:
            return
        first, second, third = order
        lead = scores[first] - scores[second]
        if first in cued and lead >= SURE:
            yield Situation(first, part, lead / (1 + lead))

    def _features(self, text: str) -> Iterator[str]:
        yield from features(text, PIECES)
        for sign in self._cues.found(PhraseText(text)):
            yield from (f"@{sign}",) * CUE


def clauses(sentence: str) -> list[str]:
    """The sentence itself, or the clauses of a long one, none shorter than is needed."""
    if len(sentence) <= LONG:
        return [sentence]
    found: list[str] = []
    for piece in CLAUSE.split(sentence):
        if found and (len(found[-1].split()) < FEWEST or len(piece.split()) < FEWEST):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return [one.strip(" ,;:") for one in found]
