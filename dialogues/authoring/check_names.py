"""Names that content may not use: they mean something already, or are made from other names."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.definition.compiler import ASKED_ON
from dialogues.definition.dialogue import Dialogue
from dialogues.definition.outcomes import outcomes
from dialogues.definition.source import AskStatements, Repeat
from dialogues.definition.states import END, State
from dialogues.engine.other_sessions import STATUS
from frameworks.definition.conditions import KNOWN, WORDS

RESERVED = {
    END: "'end' is where a 'next' ends the dialogue",
    "name": "'name' is what templates call the name in a repeat",
    "turn": "'turn' is what templates call the place in a repeat",
    ASKED_ON: f"'{ASKED_ON}' is a fact of our own",
    STATUS: f"'{STATUS}' is how far a talk is, in other dialogues",
}
Fault = tuple[str, str, str, tuple[str | int, ...]]
"""Code, message, remedy, and the place in the file."""


def name_faults(flow: Dialogue) -> Iterator[Fault]:
    """Each with the name that it is about in its message."""
    yield from _blocks(flow)
    yield from _given(flow)
    yield from _rated_twice(flow)
    for state in flow.states.values():
        if state.turn > 1:
            continue  # it is told at the first
        if state.plain in RESERVED:
            yield "reserved", RESERVED[state.plain], "rename the state", state.place
        if state.turn and state.plain in flow.states:
            message = f"'{state.plain}' is a state, and one of a repeat: what is meant by it?"
            yield "reserved", message, "rename one", state.place
        yield from _words(state)


def _blocks(flow: Dialogue) -> Iterator[Fault]:
    """A repeat is no state, and still nothing that a `next` could mean."""
    for index, one in enumerate(flow.raw.states):
        if isinstance(one, Repeat | AskStatements) and one.id == END:
            yield "reserved", RESERVED[END], "rename the state", ("states", index)


def _given(flow: Dialogue) -> Iterator[Fault]:
    for index, name in enumerate(flow.raw.given):
        message = RESERVED.get(name)
        if message is None and name in flow.states:
            message = f"'{name}' is given, and a state: what is meant by it?"
        if message:
            yield "reserved", message, "give another name", ("given", index)


def _words(state: State) -> Iterator[Fault]:
    """A choice with the name of a word for conditions: `known` would hold for any answer."""
    for index, choice in enumerate(state.choices):
        if choice.id in WORDS:
            message = f"'{state.id}': the choice '{choice.id}' is a word of conditions"
            yield "reserved", message, "rename it", (*state.place, "choices", index)
    for one in outcomes(state.told):
        if one.id == KNOWN:
            message = f"'{state.id}': the result '{KNOWN}' is a word of conditions"
            yield "reserved", message, "rename it", state.place


def _rated_twice(flow: Dialogue) -> Iterator[Fault]:
    """Two frameworks with an item of one name: its score would be of both."""
    seen: dict[str, str] = {}
    for index, one in enumerate(flow.raw.states):
        if not isinstance(one, AskStatements):
            continue
        for item in flow.frameworks[one.framework].items:
            if seen.setdefault(item.id, one.framework) != one.framework:
                message = f"'{item.id}' is an item of '{seen[item.id]}', and of '{one.framework}'"
                yield "duplicate_id", message, "rename one", ("states", index)
