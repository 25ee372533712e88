"""Which advice fits, and why: the most specific first, a weak point before a strong one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from frameworks.definition.conditions import Facts, Test
from frameworks.definition.model import Advice


@dataclass(frozen=True, slots=True)
class Chosen:
    """An advice with the tests that chose it."""

    advice: Advice
    because: tuple[Test, ...]


def choose(
    advice: Iterable[Advice], facts: Facts, *, most: int, given: Collection[str] = ()
) -> list[Chosen]:
    """At most `most` advice whose conditions hold, none in `given`.

    First one per item, then the rest: a person is helped more by three points once than by one
    point three times.
    """
    held = [
        Chosen(one, because)
        for one in advice
        if one.id not in given and (because := one.when.match(facts)) is not None
    ]
    held.sort(key=lambda c: (-len(c.because), _score(facts, c.advice.about)))
    seen: set[str] = set()
    first: list[Chosen] = []
    rest: list[Chosen] = []
    for chosen in held:
        (rest if chosen.advice.about in seen else first).append(chosen)
        seen.add(chosen.advice.about)
    return (first + rest)[:most]


def _score(facts: Facts, item: str) -> float:
    score = facts.get(f"{item}.score")
    return score if isinstance(score, float) else float("inf")
