"""What a person said before that answers a question already, so that it need not be asked."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.definition.states import State
from dialogues.engine.session import Session
from dialogues.listening.themes import Themes


def told_before(themes: Themes, session: Session, state: State) -> str:
    """A sentence of an earlier answer that answers this question already; empty for none."""
    if not state.told_by or state.id in session.answers:
        return ""
    for text in _earlier(session):
        for found in themes.found(text, session.language):
            if found.theme in state.told_by and not _used(session, found.sentence):
                return found.sentence
    return ""


def _earlier(session: Session) -> Iterator[str]:
    """What was told on coming in, and the answers in free text so far."""
    yield session.story
    for state_id in session.path:
        if isinstance(value := session.answers[state_id].value, str):
            yield value


def _used(session: Session, sentence: str) -> bool:
    """Whether it is an answer by itself already: nobody is asked whether they said it twice."""
    return any(answer.value == sentence for answer in session.answers.values())
