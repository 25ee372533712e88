"""What the files in `faq/` hold: questions that people ask the coach, each with its answer."""

from __future__ import annotations

from typing import Literal, cast

from pydantic import model_validator

from frameworks.definition.faults import Fault, FaultError
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.model import Identifier, Law, Model, Source, Text, Words

LEAST_EXAMPLES = 3
MOST_WORDS = 60


class FaqExamples(Model):
    """How people put the question, by language, as they really type."""

    __annotations__ = dict.fromkeys(LANGUAGES, list[Words])

    def __getitem__(self, language: str) -> list[str]:
        return cast(list[str], getattr(self, language))


class FaqEntry(Model):
    """One question with its answer.

    It rests on points of the sources, on the law, or on what this coach is.

    id: its own, unlike that of any other
    examples: how people put the question
    answer: what is told
    ask: whom to ask what, where the coach's knowledge ends
    law: ids of the facts of the law that it rests on
    about: `coach`: it is on this coach itself
    """

    id: Identifier
    examples: FaqExamples
    answer: Text
    ask: Text | None = None
    source: Source
    law: Law
    about: Literal["coach"] | None = None

    @model_validator(mode="after")
    def _rests_on_something(self) -> FaqEntry:
        if not (self.source or self.law or self.about):
            raise FaultError(Fault.NO_BASIS.told())
        return self


class FaqFile(Model):
    entries: list[FaqEntry]
