"""A question that is answered in free words can be asked again in other ones."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.definition.states import State
from frameworks.definition.faults import Fault, FaultText
from frameworks.definition.languages import LANGUAGES

FREE = ("text", "names")


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


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
