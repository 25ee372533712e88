"""On and back through a dialogue: keep an answer, go on from it, return to an earlier one."""

from __future__ import annotations

from dataclasses import replace

from dialogues.definition.compiler import NOT_QUITE
from dialogues.definition.state_machine import move
from dialogues.definition.states import END, State
from dialogues.engine.facts import valid
from dialogues.engine.menus import completed_menu, edit_menu, told_of
from dialogues.engine.model.telling import look_ahead
from dialogues.engine.outputs.output import settle, tell
from dialogues.engine.reflections import reflect
from dialogues.engine.run import Run
from dialogues.engine.session import Answer
from dialogues.messages.events import (
    AnswerRecorded,
    MessageCreated,
    PromptAnswered,
    SessionCompleted,
    SignalRaised,
)


def record(talk: Run, answer: Answer, *, heard: bool = True) -> None:
    """Keep an answer, ask anew what rested on the old one, and go on.

    heard: it is new to us, so that it may get a line that shows it was heard
    """
    session, state = talk.session, talk.state
    if state.tells and answer.value == (NOT_QUITE,):
        edit_menu(talk, told_of(talk, state))
        return
    said = len(talk.events)
    done = talk.answered(state, answer) if talk.tapped and not state.series else None
    before = session.answers.get(state.id)
    if before is not None and before != answer:
        _forget_dependents(talk, state, before, answer)
    session.answers[state.id] = answer
    session.revisiting = False
    session.path.append(state.id)
    if before != answer:
        talk.events.append(AnswerRecorded(state.id, answer.value, answer.given, state.shared))
        talk.events += [SignalRaised(state.id, signal) for signal in answer.signals]
        if heard:
            reflect(talk, state, answer)
    advance(talk)
    if talk.tapped:
        _close(talk, said, state, answer, done)


def _close(talk: Run, said: int, state: State, answer: Answer, done: PromptAnswered | None) -> None:
    """In a series the next prompt takes the tapped one's place; elsewhere that is closed.

    `done` shows how it was asked before the answer; a statement is asked in one way only.
    """
    for index, event in enumerate(talk.events[said:], said):
        if isinstance(event, MessageCreated):
            if state.series and event.prompt and event.prompt.series:
                talk.events[index] = replace(event, replaces=True)
                return
            break
    talk.events.insert(said, done or talk.answered(state, answer))


def _forget_dependents(talk: Run, state: State, before: Answer, answer: Answer) -> None:
    for dependent in talk.dialogue.dependents.get(state.id, ()):
        turn = talk.dialogue.states[dependent].turn
        if turn and state.kind == "names" and _name(before, turn) == _name(answer, turn):
            continue
        talk.session.answers.pop(dependent, None)


def _name(answer: Answer, turn: int) -> str | None:
    given = answer.value if isinstance(answer.value, tuple) else ()
    return given[turn - 1] if len(given) >= turn else None


def advance(talk: Run) -> None:
    """Walk on to the first question without an answer, saying what is to be said on the way."""
    session, flow = talk.session, talk.dialogue
    while True:
        session.state = move(flow.machine, session.state, talk.facts())
        if session.state == END:
            _complete(talk)
            return
        if session.state in session.path:
            _lead_back(talk)
        state = flow.states[session.state]
        if not state.waits:
            if state.rest and session.points:
                settle(talk, state)
                session.more = True
            else:
                tell(talk, state)
            continue
        if state.tells and not talk.tells(state):
            continue
        answer = session.answers.get(state.id)
        if answer is None or not valid(state, answer):
            if session.left != 0:
                session.left = session.left and session.left - 1
                talk.ask()
                look_ahead(talk, state)
                return
            session.answers[state.id] = Answer(given="skipped")
        session.path.append(state.id)


def _lead_back(talk: Run) -> None:
    """The dialogue itself leads to an earlier question: that and what followed is asked again."""
    session = talk.session
    session.left = None  # it asks for another answer, and not for fewer
    index = session.path.index(session.state)
    for state_id in session.path[index:]:
        session.answers.pop(state_id, None)
    del session.path[index:]


def _complete(talk: Run) -> None:
    talk.session.status = "completed"
    talk.events.append(SessionCompleted(talk.session.dialogue))
    if talk.dialogue.raw.makes in ("collaboration", "membership"):
        talk.send()  # what came of it is said next
        return
    talk.add("text", talk.say("completed"))
    talk.send(completed_menu(talk))


def revisit(talk: Run, index: int, *, ask: bool = True) -> None:
    """Go back to a question; its answer and all later ones are kept until they are changed."""
    session = talk.session
    session.state = session.path[index]
    del session.path[index:]
    session.revisiting, session.status = True, "active"
    if ask:
        talk.ask()
