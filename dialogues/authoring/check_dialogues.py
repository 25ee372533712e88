"""What makes content unusable, found before anyone meets it; each with its line and its remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol, get_args

from dialogues.authoring.check_advice import check_advice, check_variety
from dialogues.authoring.check_agenda import check_agenda
from dialogues.authoring.check_names import name_faults
from dialogues.authoring.check_outputs import conditions, faults, texts
from dialogues.authoring.check_pictures import picture_faults
from dialogues.authoring.check_questions import bound_faults, question_faults
from dialogues.authoring.symbols import Names, names_of
from dialogues.definition.compiler import tables
from dialogues.definition.content import Content
from dialogues.definition.dialogue import Dialogue
from dialogues.definition.state_machine import START, steps
from dialogues.definition.states import END, State
from dialogues.definition.tellings import GiveAdvice, GiveScorecard, GiveVerdict
from dialogues.engine.other_sessions import STATUS
from dialogues.engine.session import Status
from dialogues.texts.templates import variables
from frameworks.definition.faults import Fault, FaultText
from frameworks.definition.issues import Issue
from frameworks.definition.languages import DEFAULT, LANGUAGES
from frameworks.definition.model import Text

MAX_TEXT_CHARS = 600
MAX_BUTTON_CHARS = 60
MAX_CHOICES = 20
Facts = dict[str, frozenset[str] | None]


def check(content: Content) -> Iterator[Issue]:
    """All faults of loaded content."""
    themes = frozenset(content.listener.file.themes)
    known = {flow.id: names_of(flow, themes) for flow in content.dialogues.values()}
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
            text = Fault.MADE_TWICE.told(other=seen[makes], what=makes)
            yield Issue(flow.file, file.line(("makes",)), *text)
        seen[makes] = flow.id


def _dialogue(content: Content, flow: Dialogue, names: Names) -> Iterator[Issue]:
    file = next(d for d in content.files.values() if d.file == flow.file)

    def issue(state: State, text: FaultText, *inner: str | int) -> Issue:
        return Issue(flow.file, file.line((*state.place, *inner)), *text.of(state.plain))

    for text, place in name_faults(flow):
        yield Issue(flow.file, file.line(place), *text)
    before: dict[str, State] = {}
    for state in flow.states.values():
        yield from _state(content, state, names, issue)
        for text, place in bound_faults(state, before):
            yield issue(state, text, *place)
        before[state.id] = state
    yield from _references(flow, content, issue)
    yield from _paths(flow, issue)
    for state, told in tables(flow.states):
        if told.table[-1].when.clauses:
            yield issue(state, Fault.OPEN_TABLE.told())


class IssueAt(Protocol):
    """Gives a fault of a state its line; `inner` leads to a part of the state."""

    def __call__(self, state: State, text: FaultText, *inner: str | int) -> Issue: ...


def _state(content: Content, state: State, names: Names, issue: IssueAt) -> Iterator[Issue]:
    own = [state.when, *(wording.when for wording in (*state.asks, *state.tells))]
    own += [jump.when for jump in state.jumps]
    for condition, place in (*((when, ("when",)) for when in own), *conditions(state.told)):
        for test in condition.tests():
            if wrong := names.fault(test):
                yield issue(state, wrong, *place)
    for text, place in _texts(state):
        yield from _text(state, text, place, names, issue)
    for signal in () if state.follows else state.signals:
        if signal not in content.signals.rules:
            known = ", ".join(content.signals.rules)
            yield issue(state, Fault.UNKNOWN_SIGNAL.told(name=signal, known=known), "probe")
    for theme in set(state.told_by) - set(content.listener.file.themes):
        known = ", ".join(content.listener.file.themes)
        yield issue(state, Fault.UNKNOWN_THEME.told(name=theme, known=known), "told_by")
    for fault, place in question_faults(state):
        yield issue(state, fault, *place)
    yield from _choices(state, issue)


def _references(flow: Dialogue, content: Content, issue: IssueAt) -> Iterator[Issue]:
    """What a state takes from elsewhere is there."""
    named = [s.id for s in flow.states.values() if s.kind == "names"]
    for state in flow.states.values():
        for text, place in picture_faults(state, flow.states):
            yield issue(state, text, *place)
        told = state.told
        wanted = told.frameworks if isinstance(told, GiveAdvice) else []
        wanted = [told.framework] if isinstance(told, GiveScorecard) else wanted
        for framework in wanted:
            if framework not in content.frameworks:
                known = ", ".join(content.frameworks)
                yield issue(state, Fault.UNKNOWN_FRAMEWORK.told(name=framework, known=known))
            elif isinstance(told, GiveScorecard) and not content.frameworks[framework].scale:
                yield issue(state, Fault.NOT_RATED.told(framework=framework), "framework")
        over = told.per if isinstance(told, GiveVerdict) else state.over
        if over and over not in named:
            yield issue(state, Fault.UNKNOWN_QUESTION.told(name=over, kind="names"), "per")
        for text, place in faults(state, flow, content.dialogues):
            yield issue(state, text, *place)


def _texts(state: State) -> Iterator[tuple[Text, tuple[str | int, ...]]]:
    """Each text with the place where it stands in its state."""
    yield from ((wording.text, ("ask",)) for wording in state.asks)
    yield from ((wording.text, ("tells",)) for wording in state.tells)
    for key in ("label", "example", "explain", "again", "unanswered"):
        if (text := getattr(state, key)) is not None:
            yield text, (key,)
    yield from texts(state.told)


def _text(
    state: State, text: Text, place: tuple[str | int, ...], names: Names, issue: IssueAt
) -> Iterator[Issue]:
    for language in LANGUAGES:
        words = text[language]
        try:
            unknown = variables(words) - names.questions
            if not _has_name(state):
                unknown |= variables(words) & {"name", "turn"}
        except ValueError as error:
            yield issue(state, Fault.NO_TEMPLATE.told(language=language, why=error), *place)
            continue
        if unknown:
            speaks = Fault.UNKNOWN_VARIABLE.told(language=language, name=min(unknown))
            yield issue(state, speaks, *place)
        if len(words) > MAX_TEXT_CHARS:
            long = Fault.LONG_TEXT.told(language=language, count=len(words), limit=MAX_TEXT_CHARS)
            yield issue(state, long, *place)


def _has_name(state: State) -> bool:
    """Whether the state speaks of one name at a time, so that `name` is known."""
    per = state.told.per if isinstance(state.told, GiveVerdict) else None
    return bool(state.turn or per)


def _choices(state: State, issue: IssueAt) -> Iterator[Issue]:
    if state.kind in ("choice", "several") and len(state.choices) < 2:
        yield issue(state, Fault.CHOICES_FEW.told())
    if state.kind in ("text", "names", "number", "date") and state.choices:
        yield issue(state, Fault.CHOICES_TYPED.told())
    if len(state.choices) > MAX_CHOICES:
        many = Fault.CHOICES_MANY.told(count=len(state.choices), limit=MAX_CHOICES)
        yield issue(state, many, "choices")
    seen: set[str] = set()
    for index, choice in enumerate(state.choices):
        if choice.id in seen:
            yield issue(state, Fault.DUPLICATE_CHOICE.told(id=choice.id), "choices", index)
        seen.add(choice.id)
        if max(map(len, choice.text.all)) > MAX_BUTTON_CHARS:
            long = Fault.LONG_BUTTON.told(text=choice.text[DEFAULT], limit=MAX_BUTTON_CHARS)
            yield issue(state, long, "choices", index)


def _paths(flow: Dialogue, issue: IssueAt) -> Iterator[Issue]:
    ways: dict[str, set[str]] = {}
    for step in steps(flow.states):
        if step.to != END and step.to not in flow.states:
            yield issue(flow.states[step.source], Fault.UNKNOWN_STATE.told(name=step.to), "next")
        ways.setdefault(step.source, set()).add(step.to)
    reached = _reach(ways, START)
    back: dict[str, set[str]] = {}
    for source, targets in ways.items():
        for target in targets:
            back.setdefault(target, set()).add(source)
    ends = _reach(back, END)
    for state in flow.states.values():
        if state.id not in reached:
            yield issue(state, Fault.UNREACHABLE.told())
        elif state.id not in ends:
            yield issue(state, Fault.DEAD_END.told())


def _reach(ways: Mapping[str, set[str]], start: str) -> set[str]:
    reached, todo = set(), [start]
    while todo:
        state = todo.pop()
        if state not in reached:
            reached.add(state)
            todo += ways.get(state, set())
    return reached
