"""What is wrong with a picture in content: questions and choices that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogues.definition.source import DrawBalance, DrawLine
from dialogues.definition.states import State
from frameworks.definition.languages import DEFAULT
from frameworks.definition.model import Text

MAX_STATION_CHARS = 60
Fault = tuple[str, str, str, tuple[str | int, ...]]
"""A fault's code, its message, its remedy, and where it stands in its state."""


def picture_faults(state: State, states: Mapping[str, State]) -> Iterator[Fault]:
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


def _long(text: Text, place: tuple[str | int, ...]) -> Iterator[Fault]:
    if max(map(len, text.all)) > MAX_STATION_CHARS:
        message = f"'{text[DEFAULT]}' is too long for a picture"
        yield "too_long", message, f"keep it within {MAX_STATION_CHARS}", place


def _question(
    name: str, kinds: tuple[str, ...], states: Mapping[str, State], place: tuple[str | int, ...]
) -> Iterator[Fault]:
    if name not in states or states[name].kind not in kinds:
        kind = "' or '".join(kinds)
        yield "reference", f"'{name}' is no question of the kind '{kind}'", "name one", place


def _choices(
    question: State, good: list[str], half: list[str], place: tuple[str | int, ...]
) -> Iterator[Fault]:
    ids = {choice.id for choice in question.choices}
    for wrong in (one for one in (*good, *half) if ids and one not in ids):
        yield "reference", f"'{question.id}' is never '{wrong}'", "mend the name", place
    for both in sorted({*good} & {*half}):
        yield "reference", f"'{both}' is good and half", "keep it in one of the two", place
