"""What a telling speaks of and names, for the checks: its conditions, texts and references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogues.definition.dialogue import Dialogue
from dialogues.definition.outcomes import outcomes
from dialogues.definition.states import State
from dialogues.definition.tellings import (
    GiveComparison,
    GivePlan,
    GiveRanking,
    GiveVerdict,
    Option,
    Say,
    Telling,
)
from frameworks.definition.conditions import Condition
from frameworks.definition.faults import Fault, FaultText
from frameworks.definition.model import Text

Place = tuple[str | int, ...]
Told = Telling | None


def results(told: Told) -> frozenset[str] | None:
    """The ids that a telling leaves as facts under its own name; None when it leaves none."""
    found = frozenset(one.id for one in outcomes(told))
    return found or None


def conditions(told: Told) -> Iterator[tuple[Condition, Place]]:
    """Each condition within a telling, with its place in the state."""
    match told:
        case GiveVerdict(table=rows):
            yield from ((row.when, ("table", i, "when")) for i, row in enumerate(rows))
        case GivePlan(rows=rows):
            yield from ((row.when, ("rows", i, "when")) for i, row in enumerate(rows))
        case GiveRanking(options=options):
            for i, option in enumerate(options):
                yield from _of_option(option, ("options", i))


def _of_option(option: Option, place: Place) -> Iterator[tuple[Condition, Place]]:
    for key, reasons in (("for", option.for_), ("against", option.against)):
        yield from ((one.when, (*place, key, i, "when")) for i, one in enumerate(reasons))
    yield from ((when, (*place, "never", i)) for i, when in enumerate(option.never))


def texts(told: Told) -> Iterator[tuple[Text, Place]]:
    """Each text of a telling, with its place in the state."""
    if told is None:
        return
    yield told.say, ("say",)
    match told:
        case GiveVerdict(table=rows):
            for i, row in enumerate(rows):
                yield from ((row.title, ("table", i)), (row.text, ("table", i)))
        case GivePlan(rows=rows):
            yield from ((row.text, ("rows", i, "text")) for i, row in enumerate(rows))
        case GiveComparison(rows=rows, none=none):
            yield from ((row.label, ("rows", i, "label")) for i, row in enumerate(rows))
            yield none, ("none",)
        case Say(details=details):
            yield from ((text, ("details", i)) for i, text in enumerate(details))
        case GiveRanking(options=options):
            for i, one in enumerate(options):
                place = ("options", i)
                yield from ((one.title, (*place, "title")), (one.text, (*place, "text")))
                yield from ((text, (*place, "details", j)) for j, text in enumerate(one.details))


def faults(
    state: State, flow: Dialogue, dialogues: Mapping[str, Dialogue]
) -> Iterator[tuple[FaultText, Place]]:
    """What a telling names wrongly, and its place in the state."""
    match state.told:
        case GiveVerdict(table=rows):
            for i, row in enumerate(rows):
                for name in row.offer:
                    if name not in dialogues:
                        known = ", ".join(dialogues)
                        yield Fault.UNKNOWN_DIALOGUE.told(name=name, known=known), ("table", i)
        case GivePlan(from_=name):
            yield from _kind(flow, name, "date", ("from",))
        case GiveComparison(rows=measures):
            for i, one in enumerate(measures):
                yield from _kind(flow, one.before, "number", ("rows", i, "before"))
                yield from _kind(flow, one.after, "number", ("rows", i, "after"))
                if one.better_by:
                    yield from _kind(flow, one.better_by, "choice", ("rows", i, "better_by"))
        case GiveRanking(options=options):
            seen: set[str] = set()
            for i, option in enumerate(options):
                if option.id in seen:
                    yield Fault.DUPLICATE_OPTION.told(id=option.id), ("options", i)
                seen.add(option.id)


def _kind(flow: Dialogue, name: str, kind: str, place: Place) -> Iterator[tuple[FaultText, Place]]:
    asked = flow.states.get(name)
    if asked is None or asked.kind != kind:
        yield Fault.UNKNOWN_QUESTION.told(name=name, kind=kind), place
