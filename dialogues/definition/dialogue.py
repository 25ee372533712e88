"""A dialogue that can be held: its states and the machine that joins them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from transitions import Machine

from dialogues.definition.source import RawDialogue
from dialogues.definition.states import State
from frameworks.definition.model import Framework


@dataclass(frozen=True)
class Dialogue:
    """A conversation, ready to be held.

    raw: as its file has it
    digest: pins a session to this content
    file: path of the file, for faults
    states: `states[state id]`, in the order of the talk, with repeats and statements spelt out
    frameworks: those that it uses, by id
    dependents: `dependents[state id]`: the questions to ask anew when its answer changes
    lasting: ids of the signals that a good answer to the follow-up does not undo
    adding: ids of those where that answer comes beside the first and not in its place
    """

    raw: RawDialogue
    digest: str
    file: str
    states: Mapping[str, State]
    frameworks: Mapping[str, Framework]
    dependents: Mapping[str, tuple[str, ...]]
    lasting: frozenset[str] = frozenset()
    adding: frozenset[str] = frozenset()
    _shown: dict[str, str] = field(init=False, default_factory=dict, compare=False, repr=False)

    @property
    def id(self) -> str:
        return self.raw.id

    def shows(self, state_id: str) -> str:
        """Stands for what a person sees at a question: other words or choices, another value."""
        if state_id not in self._shown:
            self._shown[state_id] = self.states[state_id].look()
        return self._shown[state_id]

    @cached_property
    def follow_ups(self) -> Mapping[str, str]:
        """Question → its follow-up, of those that are asked on by what was typed."""
        return {one.follows: one.id for one in self.states.values() if one.follows and not one.item}

    @cached_property
    def machine(self) -> Machine:
        """The states as one machine, shared by every session."""
        from dialogues.definition.state_machine import build_machine

        return build_machine(self.states)
