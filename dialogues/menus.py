"""Buttons around a talk: what to change, what to do after it."""

from __future__ import annotations

from dialogues.events import Button, Prompt
from dialogues.talk import Talk

LONGEST_LABEL = 60


def edit_menu(talk: Talk) -> None:
    """Ask which earlier answer to change."""
    session = talk.session
    buttons = []
    for number, state_id in enumerate(session.path, 1):
        label = talk.dialogue.states[state_id].label
        assert label is not None
        text = f"{number}. {talk.text(label, talk.dialogue.states[state_id])}"
        text = text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
        buttons.append(talk.button(text, f"edit:{number}"))
    talk.add("strong", talk.say("edit_which"))
    talk.send(Prompt("menu", tuple(buttons)))


def completed_menu(talk: Talk) -> Prompt:
    """After the last state: keep it, change it, or choose another talk."""
    return _commands(talk, f"/summary {talk.session.id}", f"/edit {talk.session.id}", "/menu")


def farewell_menu(talk: Talk) -> Prompt:
    """After a pause or a stop: go on, take the summary along, or choose another talk."""
    return _commands(talk, f"/resume {talk.session.id}", f"/summary {talk.session.id}", "/menu")


def _commands(talk: Talk, *commands: str) -> Prompt:
    return Prompt(
        "menu",
        tuple(Button(talk.say(f"button_{c[1:].split()[0]}"), c) for c in commands),
    )
