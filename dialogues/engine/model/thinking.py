"""What a model answered, taken in by the talk that it is about. Nobody said anything."""

from __future__ import annotations

from dialogues.definition.content import Content
from dialogues.engine.model.telling import look, took
from dialogues.engine.other_sessions import NO_SESSIONS, OtherSessions
from dialogues.engine.run import Run
from dialogues.engine.session import Session
from dialogues.messages.events import Event
from dialogues.messages.inputs import Thought


def think(
    content: Content,
    session: Session,
    given: Thought,
    now: float,
    elsewhere: OtherSessions = NO_SESSIONS,
    *,
    silent: bool = False,
) -> list[Event]:
    """Take an answer in; what came of it. `silent`: this is no moment to say anything."""
    talk = Run(content, session, now, elsewhere=elsewhere)
    if session.digest == talk.dialogue.digest:
        took(talk, given, silent=silent)
    return talk.events


def look_now(
    content: Content, session: Session, now: float, elsewhere: OtherSessions = NO_SESSIONS
) -> list[Event]:
    """Have a model look at a talk that has its outcome."""
    talk = Run(content, session, now, elsewhere=elsewhere)
    if session.digest == talk.dialogue.digest and session.points:
        look(talk)
    return talk.events
