"""What shows that an answer was heard: a line after a telling one."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.definition.state_machine import move
from dialogues.definition.states import END, State
from dialogues.engine.run import Run
from dialogues.engine.session import Answer
from dialogues.listening.reflections import Fitting
from dialogues.messages.events import Reflected

APART = 3
"""At most every third answer is reflected: more of it sounds like a trick."""


def reflect(talk: Run, state: State, answer: Answer) -> None:
    """One line with the person's own word, where there is one to say and it is time for it.

    The answer is kept already, and what comes next is not yet asked.
    """
    session = talk.session
    answered = len(session.path)
    if answer.given != "answered" or answer.says_nothing:
        return
    if session.reflected and answered - session.reflected < APART:
        return
    fitting = next((one for one in _fitting(talk, state, answer) if _holds(talk, state, one)), None)
    if fitting is None or _played_back_next(talk):
        return
    own: dict[str, str] = {fitting.line.needs: fitting.own} if fitting.own else {}
    talk.add("text", talk.text(fitting.line.text, state, own=own))
    talk.events.append(Reflected(state.id, fitting.id, fitting.line.adds))
    session.reflections.append(fitting.id)
    session.reflected = answered


def _fitting(talk: Run, state: State, answer: Answer) -> Iterator[Fitting]:
    """The lines for this answer; to a follow-up those of its question fit as well."""
    here = [state.plain]
    if state.follows:
        here.append(talk.dialogue.states[state.follows].plain)
    text = answer.value if isinstance(answer.value, str) else None
    return talk.content.reflections.fitting(text, here, talk.language)


def _holds(talk: Run, state: State, one: Fitting) -> bool:
    if one.id in talk.session.reflections:
        return False
    return one.line.when.renamed(state.names).holds(talk.facts())


def _played_back_next(talk: Run) -> bool:
    """Whether the next thing said is what was understood: that shows it by itself."""
    following = move(talk.dialogue.machine, talk.session.state, talk.facts())
    if following == END:
        return False
    state = talk.dialogue.states[following]
    return bool(state.tells and talk.tells(state))
