"""A comparison: what has risen and what has fallen since, and whether that is for the better."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.definition.states import State
from dialogues.definition.tellings import GiveComparison, Measure
from dialogues.engine.run import Run
from frameworks.definition.conditions import Facts


def tell_comparison(talk: Run, state: State, told: GiveComparison) -> None:
    """A line for each pair of numbers that are both known."""
    lines = list(compared(talk, state, told))
    talk.send()
    talk.add("heading", talk.text(told.say, state))
    if not lines:
        talk.add("text", talk.text(told.none, state))
    for label, words, _, _ in lines:
        talk.add("item", f"{label}: {words}")
    talk.send()


def compared(talk: Run, state: State, told: GiveComparison) -> Iterator[tuple[str, str, str, str]]:
    """For each pair that is known: (label, what became of it in words, before, after).

    The numbers are in words too, with their unit.
    """
    known = talk.facts()
    for row in told.rows:
        key = became(row, known)
        if key is not None:
            before, after = talk.shown(row.before), talk.shown(row.after)
            words = talk.say(key, before=before, after=after)
            yield talk.text(row.label, state), words, before, after


def became(row: Measure, known: Facts) -> str | None:
    """`stayed_same`, or how it went, and whether that is good where known.

    None without two numbers.
    """
    before, after = known.get(row.before), known.get(row.after)
    if not isinstance(before, float) or not isinstance(after, float):
        return None
    if before == after:
        return "stayed_same"
    went = "fell" if after < before else "rose"
    better = _better(row, known)
    if not better:
        return went
    return f"{went}_{'better' if (went == 'fell') == (better == 'lower') else 'worse'}"


def _better(row: Measure, known: Facts) -> str | None:
    """Which way is the right one; None as long as nobody said."""
    if not row.better_by:
        return row.better
    chosen = known.get(row.better_by)
    ways = chosen & {"lower", "higher"} if isinstance(chosen, frozenset) else ()
    return next(iter(ways), None)
