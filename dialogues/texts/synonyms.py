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
    """What many choices mean, such as *yes*: those with these ids, and those whose label `begins`
    so. `words` are other words for them all.
    """

    id: Identifier
    choices: list[Identifier] = []
    begins: WordLists
    words: WordLists


class SynonymFile(Model):
    """What `synonyms.yaml` holds. `filler` adds nothing, `deny` turns it round, those in `turns`
    only what follows; `doubt` takes the certainty away. `joins` stand between answers, `between`
    between two numbers. `places`: one entry for each place in a list, from the first on. `all` and
    `both`: every choice, and the two that there are. `other` is the choice to say it oneself.
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
