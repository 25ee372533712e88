"""What is wrong with a picture in content: questions and choices that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogues.definition.states import State
from dialogues.definition.tellings import DrawBalance, DrawLine
from frameworks.definition.faults import Fault, FaultText
from frameworks.definition.languages import DEFAULT
from frameworks.definition.model import Text

MAX_STATION_CHARS = 60
PlacedText = tuple[FaultText, tuple[str | int, ...]]
"""A fault, and where it stands in its state."""


def picture_faults(state: State, states: Mapping[str, State]) -> Iterator[PlacedText]:
    """The faults of a state that draws; none for any other."""
    match state.told:
        case DrawLine(stops=stops):
            for index, stop in enumerate(stops):
                place = ("stops", index)
                yield from _long(stop.title, place)
                yield from _question(stop.state_of, ("choice",), states, place)
                if stop.state_of in states:
                    yield from _choices(states[stop.state_of], stop.good, stop.half, place)
        case DrawBalance(left=left, right=right):
            for name, side in (("left", left), ("right", right)):
                yield from _long(side.label, (name,))
                for question in side.of:
                    yield from _question(question, ("choice", "several"), states, (name,))


def _long(text: Text, place: tuple[str | int, ...]) -> Iterator[PlacedText]:
    if max(map(len, text.all)) > MAX_STATION_CHARS:
        yield Fault.LONG_FOR_PICTURE.told(text=text[DEFAULT], limit=MAX_STATION_CHARS), place


def _question(
    name: str, kinds: tuple[str, ...], states: Mapping[str, State], place: tuple[str | int, ...]
) -> Iterator[PlacedText]:
    if name not in states or states[name].kind not in kinds:
        yield Fault.UNKNOWN_QUESTION.told(name=name, kind="' or '".join(kinds)), place


def _choices(
    question: State, good: list[str], half: list[str], place: tuple[str | int, ...]
) -> Iterator[PlacedText]:
    ids = {choice.id for choice in question.choices}
    for wrong in (one for one in (*good, *half) if ids and one not in ids):
        yield Fault.UNKNOWN_CHOICE.told(question=question.id, choice=wrong), place
    for both in sorted({*good} & {*half}):
        yield Fault.GOOD_AND_HALF.told(id=both), place
