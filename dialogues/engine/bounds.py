"""What an answer has to hold to besides its kind: an earlier answer, or how a text looks."""

from __future__ import annotations

import re

from dialogues.definition.states import State
from dialogues.engine.run import Run
from dialogues.engine.session import Answer
from dialogues.parsing.errors import InvalidInputError

MAX_PATTERN_CHARS = 500
"""A text of more than this looks like no pattern: those are for short answers."""


def fitting(talk: Run, state: State, answer: Answer) -> Answer:
    """The answer, when it fits. Raises InvalidInputError when it does not."""
    for other, wrong in ((state.at_least, -1), (state.at_most, 1)):
        if other and _side(answer, talk.session.answers.get(other)) == wrong:
            key = "below_answer" if wrong < 0 else "above_answer"
            key = f"{key}_day" if state.kind == "date" else key
            label = talk.dialogue.states[other].label
            assert label is not None  # it is a question
            said = {"label": label[talk.language], "other": talk.shown(other)}
            raise InvalidInputError(key, **said)
    if state.pattern and isinstance(answer.value, str):
        short = len(answer.value) <= MAX_PATTERN_CHARS
        if not (short and re.fullmatch(state.pattern.match, answer.value)):
            raise InvalidInputError("pattern", words=state.pattern.say[talk.language])
    return answer


def _side(answer: Answer, other: Answer | None) -> int:
    """On which side of another answer this one is; 0 for as much, or where there is no other."""
    here, there = answer.value, other.value if other else None
    if isinstance(here, str) and isinstance(there, str):  # days, as ISO writes them
        return (here > there) - (here < there)
    if isinstance(here, int | float) and isinstance(there, int | float):
        return (here > there) - (here < there)
    return 0
