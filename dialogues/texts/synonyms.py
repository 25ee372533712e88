"""Other words for a choice, and words that add nothing to one. The lists are content."""

from __future__ import annotations

from typing import cast

from pydantic.dataclasses import dataclass

from frameworks.definition.languages import LANGUAGES
from frameworks.definition.model import SMALL, Identifier, Model, Text, Words


@dataclass(frozen=True, slots=True, kw_only=True, config=SMALL)
class WordLists:
    """Words in every language that we speak: each is a field of its own."""

    __annotations__ = dict.fromkeys(LANGUAGES, list[Words])

    def __getitem__(self, language: str) -> list[str]:
        return cast(list[str], getattr(self, language))


class Meaning(Model):
    """What many choices mean, such as *yes*.

    id: its own, unlike that of any other
    choices: ids of choices that mean it
    begins: choices whose label begins so mean it too
    words: other words for them all
    """

    id: Identifier
    choices: list[Identifier] = []
    begins: WordLists
    words: WordLists


class SynonymFile(Model):
    """What `synonyms.yaml` holds.

    other: what the choice to say it oneself is called
    filler: what adds nothing
    deny: what turns it round
    turns: those of them that turn only what follows
    doubt: what takes the certainty away
    joins: what stands between answers
    between: what stands between two numbers
    places: one entry for each place in a list, from the first on
    both: the two choices that there are
    all: every choice
    meanings: what many choices mean
    """

    other: Text
    filler: WordLists
    deny: WordLists
    turns: WordLists
    doubt: WordLists
    joins: WordLists
    between: WordLists
    places: list[WordLists]
    both: WordLists
    all: WordLists
    meanings: list[Meaning]
