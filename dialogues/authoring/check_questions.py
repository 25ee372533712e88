"""A question that is answered in free words can be asked again in other ones; what an answer has to
hold to is of its own kind, and known by then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dialogues.definition.states import State
from frameworks.definition.faults import Fault, FaultText
from frameworks.definition.languages import LANGUAGES

FREE, BOUND = ("text", "names"), ("number", "date")


def question_faults(state: State) -> Iterator[tuple[FaultText, tuple[str, ...]]]:
    """Each fault with the place where it stands; of a repeat the first turn speaks for all."""
    if state.follows or state.turn > 1:
        return
    if state.again is None:
        if state.kind in FREE:
            yield Fault.NO_AGAIN.told(), ()
        return
    for language in LANGUAGES:
        asked = {_plain(wording.text[language]) for wording in state.asks}
        if _plain(state.again[language]) in asked:
            yield Fault.SAME_AGAIN.told(language=language), ("again",)


def bound_faults(
    state: State, before: Mapping[str, State]
) -> Iterator[tuple[FaultText, tuple[str, ...]]]:
    """The same for what an answer has to hold to; `before`: the states above this one, by id."""
    if state.follows or state.turn > 1:
        return
    for key, other in (("at_least", state.at_least), ("at_most", state.at_most)):
        if other and state.kind not in BOUND:
            yield Fault.WRONG_KIND.told(key=key, kind=state.kind), (key,)
        elif other and (other not in before or before[other].kind != state.kind):
            yield Fault.NO_BOUND.told(name=other, kind=state.kind), (key,)
    if state.pattern and state.kind != "text":
        yield Fault.WRONG_KIND.told(key="pattern", kind=state.kind), ("pattern",)
    elif state.pattern:
        try:
            re.compile(state.pattern.match)
        except re.error as error:
            why = Fault.NO_PATTERN.told(pattern=state.pattern.match, why=error)
            yield why, ("pattern", "match")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
