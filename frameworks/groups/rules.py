"""The rules that a round is held under: from how many people on what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["municipality", "role", "block"]
"""What members can be told apart by; a block is of several roles."""
KINDS: tuple[Kind, ...] = get_args(Kind)
First = Literal["municipality", "role"]
Texts = Literal["approved", "ten"]
"""Which lines in someone's own words may be shown; never one that its author did not approve."""
TEXTS: tuple[Texts, ...] = get_args(Texts)
MIN_K, MAX_K = 5, 10
LEAST_PART = 4
"""From so many people on a municipality or a role is shown: the shift protects them, not how many
they are; of fewer a mean has so wide a margin that it says nothing."""
FEW = 8
"""Of fewer people only means are shown: which of them is higher would be chance."""
SPREAD_FROM = 18
"""From so many people on it is told whether they lie apart."""
MIN_WRITERS = 10
"""From so many approved lines on they are shown, when the rules say so; of fewer none is."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be shown of whom; frozen when a round opens.

    k: means from so many answers on, up to `MAX_K`; what was once chosen below `MIN_K` counts as
      that
    texts: a line in someone's own words is shown only when its author approved that line
      (`approved`), and on top of that only from `MIN_WRITERS` such lines on (`ten`)
    first: what is shown first of municipalities and roles
    """

    k: int = 5
    texts: Texts = "approved"
    first: First = "municipality"

    @property
    def least(self) -> int:
        """From so many answers on there is a result."""
        return max(self.k, MIN_K)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """In what order parts are shown."""
        roles: tuple[Kind, ...] = ("role", "block")
        return (*roles, "municipality") if self.first == "role" else ("municipality", *roles)
