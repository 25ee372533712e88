"""From a dialogue as written to its states, with repeats and statements spelt out.

Everything that would be a special case in the engine becomes an ordinary state here: a follow-up is
a question that is entered when a signal fired, a repeat is its states once for every name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from dialogues.definition.parts import Choice, Wording
from dialogues.definition.source import AskStatements, Playback, Question, RawDialogue, Repeat, Use
from dialogues.definition.states import OTHER, State
from dialogues.definition.tellings import GiveOutcome, GiveVerdict, Say, Telling
from dialogues.texts.signals import Signals
from dialogues.texts.templates import tested, variables
from frameworks.definition.conditions import Condition, Test
from frameworks.definition.model import Framework, Text

ASKED_ON = "asked_on"
"""The fact that the question before this one was a follow-up: never two in a row."""

PLAYBACK, NOT_QUITE = "playback", "not_quite"
"""The shared question of every playback, and its choice that something in it is wrong."""

Place = tuple[str | int, ...]


def more(state: str) -> str:
    """The id of a question's follow-up."""
    return f"{state}_more"


def expand(
    raw: RawDialogue,
    shared: Mapping[str, Question | Playback],
    frameworks: Mapping[str, Framework],
    signals: Signals,
    other: Text,
) -> Iterator[State]:
    """The states of a dialogue, in the order of the talk.

    `shared[id]`, `frameworks[framework id]`; `other` is what the choice for what is not
    listed is called. Raises KeyError for a missing reference, and for statements of a framework
    without a scale.
    """
    concluded = False
    for state in _expand(raw, shared, frameworks, signals, other):
        yield replace(state, rest=True) if concluded and not state.waits else state
        concluded = concluded or isinstance(state.told, GiveOutcome)


def _expand(
    raw: RawDialogue,
    shared: Mapping[str, Question | Playback],
    frameworks: Mapping[str, Framework],
    signals: Signals,
    other: Text,
) -> Iterator[State]:
    own = Choice(id=OTHER, text=other, source=[])
    most = {s.id: s.most for s in raw.states if isinstance(s, Question)}
    frame = shared[PLAYBACK]
    assert isinstance(frame, Question)
    for index, listed in enumerate(raw.states):
        place: Place = ("states", index)
        written = shared[listed.use] if isinstance(listed, Use) else listed
        match written:
            case Question():
                yield from _question(written, signals, own, place)
            case Playback():
                yield _playback(written, frame, place)
            case Repeat():
                yield from _repeat(written, most[written.over], signals, own, place)
            case AskStatements():
                yield from _statements(written, frameworks[written.framework], place)
            case _:
                yield _telling(written, place)


def _question(written: Question, signals: Signals, other: Choice, place: Place) -> Iterator[State]:
    choices = tuple(written.choices)
    if written.other and all(choice.id != OTHER for choice in choices):
        choices = (*choices, other)
    yield State(
        id=written.id,
        kind=written.kind,
        label=written.label,
        asks=_wordings(written.ask),
        example=written.example,
        explain=written.explain,
        law=tuple(written.law),
        again=written.again,
        unanswered=written.unanswered,
        asks_back=written.answer_is == "question",
        told_by=tuple(written.told_by),
        choices=choices,
        other=written.other,
        most=written.most,
        least=written.least,
        greatest=written.greatest,
        unit=written.unit,
        at_least=written.at_least or "",
        at_most=written.at_most or "",
        pattern=written.pattern,
        signals=(*written.probe, *written.notice),
        shared=written.shared,
        when=written.when,
        jumps=tuple(written.next),
        source=tuple(written.source),
        place=place,
    )
    if written.probe:
        yield _follow_up(written, signals, place)


def _playback(written: Playback, frame: Question, place: Place) -> State:
    """The shared question, with what is told before it."""
    return State(
        id=written.id,
        kind="choice",
        label=frame.label,
        asks=_wordings(frame.ask),
        explain=frame.explain,
        again=frame.again,
        choices=tuple(frame.choices),
        tells=tuple(written.tells),
        when=written.when,
        jumps=tuple(written.next),
        source=tuple(written.source),
        place=place,
    )


def _wordings(ask: Text | list[Wording]) -> tuple[Wording, ...]:
    return (Wording(text=ask),) if isinstance(ask, Text) else tuple(ask)


def _follow_up(written: Question, signals: Signals, place: Place) -> State:
    """A follow-up, entered when one of the signals fired and none was asked just before."""
    fact = f"{written.id}.signals"
    fired = Test(fact, values=frozenset(written.probe))
    asks = tuple(
        Wording(
            when=Condition(((Test(fact, values=frozenset({name})),),)),
            text=own or (signals.rules[name].ask if name in signals.rules else written.label),
        )
        for name, own in written.probe.items()
    )
    return State(
        id=more(written.id),
        kind="text",
        label=signals.label,
        asks=asks,
        explain=written.explain,
        again=written.again,
        asks_back=written.answer_is == "question",
        signals=(*written.probe, *written.notice),
        follows=written.id,
        when=Condition(((fired, Test(ASKED_ON, values=frozenset({"yes"}), denied=True)),)),
        jumps=tuple(written.next),
        source=("GR7.4",),
        place=place,
    )


def _telling(written: Telling, place: Place) -> State:
    return State(
        id=written.id,
        told=written,
        when=written.when,
        jumps=tuple(written.next),
        source=tuple(written.source),
        place=place,
    )


def _repeat(
    written: Repeat, most: int, signals: Signals, other: Choice, place: Place
) -> Iterator[State]:
    once: list[State] = []
    for index, inner in enumerate(written.states):
        where = (*place, "states", index)
        if isinstance(inner, Say):
            once.append(_telling(inner, where))
        else:
            once += _question(inner, signals, other, where)
    for turn in range(1, most + 1):
        names = {state.id: f"{state.id}_{turn}" for state in once}
        there = Test(f"{written.over}.count", compare=">=", number=float(turn))
        entered = written.when.both(Condition(((there,),)))
        for state in once:
            yield _in_turn(state, turn, written.over, names, entered)


def _in_turn(
    state: State, turn: int, over: str, names: dict[str, str], entered: Condition
) -> State:
    return replace(
        state,
        id=names[state.id],
        turn=turn,
        over=over,
        names=names,
        follows=names.get(state.follows, ""),
        at_least=names.get(state.at_least, state.at_least),
        at_most=names.get(state.at_most, state.at_most),
        when=state.when.renamed(names).both(entered),
        asks=tuple(Wording(when=w.when.renamed(names), text=w.text) for w in state.asks),
        jumps=tuple(
            jump.model_copy(
                update={"when": jump.when.renamed(names), "to": names.get(jump.to, jump.to)}
            )
            for jump in state.jumps
        ),
    )


def _statements(written: AskStatements, framework: Framework, place: Place) -> Iterator[State]:
    if framework.scale is None:
        raise KeyError(f"{framework.id} has no scale")
    choices = tuple(
        Choice(id=f"v{p.value}", text=p.label, source=[]) for p in framework.scale.points
    )
    total = sum(len(item.statements) for item in framework.items)
    number = 0
    for item in framework.items:
        for statement in item.statements:
            number += 1
            yield State(
                id=statement.id,
                kind="rating",
                label=statement.text,
                asks=(Wording(text=statement.text),),
                example=written.ask,
                explain=item.explanation,
                choices=choices,
                series=(number, total),
                item=item.id,
                source=tuple(statement.source),
                place=place,
            )
        if written.probe:
            yield _asked_on_item(written, framework, item.id, place)


def _asked_on_item(
    written: AskStatements, framework: Framework, item_id: str, place: Place
) -> State:
    item = framework.item(item_id)
    names = {"low": f"{item.id}.low", "high": f"{item.id}.high"}
    asks = tuple(Wording(when=w.when.renamed(names), text=w.text) for w in written.probe)
    return State(
        id=more(item.id),
        kind="text",
        label=item.title,
        asks=asks,
        explain=item.explanation,
        follows=item.statements[-1].id,
        when=Condition(tuple(clause for ask in asks for clause in ask.when.clauses)),
        item=item.id,
        source=tuple(item.source),
        place=place,
    )


def dependents(states: Mapping[str, State]) -> dict[str, tuple[str, ...]]:
    """`found[question]`: the questions that it gives words to; a change asks them anew."""
    found: dict[str, list[str]] = {}
    for state in states.values():
        if state.waits:
            for name in _rests_on(state) - {state.id}:
                found.setdefault(name, []).append(state.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _rests_on(state: State) -> set[str]:
    used = {one for one in (state.follows, state.at_least, state.at_most) if one}
    for wording in (*state.asks, *state.tells):
        used |= tested(wording.when)
        for text in wording.text.all:
            with suppress(ValueError):  # a text that is no template is told of by the checks
                used |= {state.names.get(v, v) for v in variables(text)}
    if "name" in used:
        used.add(state.over)
    return used


def tables(states: Mapping[str, State]) -> Iterator[tuple[State, GiveVerdict]]:
    """The verdicts among the states."""
    for state in states.values():
        if isinstance(state.told, GiveVerdict):
            yield state, state.told
