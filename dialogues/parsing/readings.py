"""What something that was typed can mean, when that is not always one thing alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

MAX_READINGS = 3
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Readings(Generic[Value]):
    """values: likeliest first, one at least; sure: it is the first, and need not be asked."""

    values: tuple[Value, ...]
    sure: bool

    @property
    def first(self) -> Value:
        return self.values[0]
