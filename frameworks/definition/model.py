"""The parts of a framework, as content files write them. An unknown key is a fault."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.dataclasses import dataclass

from frameworks.definition.conditions import ALWAYS, When

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")
Perspective = Literal["content", "structure", "relation"]


class Model(BaseModel):
    """Base of all content: frozen, strict, closed."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True
    )


SMALL = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
"""For the parts that there are thousands of: with slots they weigh a tenth of a model.

Not strict, for that takes no mappings; in a file's texts, lists and conditions it is the same.
"""


@dataclass(frozen=True, slots=True, kw_only=True, config=SMALL)
class Text:
    """One text in every language that we speak."""

    nl: Words
    en: Words

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.nl


def fields_of(part: object) -> Iterable[str]:
    """The names of what a part of the content holds; nothing for a plain value."""
    return cast(Iterable[str], getattr(type(part), "__pydantic_fields__", ()))


Source = Annotated[list[Words], Field(default_factory=list)]
"""Ids of the points in the source documents that a text rests on, such as `GR5.q1`."""


class Point(Model):
    """One step of a scale; `short` is what fits on a button."""

    value: Annotated[int, Field(ge=0, le=100)]
    label: Text


class Scale(Model):
    """What a statement is rated on, lowest point first."""

    points: Annotated[list[Point], Field(min_length=2)]


class Statement(Model):
    """A sentence to rate."""

    id: Identifier
    text: Text
    source: Source


class Item(Model):
    """A point of a framework: a rule, a factor, a stop.

    `opening`: what a chair reads aloud to begin a talk on it; it rests on the item's source.
    """

    id: Identifier
    title: Text
    explanation: Text
    perspective: Perspective | None = None
    statements: list[Statement] = []
    opening: Text | None = None
    source: Source


class Band(Model):
    """A range of scores, from `least` up to the next band."""

    id: Identifier
    least: float
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True, config=SMALL)
class Advice:
    """A short snippet, given when `when` holds. `topic` keeps kinds apart, such as tensions."""

    id: Identifier
    about: Identifier
    topic: Identifier = "advice"
    text: Text
    when: When = ALWAYS
    source: Source


class Framework(Model):
    """A body of items to coach with. One file each; `id` is the file's name."""

    id: Identifier
    version: int
    title: Text
    source: Source
    scale: Scale | None = None
    bands: list[Band] = []
    items: Annotated[list[Item], Field(min_length=1)]
    advice: list[Advice] = []

    def item(self, item_id: str) -> Item:
        """The item with this id; KeyError when there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def band(self, score: float) -> Band:
        """The highest band that this score reaches."""
        reached = [band for band in self.bands if score >= band.least]
        return max(reached, key=lambda band: band.least)
