"""What is known of someone's case: facts, each with the words that it rests on. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from frameworks.definition.conditions import Facts, Test

SAID = "said"
"""The fact of all signs in what was said; `<question>.said` and `<slot>.said` are parts of it."""
ALSO = ("also", "besides")
"""`also.said` and `besides.said` are all of it again, for a second and a third sign."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that give a sign away.

    sign: its id
    question: id of the question that they answered
    word: the words themselves, as they were typed
    sentence: the whole sentence that they stand in
    sure: 1 for what phrases give away; less for what was learned from examples, for comparing
    figures: (name, words) of two figures that belong together, and of the gap between them
    """

    sign: str
    question: str
    word: str
    sentence: str
    sure: float = 1.0
    figures: tuple[tuple[str, str], ...] = ()

    @property
    def learned(self) -> bool:
        return self.sure < 1


@dataclass(frozen=True, slots=True)
class CasePicture:
    """A case as far as it is known.

    facts: of answers, choices and scores; of free text under `said`
    evidence: in the order in which it was said; what was learned behind that, the surest first
    slots: `slots[slot]`: ids of the questions that are about it, such as what is wanted
    """

    facts: Facts
    evidence: tuple[Evidence, ...]
    slots: Mapping[str, frozenset[str]]

    def of(self, test: Test) -> Iterator[Evidence]:
        """The words that make a test on signs hold."""
        place, _, tail = test.fact.rpartition(".")
        if tail != SAID or test.denied:
            return
        questions = self.slots.get(place, frozenset({place}))
        for one in self.evidence:
            anywhere = not place or place in ALSO
            if one.sign in test.values and (anywhere or one.question in questions):
                yield one
