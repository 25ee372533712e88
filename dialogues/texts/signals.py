"""What a free-text answer gives away. The word lists are content; here is only how they are read.

A rule fires when the answer has one of its `any` words (if it has such a list), none of its
`unless` words, fewer than `fewer` and at most `most` words. How they are written: `phrases`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from dialogues.texts.phrases import Phrases, PhraseText, folded
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.model import Identifier, Model, Source, Text


class Lists(Model):
    """One signal's word lists in one language; with none of them it always fires.

    any: one of these must be there
    unless: none of these may be
    fewer: it must have fewer words than this
    most: it may have this many words at most
    """

    any: list[str] = []
    unless: list[str] = []
    fewer: int | None = None
    most: int | None = None


class Rule(Model):
    """One signal.

    id: its own, unlike that of any other
    lasts: it is not forgotten when the follow-up is answered without it
    adds: what is said to the follow-up does not take the place of the first answer, it adds to it
    ask: the follow-up, unless a question has its own
    """

    id: Identifier
    lasts: bool = False
    adds: bool = False
    ask: Text
    source: Source
    __annotations__.update(dict.fromkeys(LANGUAGES, Lists))

    def lists(self, language: str) -> Lists:
        """The words of one language, which are a key of their own in the file."""
        return cast(Lists, getattr(self, language))


class SignalFile(Model):
    """What `signals.yaml` holds.

    label: what an answer to a follow-up is called
    signals: in the order in which they are looked for
    names_together: names with an *en* that must not be split
    names_without: by language words around a name that are no part of it, such as *misschien*;
      after one with a `!` a name is not meant
    """

    label: Text
    signals: list[Rule]
    names_together: list[str] = []
    names_without: dict[str, list[str]] = {}


@dataclass(frozen=True)
class Signals:
    """All rules by id. `label` is what an answer to a follow-up is called."""

    rules: dict[str, Rule]
    label: Text

    def raised(
        self, text: str, only: Collection[str], language: str, names: Collection[str] = ()
    ) -> tuple[str, ...]:
        """The signals of `only` that fire on an answer, in the order of `only`."""
        answer = PhraseText(text, frozenset(map(folded, names)))
        return tuple(name for name in only if self._fires(name, language, answer))

    @cached_property
    def _phrases(self) -> dict[tuple[str, str], tuple[Phrases, Phrases]]:
        """Of each rule in each language: those of which one must be there, and none may be."""
        return {
            (name, language): (Phrases(lists.any), Phrases(lists.unless))
            for name, rule in self.rules.items()
            for language in LANGUAGES
            for lists in (rule.lists(language),)
        }

    def _fires(self, name: str, language: str, answer: PhraseText) -> bool:
        lists, count = self.rules[name].lists(language), len(answer.words)
        some, none = self._phrases[name, language]
        if lists.fewer is not None and count >= lists.fewer:
            return False
        if lists.most is not None and count > lists.most:
            return False
        return (not lists.any or some.in_text(answer)) and not none.in_text(answer)
