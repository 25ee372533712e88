"""What a language model is asked and may not say, as the content writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, cast

from pydantic import Field

from frameworks.definition.languages import LANGUAGES
from frameworks.definition.model import Model, Text, Words

Job = Literal["hear", "understand", "word"]


class Jobs(Model):
    """What is asked for each job."""

    hear: Text
    understand: Text
    word: Text

    def of(self, job: str) -> Text:
        """KeyError for what is no job."""
        return {"hear": self.hear, "understand": self.understand, "word": self.word}[job]


class PromptFile(Model):
    """What `model/prompts.yaml` holds.

    version: of the wording; it is kept with each result
    jobs: what is asked, by job
    """

    version: Words
    jobs: Jobs


class Bound(Model):
    """Words that are said only where the answers or the candidate say them.

    numbers: in words
    days: also months and seasons
    law: of laws and courts
    forms: of forms, and of what is done to people
    """

    numbers: list[str]
    days: list[str]
    law: list[str]
    forms: list[str]

    @property
    def all(self) -> list[str]:
        return [*self.numbers, *self.days, *self.law, *self.forms]


class RuleWords(Model):
    """What a model's words are checked by, in one language.

    never: phrases that nobody may be told
    denials: words by which a sign is turned round
    persons: words for someone whom one does not say *u* to
    bound: words that must stand in the answers or the candidate
    function: words by which the language is known
    orders: phrases of someone who gives the model orders
    """

    never: list[str]
    denials: list[str]
    persons: list[str]
    bound: Bound
    function: Annotated[list[str], Field(min_length=10)]
    orders: list[str]


class RuleFile(Model):
    """The rules of every language."""

    __annotations__ = dict.fromkeys(LANGUAGES, RuleWords)

    def words(self, language: str) -> RuleWords:
        return cast(RuleWords, getattr(self, language))


@dataclass(frozen=True)
class ModelWords:
    """All that a model is asked and checked by."""

    prompts: PromptFile
    rules: RuleFile


@dataclass(frozen=True, slots=True)
class ModelUse:
    """That a language model may be asked.

    name: of the model
    owner: whose server it is on, as people read it
    daily: how often it may be asked for one person on one day
    """

    name: str
    owner: str
    daily: int
