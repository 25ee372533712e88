"""What shows that an answer was heard: a line after a telling one."""

from __future__ import annotations

from dialogues.engine.run import Run
from dialogues.engine.session import Answer
from dialogues.listening.source import Reflection
from dialogues.listening.themes import Found
from dialogues.messages.events import Reflected
from dialogues.texts.templates import render

APART = 3
"""At most every third answer is reflected: more of it sounds like a trick."""


def reflect(talk: Run, answer: Answer) -> None:
    """One line with the person's own word, where a theme has one to say and it is time for it."""
    session = talk.session
    if not isinstance(answer.value, str) or session.brief:
        return
    answered = len(session.path)
    if session.reflected and answered - session.reflected < APART:
        return
    for found in talk.content.listener.themes.found(answer.value, talk.language):
        if found.theme in session.reflections:
            continue
        for reflection in talk.content.listener.file.themes[found.theme].reflect:
            here = {talk.state.plain, talk.dialogue.states[session.state].follows}
            if here.isdisjoint(reflection.at):
                continue
            if words := _words(reflection, found, talk.language):
                talk.add("text", words)
                talk.events.append(Reflected(session.state, found.theme, reflection.adds))
                session.reflections.append(found.theme)
                session.reflected = answered
                return


def _words(reflection: Reflection, found: Found, language: str) -> str:
    own = {"name": found.name, "amount": found.amount, "word": found.word}[reflection.needs]
    return render(reflection.text[language], {reflection.needs: own}) if own else ""
