"""A text that came in pieces, of which the first became an answer already."""

from __future__ import annotations

from dataclasses import replace

from dialogues.engine.run import Run
from dialogues.messages.events import AnswerRecorded
from dialogues.parsing.text import read_text

MIN_PIECE_CHARS = 3900
"""Apps cut at 4096, between words; what is shorter was not cut."""


def goes_on(talk: Run, text: str) -> bool:
    """Whether this is the last answer with what follows it: that answer is made whole.

    Raises InvalidInputError when it is too long altogether.
    """
    session = talk.session
    state_id = session.path[-1] if session.path else ""
    answer = session.answers.get(state_id)
    if answer is None:
        return False
    begun = answer.own[0] if answer.own else answer.value
    if not isinstance(begun, str) or not MIN_PIECE_CHARS <= len(begun) < len(text):
        return False
    if not text.startswith(begun):
        return False
    words = read_text(text)
    whole = replace(answer, own=(words,)) if answer.own else replace(answer, value=words)
    session.answers[state_id] = whole
    shared = talk.dialogue.states[state_id].shared
    talk.events.append(AnswerRecorded(state_id, whole.value, whole.given, shared))
    talk.say_what_is_used(words)
    talk.ask_again()
    return True
