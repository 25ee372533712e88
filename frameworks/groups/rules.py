"""The rules of confidentiality that a round is held under: k and its bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["municipality", "role"]
"""What members can be told apart by."""
KINDS: tuple[Kind, ...] = ("municipality", "role")
MIN_K, MAX_K = 3, 10
MIN_WRITERS = 10
"""From so many lines on, all lines may be shown, when the rules say so."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be shown of whom; frozen when a round opens.

    k: scores from so many answers on, `MIN_K` to `MAX_K`
    texts: a line in someone's own words is shown only when its author approved that line
      (`approved`), or all of them from `MIN_WRITERS` on (`ten`)
    first: what is compared first, since not everything can be
    """

    k: int = 5
    texts: Literal["approved", "ten"] = "approved"
    first: Kind = "municipality"
