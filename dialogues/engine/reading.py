"""From what was typed at a question to its answer: of its kind, and holding to what it has to."""

from __future__ import annotations

from dialogues.definition.states import State
from dialogues.engine.bounds import fitting
from dialogues.engine.facts import names
from dialogues.engine.run import Run
from dialogues.engine.session import Answer
from dialogues.parsing.quantities import read_date, read_number
from dialogues.parsing.text import read_names, read_text

MAX_READ_CHARS = 4096
"""Of a long text this much is looked at; all of it is kept."""


def read(talk: Run, state: State, text: str) -> Answer:
    """An answer that fits the question. Raises InvalidInputError."""
    return fitting(talk, state, _of_its_kind(talk, state, text))


def _of_its_kind(talk: Run, state: State, text: str) -> Answer:
    session, content = talk.session, talk.content
    match state.kind:
        case "names":
            found = read_names(text, state.most, content.names_together, content.names_without)
            raised = talk.content.signals.raised(text, state.signals, talk.language)
            return Answer(found, signals=raised)
        case "number":
            return Answer(read_number(read_text(text), state.least, state.greatest))
        case "date":
            return Answer(read_date(read_text(text), talk.now))
    words = read_text(text)
    known = [n for s in talk.dialogue.states.values() if s.kind == "names"
             for n in names(session, s.id)]  # fmt: skip
    part = words[:MAX_READ_CHARS]
    signals = content.signals.raised(part, state.signals, talk.language, known)
    themes = content.listener.themes.found(part, talk.language)
    return Answer(words, signals=signals, themes=tuple(one.theme for one in themes))
