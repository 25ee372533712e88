"""Content that changed under a session: its answers stay, and it goes on where it can."""

from __future__ import annotations

from dialogues.definition.state_machine import START
from dialogues.definition.states import END
from dialogues.engine.facts import valid
from dialogues.engine.navigation import advance
from dialogues.engine.run import Run
from dialogues.messages.events import Noticed, SessionMigrated
from dialogues.messages.inputs import Command, Input, Tap, Typed
from dialogues.parsing.text import clean

ANSWERING = ("skip", "unknown", "keep")
"""Verbs that are said to the question; the others are said to the coach."""


def migrate(talk: Run) -> bool:
    """Go on in content that changed: where the state still is, else from the nearest question.

    Returns whether the person has not seen what is asked now: what comes in is no answer to it.
    """
    session, flow = talk.session, talk.dialogue
    session.digest = flow.digest
    kept = [s for s in session.path if s in flow.states and flow.states[s].waits
            and s in session.answers and valid(flow.states[s], session.answers[s])]  # fmt: skip
    here = flow.states.get(session.state)
    if session.state == END or (here is not None and here.waits):
        session.path = kept
        talk.events.append(SessionMigrated(flow.id, session.state, False))
        if here is None or session.asked == flow.shows(here.id):
            return False
        if here.id in session.answers and not valid(here, session.answers[here.id]):
            del session.answers[here.id]  # gone back to, and nothing to keep
            session.revisiting = False
        talk.new_prompt()
        return True
    session.path, session.state, session.revisiting = [], START, False
    talk.add("text", talk.say("content_changed"))
    wake_status = session.status
    advance(talk)
    session.status = wake_status if session.state != END else "completed"
    talk.events.append(SessionMigrated(flow.id, session.state, True))
    return True


def answers(talk: Run, given: Input) -> bool:
    """Whether this was said to the question that stood there when it was said."""
    match given:
        case Typed(text):
            verb = talk.content.catalogue.phrase(clean(text), talk.language)
            return verb is None or verb in ANSWERING
        case Command(verb):
            return verb in ANSWERING
    return isinstance(given, Tap)


def not_taken(talk: Run, given: Input) -> None:
    """An answer to what is there no more, or reads otherwise now: say so, and ask anew.

    Where the talk moved on to another question that is said and asked already.
    """
    if isinstance(given, Tap):
        talk.events.append(Noticed(talk.say("old_button")))
    if not any(isinstance(event, SessionMigrated) and event.moved for event in talk.events):
        talk.add("text", talk.say("question_changed"))
        talk.ask()
