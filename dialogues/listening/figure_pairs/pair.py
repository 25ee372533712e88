"""Two figures that belong together, and what lies between them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from dialogues.listening.figure_pairs.reading import MONEY, NumberRead

Span = Literal["days", "months", "years"]
KINDS = {
    "f_over_limit": ("asked", "limit"),
    "f_cost_limit": ("cost", "limit"),
    "f_named": ("asked", "named"),
    "f_short": ("required", "there"),
    "f_above": ("there", "required"),
    "f_rose": ("before", "after"),
    "f_fell": ("before", "after"),
    "f_goal": ("current", "target"),
    "f_left": ("budget", "spent"),
    "f_our_part": ("part", "whole"),
    "f_part": ("part", "whole"),
    "f_votes": ("most", "fewest"),
    "f_yearly_once": ("once", "yearly"),
    "f_days_between": ("until", "begins"),
    "f_days_late": ("until", "begins"),
}
"""Each sign with what its two figures are called in texts; `gap` is what lies between them."""
GAP = "gap"
LARGE = {"miljoen": 1e6, "mln": 1e6, "million": 1e6}
"""Differences in these are told in them too."""
MANY = re.compile(r"(?:\w+(?:en|s)|jaar|uur|euro|procent|percent|fte|people|km)", re.IGNORECASE)
"""Nouns that can stand behind a number; another word there may be no noun at all."""


@dataclass(frozen=True, slots=True)
class Named:
    """One of the two.

    words: as it was typed
    question: that it answered
    sentence: that it stands in
    """

    words: str
    question: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between them.

    value: how much
    noun: of what, as it was typed
    sign: `€ ` when that was typed
    span: for days and years: what is counted
    """

    value: float
    noun: str = ""
    sign: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures that belong together.

    sign: what the two are to each other; in content it is asked for as any sign
    figures: the two, in the order of their names in `KINDS`
    gap: between them
    """

    sign: str
    figures: tuple[Named, Named]
    gap: Gap


def pair_of(sign: str, first: NumberRead, second: NumberRead, gap: Gap | None = None) -> Pair:
    """A pair of two figures, with their difference unless another gap is given."""
    one, other = (Named(f.words, f.question, f.sentence) for f in (first, second))
    return Pair(sign, (one, other), gap or gap_between(first, second))


def gap_between(first: NumberRead, second: NumberRead) -> Gap:
    difference = abs(first.value - second.value)
    both = (first, second)
    sign = "€ " if any("€" in one.words for one in both) else ""
    noun = next((one.noun for one in both if MANY.fullmatch(one.noun)), "")
    large = next((one.times for one in both if one.times), "")
    if large in LARGE and difference >= LARGE[large]:
        return Gap(difference / LARGE[large], f"{large} {noun}".strip(), sign)
    single = difference == 1 and not any(one.unit == MONEY for one in both)
    return Gap(difference, "" if single else noun, sign)
