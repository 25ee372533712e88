"""What questions and tellings are made of, as content files write it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Tag
from pydantic.dataclasses import dataclass as small

from dialogues.texts.synonyms import WordLists
from frameworks.definition.conditions import ALWAYS, When
from frameworks.definition.model import SMALL, Identifier, Model, Source, Text


@small(frozen=True, slots=True, kw_only=True, config=SMALL)
class Choice:
    """A button. Its id is what conditions test; `also` are other words that people type for it."""

    id: Identifier
    text: Text
    also: WordLists | None = None
    source: Source


@small(frozen=True, slots=True, kw_only=True, config=SMALL)
class Wording:
    """One way to say it, used when `when` holds; the first that holds is said."""

    when: When = ALWAYS
    text: Text


class Pattern(Model):
    """How a short text has to look: a regular expression for all of it, and what is said to any
    other."""

    match: str
    say: Text


Asked = Annotated[
    Annotated[Text, Tag("text")] | Annotated[list[Wording], Tag("wordings")],
    Discriminator(lambda asked: "wordings" if isinstance(asked, list) else "text"),
]
"""Text or wordings; told apart by their form, so that a fault is told once."""


class Jump(Model):
    """Where to go instead of to the next state; `to` is a state's id, or `end`."""

    when: When = ALWAYS
    to: Identifier


class RawState(Model):
    """What every state has: passed over when `when` does not hold; `next` leads elsewhere."""

    id: Identifier
    when: When = ALWAYS
    next: list[Jump] = []
    source: Source
