"""What makes content unusable, found before anyone meets it; each with its line and its remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import get_args

from dialogues.authoring.check_advice import check_advice, check_variety
from dialogues.authoring.check_agenda import check_agenda
from dialogues.authoring.check_names import name_faults
from dialogues.authoring.check_outputs import conditions, faults, texts
from dialogues.authoring.check_pictures import picture_faults
from dialogues.authoring.symbols import Names, names_of
from dialogues.definition.compiler import tables
from dialogues.definition.content import Content
from dialogues.definition.dialogue import Dialogue
from dialogues.definition.source import GiveAdvice, GiveScorecard, GiveVerdict
from dialogues.definition.state_machine import START, steps
from dialogues.definition.states import END, State
from dialogues.engine.other_sessions import STATUS
from dialogues.engine.session import Status
from dialogues.texts.templates import variables
from frameworks.definition.issues import Issue
from frameworks.definition.languages import DEFAULT, LANGUAGES
from frameworks.definition.model import Text

MAX_TEXT_CHARS = 600
MAX_BUTTON_CHARS = 60
MAX_CHOICES = 20
Facts = dict[str, frozenset[str] | None]


def check(content: Content) -> Iterator[Issue]:
    """All faults of loaded content."""
    known = {flow.id: names_of(flow) for flow in content.dialogues.values()}
    elsewhere: Facts = {}
    for dialogue, names in known.items():
        elsewhere |= {f"{dialogue}/{fact}": values for fact, values in names.facts.items()}
        elsewhere[f"{dialogue}/{STATUS}"] = frozenset(get_args(Status))
    known = {
        dialogue: Names({**names.facts, **elsewhere}, names.questions)
        for dialogue, names in known.items()
    }
    for flow in content.dialogues.values():
        yield from _dialogue(content, flow, known[flow.id])
    yield from check_advice(content, known)
    yield from check_variety(content)
    yield from check_agenda(content)
    yield from _one_of_each(content)


def _one_of_each(content: Content) -> Iterator[Issue]:
    """What comes of a talk tells which talk is meant, so it comes of one alone; but for ballots."""
    seen: dict[str, str] = {}
    for flow in content.dialogues.values():
        makes = flow.raw.makes
        if makes is None or makes == "ballot":
            continue
        if makes in seen:
            file = next(d for d in content.files.values() if d.file == flow.file)
            message = f"'{seen[makes]}' makes a {makes} already"
            yield Issue(flow.file, file.line(("makes",)), "makes", message, "take 'makes' out")
        seen[makes] = flow.id


def _dialogue(content: Content, flow: Dialogue, names: Names) -> Iterator[Issue]:
    file = next(d for d in content.files.values() if d.file == flow.file)

    def fault(state: State, code: str, message: str, remedy: str, *inner: str | int) -> Issue:
        line = file.line((*state.place, *inner))
        return Issue(flow.file, line, code, f"'{state.id}': {message}", remedy)

    for code, message, remedy, place in name_faults(flow):
        yield Issue(flow.file, file.line(place), code, message, remedy)
    for state in flow.states.values():
        yield from _state(content, state, names, fault)
    yield from _references(flow, content, fault)
    yield from _paths(flow, fault)
    for state, told in tables(flow.states):
        if told.table[-1].when.clauses:
            yield fault(state, "open_table", "no row holds in every case",
                        "end the table with a row without 'when'")  # fmt: skip


Fault = Callable[..., Issue]


def _state(content: Content, state: State, names: Names, fault: Fault) -> Iterator[Issue]:
    own = [state.when, *(wording.when for wording in state.asks)]
    own += [jump.when for jump in state.jumps]
    for condition, place in (*((when, ("when",)) for when in own), *conditions(state.told)):
        for test in condition.tests():
            if wrong := names.fault(test):
                yield fault(state, "unknown_fact", wrong, "mend the name or the value", *place)
    for text, place in _texts(state):
        yield from _text(state, text, place, names, fault)
    for signal in () if state.follows else state.signals:
        if signal not in content.signals.rules:
            yield fault(state, "unknown_signal", f"there is no signal '{signal}'",
                        f"choose one of {', '.join(content.signals.rules)}", "probe")  # fmt: skip
    yield from _choices(state, fault)


def _references(flow: Dialogue, content: Content, fault: Fault) -> Iterator[Issue]:
    """What a state takes from elsewhere is there."""
    named = [s.id for s in flow.states.values() if s.kind == "names"]
    for state in flow.states.values():
        for code, message, remedy, place in picture_faults(state, flow.states):
            yield fault(state, code, message, remedy, *place)
        told = state.told
        wanted = told.frameworks if isinstance(told, GiveAdvice) else []
        wanted = [told.framework] if isinstance(told, GiveScorecard) else wanted
        for framework in wanted:
            if framework not in content.frameworks:
                yield fault(state, "reference", f"there is no framework '{framework}'",
                            f"choose one of {', '.join(content.frameworks)}")  # fmt: skip
            elif isinstance(told, GiveScorecard) and not content.frameworks[framework].scale:
                yield fault(state, "reference", f"'{framework}' has no scale to score on",
                            "choose a framework with statements", "framework")  # fmt: skip
        over = told.per if isinstance(told, GiveVerdict) else state.over
        if over and over not in named:
            yield fault(state, "reference", f"'{over}' is no question of the kind 'names'",
                        "name one", "per")  # fmt: skip
        for code, message, remedy, place in faults(state, flow, content.dialogues):
            yield fault(state, code, message, remedy, *place)


def _texts(state: State) -> Iterator[tuple[Text, tuple[str | int, ...]]]:
    """Each text with the place where it stands in its state."""
    yield from ((wording.text, ("ask",)) for wording in state.asks)
    for key in ("label", "example", "explain"):
        if (text := getattr(state, key)) is not None:
            yield text, (key,)
    yield from texts(state.told)


def _text(
    state: State, text: Text, place: tuple[str | int, ...], names: Names, fault: Fault
) -> Iterator[Issue]:
    for language in LANGUAGES:
        words = text[language]
        try:
            unknown = variables(words) - names.questions
            if not _has_name(state):
                unknown |= variables(words) & {"name", "turn"}
        except ValueError as error:
            message = f"the {language} text is no template: {error}"
            yield fault(state, "template", message, "mend the braces", *place)
            continue
        if unknown:
            message = f"the {language} text speaks of '{min(unknown)}', which is not asked"
            yield fault(
                state, "unknown_variable", message, "name a question of this dialogue", *place
            )
        if len(words) > MAX_TEXT_CHARS:
            message = f"the {language} text has {len(words)} characters"
            yield fault(state, "too_long", message, f"keep it within {MAX_TEXT_CHARS}", *place)


def _has_name(state: State) -> bool:
    """Whether the state speaks of one name at a time, so that `name` is known."""
    per = state.told.per if isinstance(state.told, GiveVerdict) else None
    return bool(state.turn or per)


def _choices(state: State, fault: Fault) -> Iterator[Issue]:
    if state.kind in ("choice", "several") and len(state.choices) < 2:
        yield fault(state, "choices", "there is nothing to choose", "give two choices or more")
    if state.kind in ("text", "names", "number", "date") and state.choices:
        yield fault(state, "choices", "a typed answer has no choices", "take the choices out")
    if len(state.choices) > MAX_CHOICES:
        yield fault(state, "choices", f"{len(state.choices)} choices are too many",
                    f"keep it within {MAX_CHOICES}", "choices")  # fmt: skip
    seen: set[str] = set()
    for index, choice in enumerate(state.choices):
        if choice.id in seen:
            yield fault(state, "duplicate_id", f"the choice '{choice.id}' is there twice",
                        "rename one", "choices", index)  # fmt: skip
        seen.add(choice.id)
        if max(map(len, choice.text.all)) > MAX_BUTTON_CHARS:
            yield fault(state, "too_long", f"the button '{choice.text[DEFAULT]}' is too long",
                        f"keep it within {MAX_BUTTON_CHARS}", "choices", index)  # fmt: skip


def _paths(flow: Dialogue, fault: Fault) -> Iterator[Issue]:
    ways: dict[str, set[str]] = {}
    for step in steps(flow.states):
        if step.to != END and step.to not in flow.states:
            yield fault(flow.states[step.source], "unknown_state", f"there is no '{step.to}'",
                        "name a state of this dialogue, or 'end'", "next")  # fmt: skip
        ways.setdefault(step.source, set()).add(step.to)
    reached = _reach(ways, START)
    back: dict[str, set[str]] = {}
    for source, targets in ways.items():
        for target in targets:
            back.setdefault(target, set()).add(source)
    ends = _reach(back, END)
    for state in flow.states.values():
        if state.id not in reached:
            yield fault(state, "unreachable", "no path leads here", "let a state lead to it")
        elif state.id not in ends:
            yield fault(state, "dead_end", "no path leads from here to the end",
                        "let it lead on")  # fmt: skip


def _reach(ways: Mapping[str, set[str]], start: str) -> set[str]:
    reached, todo = set(), [start]
    while todo:
        state = todo.pop()
        if state not in reached:
            reached.add(state)
            todo += ways.get(state, set())
    return reached
