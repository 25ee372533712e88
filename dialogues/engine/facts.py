"""What a session knows, in the words of conditions; and how an answer is shown to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

from dialogues.definition.compiler import ASKED_ON
from dialogues.definition.dialogue import Dialogue
from dialogues.definition.states import OTHER, State
from dialogues.engine.session import Answer, Session
from dialogues.parsing.dates import is_date
from dialogues.texts.formats import spoken_date, spoken_number
from frameworks.definition.conditions import GIVEN, Fact
from frameworks.scoring.scorecard import Scorecard, score


class LazyFacts(Mapping[str, Fact]):
    """Facts that are worked out when they are first looked at: most ways on have no condition.

    `elsewhere` knows those of other talks, which have a slash in their name; `apart` those that
    are worked out alone. Raises KeyError for a fact that is not known, as every mapping does.
    """

    def __init__(
        self,
        work_out: Callable[[], Mapping[str, Fact]],
        elsewhere: Callable[[str], Fact | None] = lambda _: None,
        apart: Mapping[str, Callable[[], Fact | None]] = MappingProxyType({}),
    ) -> None:
        self._work_out, self._elsewhere, self._apart = work_out, elsewhere, apart

    @cached_property
    def _facts(self) -> Mapping[str, Fact]:
        return self._work_out()

    def __getitem__(self, name: str) -> Fact:
        fact: Fact | None = self.get(name)
        if fact is None:
            raise KeyError(name)
        return fact

    def get(self, name: str, default: Any = None) -> Any:
        """Without the exception by which a mapping learns that one is not there: most are not."""
        if name in self._apart:
            fact = self._apart[name]()
        else:
            fact = self._elsewhere(name) if "/" in name else self._facts.get(name)
        return default if fact is None else fact

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def ratings(dialogue: Dialogue, session: Session) -> dict[str, float | None]:
    """Statement id → rating, None for unknown or skipped; only what lies on the path."""
    found: dict[str, float | None] = {}
    for state_id in session.path:
        if dialogue.states[state_id].kind == "rating":
            value = session.answers[state_id].value
            found[state_id] = float(value) if isinstance(value, int) else None
    return found


def facts(dialogue: Dialogue, session: Session) -> dict[str, Fact]:
    """`found[fact name]` of the answers on the path, of the ratings and of the verdicts so far.

    `goal` is an answer, `goal.signals` what it gave away, `goal.count` how many names; of an item
    there are `low` and `high`; a verdict's state holds the ids of its rows.
    """
    found: dict[str, Fact] = {}
    rated: dict[str, list[float]] = {}
    for state_id in session.path:
        state, answer = dialogue.states[state_id], session.answers[state_id]
        known = _facts_of(dialogue, state, answer, found)
        found |= known
        for name, fact in known.items() if state.turn else ():
            if isinstance(fact, frozenset):
                asked, dot, of_it = name.partition(".")
                _merge(found, asked.removesuffix(f"_{state.turn}") + dot + of_it, fact)
        if state.kind == "rating" and isinstance(answer.value, int):
            rated.setdefault(state.item, []).append(float(answer.value))
    found |= {name: frozenset({GIVEN}) for name in session.given}
    for item, values in rated.items():
        found[f"{item}.low"], found[f"{item}.high"] = min(values), max(values)
    for state_id, rows in session.outcomes.items():
        found[state_id] = frozenset(verdict for _, verdict in rows)
    asked_on = len(session.path) > 1 and dialogue.states[session.path[-2]].follows
    if asked_on or session.brief:
        found[ASKED_ON] = frozenset({"yes"})
    return found


def _facts_of(
    dialogue: Dialogue, state: State, answer: Answer, before: Mapping[str, Fact]
) -> dict[str, Fact]:
    """One answer's facts. A good answer to a follow-up takes back what raised it.

    `signals` keeps those that last; `still` are only those of what was said last.
    """
    found: dict[str, Fact] = {state.id: answer.fact()}
    if answer.signals:
        found[f"{state.id}.signals"] = found[f"{state.id}.still"] = frozenset(answer.signals)
    if answer.themes:
        found[f"{state.id}.themes"] = frozenset(answer.themes)
    if state.kind == "names" and isinstance(answer.value, tuple):
        found[f"{state.id}.count"] = float(len(answer.value))
    raised = before.get(f"{state.follows}.signals") if state.follows else None
    if isinstance(raised, frozenset) and answer.given == "answered":
        still = frozenset(answer.signals) | (raised & dialogue.lasting)
        found[f"{state.follows}.signals"] = still
        found[f"{state.follows}.still"] = frozenset(answer.signals)
    return found


def _merge(found: dict[str, Fact], name: str, fact: frozenset[str]) -> None:
    """A question asked for every name is known, under its own name, by all its answers."""
    before = found.get(name, frozenset())
    assert isinstance(before, frozenset)
    found[name] = before | fact


def scorecard(dialogue: Dialogue, session: Session, framework: str) -> Scorecard:
    """The scores on a framework, by its id, from the ratings on the path."""
    return score(dialogue.frameworks[framework], ratings(dialogue, session))


def all_facts(dialogue: Dialogue, session: Session) -> dict[str, Fact]:
    """Also `item.score`, a mean on the scale, and `item.band`, of frameworks that were rated."""
    found = facts(dialogue, session)
    if any(dialogue.states[s].kind == "rating" for s in session.path):
        for framework in dialogue.frameworks.values():
            if framework.scale is not None:
                found |= scorecard(dialogue, session, framework.id).facts()
    return found


def names(session: Session, over: str) -> tuple[str, ...]:
    """The names given in the question `over`; empty when it was not answered."""
    answer = session.answers.get(over)
    return answer.value if answer and isinstance(answer.value, tuple) else ()


def shown(state: State, answer: Answer, language: str, between: str = ", ") -> str:
    """An answer in words, without its quotes; empty when there is none."""
    if answer.given != "answered":
        return ""
    if state.kind == "names" and isinstance(answer.value, tuple):
        return between.join(answer.value)
    if isinstance(answer.value, tuple):
        return between.join(labels(state, answer.value, language, answer.own))
    if state.kind == "number" and isinstance(answer.value, float):
        unit = state.unit[language] if state.unit else ""
        return spoken_number(answer.value, unit, language)
    if state.kind == "date" and isinstance(answer.value, str):
        return spoken_date(answer.value, language)
    if isinstance(answer.value, int):
        words = [c.text[language] for c in state.choices if c.id == f"v{answer.value}"]
        return f"{answer.value} ({words[0]})" if words else str(answer.value)
    return str(answer.value or "")


def labels(state: State, ids: Iterable[str], language: str, own: Iterable[str] = ()) -> list[str]:
    """The choices with these ids, in words; `own` are those for what is not listed."""
    texts = {choice.id: choice.text[language] for choice in state.choices}
    texts |= dict.fromkeys([OTHER], " ".join(own)) if own else {}
    return [texts[one] for one in ids if one in texts]


def valid(state: State, answer: Answer) -> bool:
    """Whether an answer given to other content still answers this question."""
    if answer.given != "answered":
        return True
    if state.kind in ("choice", "several"):
        ids = {choice.id for choice in state.choices}
        return isinstance(answer.value, tuple) and ids.issuperset(answer.value)
    if state.kind == "rating":
        return f"v{answer.value}" in {choice.id for choice in state.choices}
    if state.kind == "number":
        return isinstance(answer.value, float)
    if state.kind == "date":
        return isinstance(answer.value, str) and is_date(answer.value)
    return isinstance(answer.value, tuple if state.kind == "names" else str)
