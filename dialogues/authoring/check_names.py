"""Names that content may not use: they mean something already, or are made from other names."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.definition.compiler import ASKED_ON
from dialogues.definition.dialogue import Dialogue
from dialogues.definition.outcomes import outcomes
from dialogues.definition.source import AskStatements, Repeat
from dialogues.definition.states import END, State
from dialogues.engine.other_sessions import STATUS
from dialogues.engine.story import STORY, WONDERS
from frameworks.definition.conditions import KNOWN, WORDS
from frameworks.definition.faults import Fault, FaultText

RESERVED = {
    END: "is where a 'next' ends the dialogue",
    "name": "is what templates call the name in a repeat",
    "turn": "is what templates call the place in a repeat",
    ASKED_ON: "is a fact of our own",
    STORY: "is what was told before the talk",
    WONDERS: "is what was asked before the talk",
    STATUS: "is how far a talk is, in other dialogues",
}
"""What names mean already."""
PlacedText = tuple[FaultText, tuple[str | int, ...]]
"""A fault, and its place in the file."""


def name_faults(flow: Dialogue) -> Iterator[PlacedText]:
    """Each with the name that it is about in its message."""
    yield from _blocks(flow)
    yield from _given(flow)
    yield from _rated_twice(flow)
    for state in flow.states.values():
        if state.turn > 1:
            continue  # it is told at the first
        if state.plain in RESERVED:
            yield _reserved(state.plain), state.place
        if state.turn and state.plain in flow.states:
            yield Fault.REPEAT_AND_STATE.told(name=state.plain), state.place
        yield from _words(state)


def _blocks(flow: Dialogue) -> Iterator[PlacedText]:
    """A repeat is no state, and still nothing that a `next` could mean."""
    for index, one in enumerate(flow.raw.states):
        if isinstance(one, Repeat | AskStatements) and one.id == END:
            yield _reserved(END), ("states", index)


def _reserved(name: str) -> FaultText:
    return Fault.RESERVED.told(name=name, meaning=RESERVED[name])


def _given(flow: Dialogue) -> Iterator[PlacedText]:
    for index, name in enumerate(flow.raw.given):
        if name in RESERVED:
            text = Fault.RESERVED_GIVEN.told(name=name, meaning=RESERVED[name])
            yield text, ("given", index)
        elif name in flow.states:
            yield Fault.GIVEN_AND_STATE.told(name=name), ("given", index)


def _words(state: State) -> Iterator[PlacedText]:
    """A choice with the name of a word for conditions: `known` would hold for any answer."""
    for index, choice in enumerate(state.choices):
        if choice.id in WORDS:
            text = Fault.RESERVED_CHOICE.told(id=choice.id).of(state.plain)
            yield text, (*state.place, "choices", index)
    for one in outcomes(state.told):
        if one.id == KNOWN:
            yield Fault.RESERVED_RESULT.told(id=KNOWN).of(state.plain), state.place


def _rated_twice(flow: Dialogue) -> Iterator[PlacedText]:
    """Two frameworks with an item of one name: its score would be of both."""
    seen: dict[str, str] = {}
    for index, one in enumerate(flow.raw.states):
        if not isinstance(one, AskStatements):
            continue
        for item in flow.frameworks[one.framework].items:
            if seen.setdefault(item.id, one.framework) != one.framework:
                text = Fault.DUPLICATE_ITEM.told(
                    id=item.id, first=seen[item.id], second=one.framework
                )
                yield text, ("states", index)
