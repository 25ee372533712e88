"""Content as it is after a release in which a dialogue changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogues.definition.content import Content
from dialogues.definition.parts import Choice
from dialogues.definition.states import State
from frameworks.definition.model import Text

PERHAPS = Choice(id="perhaps", text=Text(nl="Misschien", en="Perhaps"), source=[])


def released(content: Content, dialogue: str, states: Mapping[str, State]) -> Content:
    """With these states in the dialogue."""
    flow = replace(content.dialogues[dialogue], states=states, digest="another")
    return replace(content, dialogues={**content.dialogues, dialogue: flow})


def other(content: Content, dialogue: str, state: str, **changes: Any) -> Content:
    """With one state that is another."""
    states = content.dialogues[dialogue].states
    return released(content, dialogue, {**states, state: replace(states[state], **changes)})


def without(content: Content, dialogue: str, state: str) -> Content:
    """With one state less."""
    states = content.dialogues[dialogue].states
    return released(content, dialogue, {k: one for k, one in states.items() if k != state})


def choices(content: Content, dialogue: str, state: str) -> tuple[Choice, ...]:
    return content.dialogues[dialogue].states[state].choices


def in_front(
    content: Content, dialogue: str, state: str = "hurry", choice: Choice = PERHAPS
) -> Content:
    """With a choice before the others."""
    found = choices(content, dialogue, state)
    return other(content, dialogue, state, choices=(choice, *found))
