"""What was typed as the answer to a question, whatever its kind but choices."""

from __future__ import annotations

from dialogues.definition.states import State
from dialogues.engine.bounds import fitting
from dialogues.engine.facts import names
from dialogues.engine.quantities import read_quantity
from dialogues.engine.run import Run
from dialogues.engine.session import Answer
from dialogues.parsing.text import read_names, read_text

MAX_READ_CHARS = 4096
"""Of a long text this much is looked at; all of it is kept."""


def read_answer(talk: Run, state: State, text: str) -> Answer:
    """One that fits the question, with what it gives away. Raises InvalidInputError."""
    return fitting(talk, state, _of_its_kind(talk, state, text))


def _of_its_kind(talk: Run, state: State, text: str) -> Answer:
    session, content = talk.session, talk.content
    match state.kind:
        case "names":
            found = read_names(text, state.most, content.names_together, content.names_without)
            raised = talk.content.signals.raised(text, state.signals, talk.language)
            return Answer(found, signals=raised)
        case "number" | "date":
            return Answer(read_quantity(talk, state, text).first)
    words = read_text(text)
    known = [n for s in talk.dialogue.states.values() if s.kind == "names"
             for n in names(session, s.id)]  # fmt: skip
    read = words[:MAX_READ_CHARS]
    signals = content.signals.raised(read, state.signals, talk.language, known)
    themes = content.listener.themes.found(read, talk.language)
    return Answer(words, signals=signals, themes=tuple(one.theme for one in themes))
