"""A picture as data: what it shows, not how it looks. Where none can be shown its words stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

StationState = Literal["good", "half", "not_yet", "unknown"]


@dataclass(frozen=True, slots=True)
class Station:
    """A station of a metro line; `word` says its state."""

    title: str
    state: StationState
    word: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a balance, with the options that were chosen."""

    label: str
    options: tuple[str, ...]

    @property
    def head(self) -> str:
        return f"{self.label} ({len(self.options)})"


@dataclass(frozen=True, slots=True)
class Picture:
    """A line when it has stations, else a balance with a left and a right side."""

    title: str
    language: str
    stations: tuple[Station, ...] = ()
    sides: tuple[Side, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The same as the picture, in words."""
        if self.stations:
            return tuple(f"{one.title}: {one.word}" for one in self.stations)
        heads = ((side.head, "; ".join(side.options)) for side in self.sides)
        return tuple(f"{head}: {options}" if options else head for head, options in heads)

    @classmethod
    def load(cls, raw: dict[str, Any]) -> Picture:
        """From what JSON made of it."""
        return cls(
            raw["title"],
            raw["language"],
            tuple(Station(**one) for one in raw["stations"]),
            tuple(Side(one["label"], tuple(one["options"])) for one in raw["sides"]),
        )
