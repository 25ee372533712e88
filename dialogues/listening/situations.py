"""Situations: what a sentence is about, learned from sentences that are about it.

Naive Bayes finds the likeliest, and a cue must say the same. What is not sure is not told: silence
costs a person less than nonsense.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf

from dialogues.listening.cues import Cues
from dialogues.listening.naive_bayes import NaiveBayes, features
from dialogues.texts.phrases import PhraseText

ORDINARY = "s_ordinary"
"""Examples of sentences that are about none of it."""
PIECES = (4,)
SMOOTHING, LEAST = 1.0, 2
CUE = 8
"""So many words a cue counts for."""
SURE = 12.0
"""By so much the likeliest must lead over all others. Measured (docs/decisions/0037): with less,
more than one in seven of what was told was wrong; a second one of the same sentence always was."""
TWO = 2
"""So many cues are enough where the words alone would hold a sentence for ordinary."""
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
        """One of a sentence at most, or one of each clause of a long one."""
        for part in clauses(sentence):
            text = PhraseText(part)
            if len(text.words) >= FEWEST and (one := self._of(text)) is not None:
                yield one

    def _of(self, part: PhraseText) -> Situation | None:
        cues = Counter(self._cues.found(part))
        words = self._learned.scores(features(part.text, PIECES)) if cues else {}
        if not words:
            return None
        spoken = self._learned.scores(_features_of(cues))
        scores = {sign: words[sign] + spoken[sign] for sign in words}
        first, *others = sorted(scores, key=scores.__getitem__, reverse=True)
        lead = scores[first] - scores[others[0]] if others else 0.0
        likely = words[first] > words.get(ORDINARY, -inf) or cues[first] >= TWO
        if first == ORDINARY or not cues[first] or not likely or lead < SURE:
            return None
        return Situation(first, part.text, lead / (1 + lead))

    def _features(self, text: str) -> Iterator[str]:
        yield from features(text, PIECES)
        yield from _features_of(Counter(self._cues.found(PhraseText(text))))


def _features_of(cues: Counter[str]) -> Iterator[str]:
    for sign, times in cues.items():
        yield from (f"@{sign}",) * (CUE * times)


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
