"""How many are in a collaboration, and how they come in: numbers, never who."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Company:
    """All who are in a collaboration.

    counting: `counting[channel]`: how many came in by it, of those who do not lead
    leading: how many guide
    """

    counting: Mapping[str, int] = field(default_factory=dict)
    leading: int = 0

    @property
    def members(self) -> int:
        return sum(self.counting.values())
