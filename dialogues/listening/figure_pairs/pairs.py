"""Two figures that belong together, because the words beside them say so. Pure.

Nothing is found where it is unsure: a pair that is missed costs little, a wrong one costs trust.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dialogues.listening.figure_pairs.cues import (
    ASKED,
    COST,
    FLOOR,
    LIMIT,
    NAMED,
    NEEDED,
    THERE,
    doubtful,
    roles,
)  # fmt: skip
from dialogues.listening.figure_pairs.days import days_apart
from dialogues.listening.figure_pairs.pair import Pair, pair_of
from dialogues.listening.figure_pairs.reading import LEAST_SUM, MONEY, NumberRead, figures_in
from dialogues.listening.figure_pairs.side_by_side import side_by_side
from dialogues.listening.sentences import sentences

THING = re.compile(r"\b(?:voor|for)(?: (?:de|het|een|onze?|the|a|our))? ([^\W\d]{3,})")


@dataclass(frozen=True, slots=True)
class PairRule:
    """Two roles that go together.

    sign: what the two are to each other
    first: roles of which the first figure has one
    second: roles of which the second has one
    holds: whether the two values are so that there is something to say
    money: whether only sums of money fit
    far: whether the two may stand in two answers
    """

    sign: str
    first: frozenset[str]
    second: frozenset[str]
    holds: Callable[[float, float], bool]
    money: bool = False
    far: bool = False


def _more(first: float, second: float) -> bool:
    return first > second


RULES = (
    PairRule("f_over_limit", frozenset({ASKED}), frozenset({LIMIT}), _more, money=True, far=True),
    PairRule("f_cost_limit", frozenset({COST}), frozenset({LIMIT}), _more, money=True, far=True),
    PairRule("f_named", frozenset({ASKED}), frozenset({NAMED}), _more, money=True),
    PairRule("f_short", frozenset({FLOOR, NEEDED, COST}), frozenset({THERE}), _more),
    PairRule("f_above", frozenset({THERE}), frozenset({FLOOR}), _more),
)


def pairs_in(answers: Iterable[tuple[str, str]], language: str) -> Iterator[Pair]:
    """All pairs in (question, text) of what was typed; one sign is found once."""
    seen: set[str] = set()
    for pair in _all(list(answers), language):
        if pair.sign not in seen:
            seen.add(pair.sign)
            yield pair


def _all(answers: list[tuple[str, str]], language: str) -> Iterator[Pair]:
    everything: list[NumberRead] = []
    for question, text in answers:
        said = [one for one in sentences(text) if not doubtful(one)]
        figures = [figures_in(question, sentence, language) for sentence in said]
        for found in figures:
            yield from side_by_side(found)
        for lines in pairwise(said) if len(said) > 1 else [said]:
            yield from days_apart(question, list(lines))
        here = [one for found in figures for one in found]
        yield from _by_roles(here, said)
        everything += here
    yield from _by_roles(everything)


def _by_roles(figures: list[NumberRead], said: list[str] | None = None) -> Iterator[Pair]:
    """Where just one figure has the first role, and just one that fits it has the second.

    said: the sentences that they stand in; without them only what may stand far apart is found
    """
    told = [(one, roles(one)) for one in figures]
    for rule in RULES:
        if said is None and not rule.far:
            continue
        firsts = [one for one, found in told if found and found <= rule.first]
        seconds = [one for one, found in told if found and found <= rule.second]
        if len(firsts) != 1:
            continue
        first = firsts[0]
        fit = [one for one in seconds if _alike(first, one, figures, money=rule.money)]
        near = [one for one in fit if said is None or _near(first, one, said)]
        if len(fit) == len(near) == 1 and rule.holds(first.value, fit[0].value):
            yield pair_of(rule.sign, first, fit[0])


def _near(one: NumberRead, other: NumberRead, said: list[str]) -> bool:
    return abs(said.index(one.sentence) - said.index(other.sentence)) < 2


def _alike(one: NumberRead, other: NumberRead, among: list[NumberRead], *, money: bool) -> bool:
    """Whether two figures are of one thing; a bare number is of what the other is of."""
    if not _same_thing(one, other):
        return False
    bare = [figure for figure in (one, other) if not figure.unit]
    if money:
        fits = all(figure.unit == MONEY or _sum(figure) for figure in (one, other))
        return fits and (one.rate == other.rate or any(not b.rate for b in bare))
    if not bare:
        return one.unit == other.unit and one.rate == other.rate
    if len(bare) == 2:
        return all(figure.times or _sum(figure) for figure in bare)
    full = other if bare[0] is one else one
    places = {one.sentence, other.sentence}
    same = [f for f in among if f.unit and f is not full and f.sentence in places]
    return not same and (full.unit != MONEY or _sum(bare[0]))


def _sum(figure: NumberRead) -> bool:
    return not figure.unit and figure.value >= LEAST_SUM


def _same_thing(one: NumberRead, other: NumberRead) -> bool:
    """Whether they are not said to be for two different things."""
    things = [
        THING.search(f"{figure.before} {figure.words} {figure.after}") for figure in (one, other)
    ]
    named = {found[1].casefold() for found in things if found}
    return len(named) < 2
