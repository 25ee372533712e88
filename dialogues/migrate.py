"""Content that changed under a session: its answers stay, and it goes on where it can."""

from __future__ import annotations

from dialogues.events import SessionMigrated
from dialogues.facts import valid
from dialogues.machine import START
from dialogues.model import END
from dialogues.talk import Talk
from dialogues.walk import advance


def migrate(talk: Talk) -> None:
    """Go on in content that changed: where the state still is, else from the nearest question."""
    session, flow = talk.session, talk.dialogue
    session.digest = flow.digest
    kept = [s for s in session.path if s in flow.states and flow.states[s].waits
            and s in session.answers and valid(flow.states[s], session.answers[s])]  # fmt: skip
    here = flow.states.get(session.state)
    if session.state == END or (here is not None and here.waits):
        session.path = kept
        talk.events.append(SessionMigrated(flow.id, session.state, False))
        return
    session.path, session.state, session.revisiting = [], START, False
    talk.add("text", talk.say("content_changed"))
    wake_status = session.status
    advance(talk)
    session.status = wake_status if session.state != END else "completed"
    talk.events.append(SessionMigrated(flow.id, session.state, True))
