"""A dialogue in outline, straight from its content, for who draws it.

It reads as the talk goes, down one line. What has a condition stands on a line beside it, taken
when the condition holds. What is asked once for every name stands in a frame, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap

from dialogues.definition.compiler import ASKED_ON
from dialogues.definition.dialogue import Dialogue
from dialogues.definition.states import State
from dialogues.definition.tellings import (
    DrawBalance,
    DrawLine,
    GiveAdvice,
    GiveComparison,
    GivePlan,
    GiveRanking,
    GiveScorecard,
    GiveVerdict,
    Option,
    Verdict,
)
from dialogues.texts.templates import tested
from frameworks.definition.conditions import ALWAYS, Condition, Test

TITLE, NOTE, MAX_WORDS_CHARS = 44, 58, 130
SIGNS = {"<=": "≤", ">=": "≥"}


@dataclass(frozen=True, slots=True)
class Box:
    """A state in the picture.

    id: the state's
    shape: question, follow or told
    title: lines of what it asks or tells
    notes: lines of what else is to be known
    jumps: (state, condition in words) each
    onward: it may lead to the next state
    """

    id: str
    shape: str
    title: list[str]
    notes: list[str]
    jumps: list[tuple[str, str]]
    onward: bool = True


@dataclass(frozen=True, slots=True)
class Beside:
    """Parts that are passed over unless `when` holds; or, with `each`, a frame round a repeat."""

    when: str
    parts: list[Part]
    each: bool = False


Part = Box | Beside


def outline(flow: Dialogue, language: str) -> list[Part]:
    """The dialogue as a line of boxes; all turns of a repeat are one frame."""
    once = [state for state in flow.states.values() if state.turn <= 1]
    found: list[Part] = []
    for place, group in groupby(once, key=lambda s: s.place[1] if s.turn else None):
        states = list(group)
        line = _line(states, language)
        if place is None:
            found += line
        else:
            over = flow.states[states[0].over]
            name = over.label[language] if over.label else over.id
            found.append(Beside(f"↻ {name} ({over.id})", line, each=True))
    return found


def _line(states: Iterable[State], language: str) -> list[Part]:
    """States in a row that share a condition share a line, unless that rests on one of them."""
    found: list[Part] = []
    shared, ids, within = ALWAYS, set[str](), found
    for state in states:
        box, when = _box(state, language), _folded(state)
        if state.follows:
            within.append(Beside(_words(when), [box]))
        elif when != shared or ids & tested(when):
            shared, ids, within = when, set(), found if when == ALWAYS else []
            found.append(Beside(_words(when), within) if when != ALWAYS else box)
            if when != ALWAYS:
                within.append(box)
        else:
            within.append(box)
        ids.add(box.id)
    return found


def _box(state: State, language: str) -> Box:
    text = state.label or (state.told.say if state.told else None)
    words = re.sub(r"\{\{.*?\}\}", "…", text[language] if text else state.id)
    words = words if len(words) <= MAX_WORDS_CHARS else words[: MAX_WORDS_CHARS - 1].rstrip() + "…"
    name, back = _plain(state, state.id), {v: k for k, v in state.names.items()}
    jumps = [(back.get(j.to, j.to), _words(j.when.renamed(back))) for j in state.jumps]
    notes = [f"{name} · {_kind(state)}", *_rows(state, language)]
    notes += [f"{when} → {to}".strip() for to, when in jumps]
    return Box(
        name,
        "follow" if state.follows else "question" if state.waits else "told",
        wrap(words, TITLE),
        [line for note in notes for line in wrap(note, NOTE, subsequent_indent="   ")],
        jumps,
        all(jump.when.clauses for jump in state.jumps),
    )


def _plain(state: State, name: str) -> str:
    return name.removesuffix(f"_{state.turn}") if state.turn else name


def _kind(state: State) -> str:
    match state.told:
        case None:
            return ": ".join(filter(None, (state.kind, " | ".join(c.id for c in state.choices))))
        case GiveAdvice() as told:
            return f"{told.kind}: {', '.join(told.frameworks)}, {told.topic}, ≤ {told.most}"
        case GiveScorecard() as told:
            return f"{told.kind}: {told.framework}"
        case GiveRanking() as told:
            return f"{told.kind}: ≤ {told.most}"
        case GivePlan() as told:
            return f"{told.kind}: {told.from_}"
        case DrawLine() | DrawBalance() as told:
            return f"{told.kind}: {told.picture}"
    return state.told.kind


def _rows(state: State, language: str) -> list[str]:
    """A verdict's table in the order in which it is tried; options, days and numbers."""
    match state.told:
        case GiveVerdict(table=table):
            rows = [_row(n, row, language) for n, row in enumerate(table, 1)]
        case GiveRanking(options=options):
            rows = [line for option in options for line in _option(option, language)]
        case GivePlan(rows=days):
            rows = [f"{_words(one.when)} {one.days:+d}".strip() for one in days]
        case GiveComparison(rows=measures):
            rows = [f"{one.before} ↔ {one.after}" for one in measures]
        case _:
            rows = []
    return [row.replace(".  →", ". →") for row in rows]


def _row(number: int, row: Verdict, language: str) -> str:
    offer = "".join(f" ⇒ {name}" for name in row.offer)
    return f"{number}. {_words(row.when)} → {row.title[language]}{offer}"


def _option(option: Option, language: str) -> Iterator[str]:
    """An option with what speaks for it (+), against it (−), and what rules it out (✗)."""
    yield f"· {option.title[language]}"
    for sign, reasons in (("+", option.for_), ("−", option.against)):
        yield from (f"{sign}{one.weight} {_words(one.when)}" for one in reasons)
    yield from (f"✗ {_words(when)}" for when in option.never)


def _folded(state: State) -> Condition:
    """A condition as it was written: without the turn of a repeat, and nothing twice.

    No follow-up comes right after another: that goes without saying.
    """
    hidden = {ASKED_ON} | ({f"{state.over}.count"} if state.turn else set())
    plain = state.when.renamed({turned: name for name, turned in state.names.items()})
    shown = ((t for t in clause if t.fact not in hidden) for clause in plain.clauses)
    clauses = [tuple(dict.fromkeys(tests)) for tests in shown]
    least = [c for c in clauses if not any(set(other) < set(c) for other in clauses)]
    return Condition(tuple(dict.fromkeys(filter(None, least))))


def _words(condition: Condition) -> str:
    return " | ".join(" & ".join(map(_test, clause)) for clause in condition.clauses)


def _test(test: Test) -> str:
    if test.compare:
        told = f"{test.fact} {SIGNS.get(test.compare, test.compare)} {test.number:g}"
        return f"¬({told})" if test.denied else told
    return f"{test.fact} {'≠' if test.denied else '='} {', '.join(sorted(test.values))}"
