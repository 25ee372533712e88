"""A dialogue's states as one `transitions` machine, built once and shared by every session.

The machine knows only its graph. Who is where stays in the session: a throw-away cursor is moved
by one trigger, which costs a tenth of registering a model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from transitions import Machine

from dialogues.definition.states import END, State
from frameworks.definition.conditions import ALWAYS, Condition, Facts

NEXT = "next"
START = "(begin)"
"""Where a session is before its first question; no id of a state is written so."""


@dataclass(slots=True)
class Cursor:
    """A place in a machine, for one trigger."""

    state: str


@dataclass(frozen=True, slots=True)
class Transition:
    """One way on, taken when its condition is the first that holds."""

    source: str
    to: str
    when: Condition


def steps(states: Mapping[str, State]) -> Iterator[Transition]:
    """All ways through a dialogue, in the order in which they are tried.

    A state with a condition is passed over when that does not hold, so each state leads to every
    later one up to the first that is always entered. Jumps come before that, and a follow-up
    before the jumps.
    """
    order = list(states.values())
    yield from _onward(START, order)
    for index, state in enumerate(order):
        if (after := order[index + 1 : index + 2]) and state.jumps and after[0].follows == state.id:
            yield Transition(state.id, after[0].id, after[0].when)
        for jump in state.jumps:
            yield Transition(state.id, jump.to, jump.when)
        if all(jump.when.clauses for jump in state.jumps):
            yield from _onward(state.id, order[index + 1 :])


def _onward(source: str, later: list[State]) -> Iterator[Transition]:
    for state in later:
        yield Transition(source, state.id, state.when)
        if state.when == ALWAYS:
            return
    yield Transition(source, END, ALWAYS)


def build_machine(states: Mapping[str, State]) -> Machine:
    """One machine for all sessions, with `NEXT` as its only trigger.

    Source: the `transitions` manual on machines without a model.
    """
    transitions = [
        {
            "trigger": NEXT,
            "source": step.source,
            "dest": step.to,
            "conditions": [step.when.holds] if step.when.clauses else None,
        }
        for step in steps(states)
    ]
    return Machine(
        model=None,
        states=[START, *states, END],
        transitions=transitions,
        initial=START,
        auto_transitions=False,
    )


def move(machine: Machine, state: str, facts: Facts) -> str:
    """The state after `state`, given what is known."""
    cursor = Cursor(state)
    machine.events[NEXT].trigger(cursor, facts)
    return cursor.state
