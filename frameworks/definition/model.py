"""The parts of a framework, as content files write them. An unknown key is a fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Literal, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.dataclasses import dataclass

from frameworks.definition.conditions import ALWAYS, When
from frameworks.definition.faults import Fault, FaultError
from frameworks.definition.languages import LANGUAGES

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Perspective = Literal["content", "structure", "relation"]
Standing = Literal["strong", "middle", "weak"]


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
    """One text in every language that we speak: each is a field of its own."""

    __annotations__ = dict.fromkeys(LANGUAGES, Words)

    if TYPE_CHECKING:

        def __init__(self, **words: str) -> None: ...

    def __getitem__(self, language: str) -> str:
        return cast(str, getattr(self, language))

    @property
    def all(self) -> list[str]:
        return [self[language] for language in LANGUAGES]

    @classmethod
    def same(cls, words: str) -> Text:
        """What is said alike in all of them, such as a number."""
        return cls(**dict.fromkeys(LANGUAGES, words))


def fields_of(part: object) -> Iterable[str]:
    """The names of what a part of the content holds; nothing for a plain value."""
    return cast(Iterable[str], getattr(type(part), "__pydantic_fields__", ()))


Source = Annotated[list[Words], Field(default_factory=list)]
"""Ids of the points in the source documents that a text rests on, such as `GR5.q1`."""

Law = Annotated[list[Identifier], Field(default_factory=list)]
"""Ids of the facts of the law that a text rests on, and that are told below it."""


class Point(Model):
    """One step of a scale; `short` is what fits on a button."""

    value: Annotated[int, Field(ge=0, le=100)]
    label: Text


class Statement(Model):
    """A sentence to rate."""

    id: Identifier
    text: Text
    source: Source


class Item(Model):
    """A point of a framework: a rule, a factor, a stop.

    id: what facts and scores go by
    title: its name
    explanation: what it means
    perspective: which side of collaborating it is of
    statements: what is rated of it
    opening: what a chair reads aloud to begin a talk on it; it rests on the item's source
    """

    id: Identifier
    title: Text
    explanation: Text
    perspective: Perspective | None = None
    statements: list[Statement] = []
    opening: Text | None = None
    source: Source


class Band(Model):
    """A range of scores.

    id: what conditions test as `item.band`
    least: the lowest score in it, on the scale; it goes up to the next band
    standing: what its scores are worth
    label: what it is called
    """

    id: Identifier
    least: float
    standing: Standing
    label: Text


def _no_name(written: object) -> object:
    """A name that is still one stands for no bands of its file."""
    if isinstance(written, str):
        raise FaultError(Fault.UNKNOWN_BANDS.told(name=written))
    return written


NamedBands = Annotated[
    list[Band], BeforeValidator(_no_name, json_schema_input_type=list[Band] | Identifier)
]


class Scale(Model):
    """What a statement is rated on, lowest point first, and the bands that its scores fall in."""

    points: Annotated[list[Point], Field(min_length=2)]
    bands: NamedBands = []

    @model_validator(mode="after")
    def _covers(self) -> Scale:
        values = [point.value for point in self.points]
        if values != sorted(set(values)):
            raise FaultError(Fault.POINTS_FALL.told())
        if self.bands and min(band.least for band in self.bands) > values[0]:
            raise FaultError(Fault.BANDS_SHORT.told())
        return self


class Scales(Model):
    """What `common/scales_and_bands.yaml` holds: every scale once, by the name frameworks use.

    Bands that several scales share stand once too, by a name that those scales use.
    """

    bands: dict[Identifier, list[Band]] = {}
    scales: dict[Identifier, Scale]

    @field_validator("scales", mode="before")
    @classmethod
    def _with_bands(cls, scales: object, info: ValidationInfo) -> object:
        """Names of bands become those bands; none when these cannot be read, which is told."""
        if not isinstance(scales, dict):
            return scales
        known: Mapping[str, list[Band]] | None = info.data.get("bands")
        return {
            name: {**scale, "bands": [] if known is None else known.get(bands, bands)}
            if isinstance(scale, dict) and isinstance(bands := scale.get("bands"), str)
            else scale
            for name, scale in scales.items()
        }


def _scale(written: object, info: ValidationInfo) -> object:
    """The scale of a name; the known ones are the validation's context, None when unreadable."""
    if written is None or isinstance(written, Scale):
        return written
    known: Mapping[str, Scale] | None = info.context
    if known is None:
        return None
    if isinstance(written, str) and written in known:
        return known[written]
    fault = Fault.UNKNOWN_SCALE if isinstance(written, str) else Fault.NO_SCALE_NAME
    raise FaultError(fault.told(name=written, known=", ".join(known)))


NamedScale = Annotated[Scale | None, BeforeValidator(_scale, json_schema_input_type=Identifier)]


@dataclass(frozen=True, slots=True, kw_only=True, config=SMALL)
class Advice:
    """A short snippet, given when its condition holds.

    id: unlike any other in the framework
    about: id of the item that it is of
    topic: keeps kinds apart, such as tensions
    text: what to do
    when: the answers and scores that it fits
    law: ids of the facts of the law that it rests on
    """

    id: Identifier
    about: Identifier
    topic: Identifier = "advice"
    text: Text
    when: When = ALWAYS
    law: list[Identifier] = Field(default_factory=list)
    source: Source


class Framework(Model):
    """A body of items to coach with. One file each.

    id: the file's name
    version: the authors' own count
    title: its name
    scale: what its statements are rated on; None when nothing is rated
    items: its points, in order
    advice: what it has to say
    usual: a round is about this one, unless another is chosen
    """

    id: Identifier
    version: int
    title: Text
    source: Source
    scale: NamedScale = None
    items: Annotated[list[Item], Field(min_length=1)]
    advice: list[Advice] = []
    usual: bool = False

    @property
    def bands(self) -> Sequence[Band]:
        """Those of its scale, in the order of the file."""
        return self.scale.bands if self.scale else ()

    def item(self, item_id: str) -> Item:
        """The item with this id. Raises KeyError when there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def band(self, score: float) -> Band:
        """The highest band that this score, on the scale, reaches.

        Raises ValueError without bands.
        """
        reached = [band for band in self.bands if score >= band.least]
        return max(reached, key=lambda band: band.least)
