"""What conditions and templates may speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dialogues.authoring.check_outputs import results
from dialogues.definition.compiler import ASKED_ON
from dialogues.definition.dialogue import Dialogue
from dialogues.definition.states import State
from dialogues.engine.figures import FIGURE_WORDS, FIGURES
from frameworks.definition.conditions import WORDS, Test
from frameworks.definition.faults import Fault, FaultText


@dataclass(frozen=True)
class Names:
    """What conditions and templates may speak of: fact → the values it can have, None for any."""

    facts: Mapping[str, frozenset[str] | None]
    questions: frozenset[str]

    def fault(self, test: Test) -> FaultText | None:
        """What is wrong with a test; None when nothing is."""
        if test.fact not in self.facts:
            return Fault.UNKNOWN_FACT.told(fact=test.fact)
        allowed = self.facts[test.fact]
        unknown = test.values - WORDS - allowed if allowed is not None else frozenset()
        if unknown:
            return Fault.UNKNOWN_VALUE.told(fact=test.fact, value=min(unknown))
        return None


def names_of(flow: Dialogue, themes: frozenset[str]) -> Names:
    """The facts and variables of one dialogue; free text may be about one of the `themes`."""
    facts: dict[str, frozenset[str] | None] = {ASKED_ON: frozenset({"yes"}), FIGURES: None}
    for state in flow.states.values():
        for name in (state.id, state.plain):
            facts |= _facts_of(name, state)
            if state.kind == "text":
                facts[f"{name}.themes"] = themes
    for framework in flow.frameworks.values():
        bands = frozenset(band.id for band in framework.bands)
        for item in framework.items:
            facts |= {f"{item.id}.{score}": None for score in ("score", "low", "high")}
            facts[f"{item.id}.band"] = bands
    facts |= dict.fromkeys(flow.raw.given)
    questions = {s.id for s in flow.states.values() if s.waits}
    questions |= {name for s in flow.states.values() if s.turn for name in s.names}
    return Names(facts, frozenset(questions | {"name", "turn", *FIGURE_WORDS, *flow.raw.given}))


def _facts_of(name: str, state: State) -> dict[str, frozenset[str] | None]:
    if (told := results(state.told)) is not None:
        return {name: told}
    choice = state.kind in ("choice", "several")
    ids = frozenset(one.id for one in state.choices)
    found: dict[str, frozenset[str] | None] = {name: ids if choice else None}
    if state.signals:
        found[f"{name}.signals"] = found[f"{name}.still"] = frozenset(state.signals)
    if state.kind == "names":
        found[f"{name}.count"] = None
    return found
