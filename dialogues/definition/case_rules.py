"""What a case is read by: signs, points, and which question is about what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dialogues.listening.signs import Signs
from frameworks.case.points import KeyPoint
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.model import Identifier, Model


class CaseWords(Model):
    """What `common/case.yaml` holds.

    slots: by what they are about: ids of questions, of all dialogues
    plain_words: by language: words that say nothing by standing in two answers
    secrets: ids of signs that something was told in confidence
    """

    slots: dict[Identifier, list[Identifier]]
    plain_words: dict[str, list[str]]
    secrets: list[Identifier] = []


@dataclass(frozen=True)
class CaseRules:
    """All that a case is read by.

    signs: what free text gives away
    points: what may decide a case
    slots: `slots[slot]`: ids of the questions that are about it
    plain_words: words that say nothing by standing in two answers
    secrets: ids of signs that something was told in confidence
    """

    signs: Signs = field(default_factory=Signs)
    points: Sequence[KeyPoint] = ()
    slots: Mapping[str, frozenset[str]] = field(default_factory=dict)
    plain_words: frozenset[str] = frozenset()
    secrets: frozenset[str] = frozenset()

    @cached_property
    def quiet(self) -> frozenset[str]:
        """Ids of the secrets, and of what points rest on that quote nothing."""
        tests = (t for p in self.points if p.quiet for clause in p.when.clauses for t in clause)
        return self.secrets.union(*(test.values for test in tests))

    @classmethod
    def of(cls, words: CaseWords, signs: Signs, points: Sequence[KeyPoint]) -> CaseRules:
        slots = {name: frozenset(questions) for name, questions in words.slots.items()}
        plain = [w.casefold() for one in LANGUAGES for w in words.plain_words.get(one, ())]
        return cls(signs, points, slots, frozenset(plain), frozenset(words.secrets))
