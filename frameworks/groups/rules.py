"""The rules of confidentiality that a round is held under: k and its bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["municipality", "role"]
"""What members can be told apart by."""
KINDS: tuple[Kind, ...] = ("municipality", "role")
Texts = Literal["approved", "ten"]
"""Which lines in someone's own words may be shown; never one that its author did not approve."""
TEXTS: tuple[Texts, ...] = get_args(Texts)
MIN_K, MAX_K = 3, 10
MIN_WRITERS = 10
"""From so many approved lines on they are shown, when the rules say so; of fewer none is."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be shown of whom; frozen when a round opens.

    k: scores from so many answers on, `MIN_K` to `MAX_K`
    texts: a line in someone's own words is shown only when its author approved that line
      (`approved`), and on top of that only from `MIN_WRITERS` such lines on (`ten`)
    first: what is compared first, since not everything can be
    """

    k: int = 5
    texts: Texts = "approved"
    first: Kind = "municipality"
