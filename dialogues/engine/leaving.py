"""Away from a talk and back again: pauses, help, another language."""

from __future__ import annotations

from dialogues.definition.states import END
from dialogues.engine.menus import completed_menu
from dialogues.engine.run import Run
from dialogues.messages.events import Event, LanguageChanged, Prompt, SessionResumed
from frameworks.definition.languages import LANGUAGES, following

RECAP = 3


def farewell(talk: Run, event: Event, key: str, ways: Prompt) -> None:
    talk.events.append(event)
    talk.add("text", talk.say(key))
    talk.send(ways)


def wake(talk: Run) -> None:
    """A talk that was left goes on; one that was completed stays at its end."""
    talk.session.status = "completed" if talk.session.state == END else "active"


def resumed(talk: Run) -> None:
    """Go on after days or weeks: where were we, what did you say last, and the question again."""
    wake(talk)
    talk.events.append(SessionResumed(talk.session.dialogue))
    talk.add("text", talk.say("welcome_back", title=talk.dialogue.raw.title[talk.language]))
    answered = [one for one in talk.session.path if not talk.dialogue.states[one].tells]
    for state_id in answered[-RECAP:]:
        state = talk.dialogue.states[state_id]
        assert state.label is not None
        answer = talk.session.answers[state_id]
        talk.add("small", talk.text(state.label, state))
        talk.add("quote", talk.shown(state_id) or talk.say(answer.given))
    if talk.session.state == END:
        talk.send(completed_menu(talk))
    else:
        talk.ask()


def change_language(talk: Run, argument: str) -> None:
    talk.session.language = argument if argument in LANGUAGES else following(talk.language)
    talk.events.append(LanguageChanged(talk.language))
    talk.add("text", talk.say("language_is"))
    if talk.session.state == END:
        talk.send(completed_menu(talk))
    else:
        talk.ask()


def help_with(talk: Run) -> None:
    if talk.session.state != END:
        explain = talk.state.explain
        if explain is not None:
            talk.add("text", talk.text(explain, talk.state))
            talk.add_law(talk.state.law)
    talk.add("small", talk.say("help_verbs"))
    if talk.session.state == END:
        talk.send(completed_menu(talk))
    else:
        talk.ask_again()
