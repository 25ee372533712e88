"""What decides a case: rules over its picture, and what a person in a role can do about each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from frameworks.definition.conditions import When
from frameworks.definition.model import SMALL, Identifier, Model, Source, Text

Kind = Literal[
    "alarm", "tension", "need", "priority", "role", "law", "data", "relation", "modesty", "fact"
]


@dataclass(frozen=True, slots=True, kw_only=True, config=SMALL)
class Step:
    """Something that can be done within two weeks: by whom, what, when.

    roles: who can do it; empty for everybody
    text: what to do
    say: a sentence to say aloud
    """

    roles: list[Identifier] = Field(default_factory=list)
    text: Text
    say: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=SMALL)
class KeyPoint:
    """Something that may decide a case.

    id: unlike any other
    topic: of two points on one topic the heavier is told
    kind: what it is; an alarm goes before everything, whatever was scored
    weight: from 1 to 9
    when: the facts that make it hold
    text: what it is, in this person's words, in one or two sentences
    do: what can be done; the first that is for the person's role counts
    leave: what to leave alone
    ask: what is still open, as a question to take along
    quiet: it rests on what was told in confidence, so that is not quoted
    law: ids of the facts of the law that it rests on
    """

    id: Identifier
    topic: Identifier
    kind: Kind
    weight: Annotated[int, Field(ge=1, le=9)]
    when: When
    text: Text
    do: list[Step] = Field(default_factory=list)
    leave: Text | None = None
    ask: Text | None = None
    quiet: bool = False
    law: list[Identifier] = Field(default_factory=list)
    source: Source

    def step(self, role: str) -> Step | None:
        """What someone in this role can do; None when it is nothing for them."""
        return next((one for one in self.do if not one.roles or role in one.roles), None)


class CaseFile(Model):
    """Points of one kind of case."""

    points: Annotated[list[KeyPoint], Field(min_length=1)]
