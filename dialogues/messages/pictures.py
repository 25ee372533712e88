"""A picture as data: what it shows, not how it looks. Where none can be shown its words stand.

All words and numbers in words are the maker's, in the person's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, model_validator

StationState = Literal["good", "half", "not_yet", "unknown"]


@dataclass(frozen=True, slots=True)
class Station:
    """A station of a metro line; `word` says its state."""

    title: str
    state: StationState
    word: str


@dataclass(frozen=True, slots=True)
class MetroLine:
    """A metro line: how far each station is."""

    stations: tuple[Station, ...]
    kind: Literal["line"] = "line"

    @property
    def words(self) -> tuple[str, ...]:
        """A line for each station: `title: state`."""
        return tuple(f"{one.title}: {one.word}" for one in self.stations)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a balance, with the options that were chosen."""

    label: str
    options: tuple[str, ...]

    @property
    def head(self) -> str:
        return f"{self.label} ({len(self.options)})"


@dataclass(frozen=True, slots=True)
class Balance:
    """What stands against what."""

    sides: tuple[Side, Side]
    kind: Literal["balance"] = "balance"

    @property
    def words(self) -> tuple[str, ...]:
        """A line for each side: its head and its options."""
        return tuple(_told(side.head, side.options) for side in self.sides)


@dataclass(frozen=True, slots=True)
class Move:
    """How one item moved over a scale.

    title: the item
    word: the same in words; why, when it is not shown
    before: where it was on the scale; None when it is not shown
    now: where it is; None when it is not shown
    clear: it moved farther than chance would move it
    """

    title: str
    word: str
    before: float | None = None
    now: float | None = None
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Arrows:
    """From then to now. `note` says what is shown; `points` are the values of the scale, lowest
    first."""

    note: str
    points: tuple[int, ...]
    moves: tuple[Move, ...]
    kind: Literal["arrows"] = "arrows"

    @property
    def words(self) -> tuple[str, ...]:
        """What is shown, then a line for each item."""
        return (self.note, *(f"{one.title}: {one.word}" for one in self.moves))


@dataclass(frozen=True, slots=True)
class Mark:
    """A score: its place `at` the scale, and the `span` of it (lowest, highest) in which the true
    one probably lies; no span when it is exact.

    Neither when it is not shown; `word` says it, or why not.
    """

    word: str
    at: float | None = None
    span: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Whose scores: a mark under each head. `word` says more of them, such as how many."""

    name: str
    marks: tuple[Mark, ...]
    word: str = ""


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of several on the same heads: items, or moments.

    kind: dots: an axis for each item, and on it a dot of each series; trend: a line of each series
      over moments; radar: a ring of each series, the last of them as it is now
    note: says what is shown
    points: the values of the scale, lowest first
    heads: (title, word) of each item or moment; the word may be empty
    series: whose scores; each has a mark for every head
    """

    kind: Literal["dots", "trend", "radar"]
    note: str
    points: tuple[int, ...]
    heads: tuple[tuple[str, str], ...]
    series: tuple[Series, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What is shown, then a line for each head; of a trend a line for each series."""
        heads = [f"{title} ({word})" if word else title for title, word in self.heads]
        if self.kind == "trend":
            days = [title for title, _ in self.heads]
            lines = [_told(one.name, _each(days, one.marks)) for one in self.series]
            return (self.note, "; ".join(heads), *lines)
        names = [one.name for one in self.series]
        whose = [f"{one.name}: {one.word}" for one in self.series if one.word]
        marks = zip(*(one.marks for one in self.series), strict=True)
        lines = [_told(h, _each(names, m)) for h, m in zip(heads, marks, strict=True)]
        return (self.note, *whose, *lines)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its title. `language` is what its words are in."""

    title: str
    language: str
    shows: Annotated[MetroLine | Balance | Arrows | Scores, Field(discriminator="kind")]

    @property
    def words(self) -> tuple[str, ...]:
        """The same as the picture, in words."""
        return self.shows.words

    @model_validator(mode="before")
    @classmethod
    def _of_before(cls, raw: Any) -> Any:
        """There were only lines and balances once, and bars: they are still in outboxes."""
        if isinstance(raw, dict) and raw.get("shows", {}).get("kind") == "bars":
            return raw | {"shows": _without_bars(raw["shows"])}
        if not isinstance(raw, dict) or "shows" in raw:
            return raw
        old = {"kind": "line", "stations": raw["stations"]} if raw["stations"] else None
        shows = old or {"kind": "balance", "sides": raw["sides"]}
        return {"title": raw["title"], "language": raw["language"], "shows": shows}

    @classmethod
    def load(cls, raw: dict[str, Any]) -> Picture:
        """From what JSON made of it; anything else is pydantic's ValidationError."""
        return _PICTURE.validate_python(raw)


_PICTURE = TypeAdapter(Picture)


def _without_bars(raw: dict[str, Any]) -> dict[str, Any]:
    """What a picture said of how answers were spread stays; how it looked does not."""
    points = [point for point, _ in raw["points"] if isinstance(point, int)]
    moves = [{"title": bar["title"], "word": bar["word"]} for bar in raw["bars"]]
    return {"kind": "arrows", "note": "", "points": points, "moves": moves}


def _each(names: Iterable[str], marks: Iterable[Mark]) -> Iterator[str]:
    return (f"{name} ({mark.word})" for name, mark in zip(names, marks, strict=True))


def _told(head: str, words: Iterable[str]) -> str:
    told = "; ".join(words)
    return f"{head}: {told}" if told else head
