"""What came of one turn."""

from __future__ import annotations

from dataclasses import dataclass, field

from dialogues.domain.effects import Effect
from dialogues.engine.session import Session
from dialogues.messages.events import Event, FireChange


@dataclass(slots=True)
class TurnResult:
    """What one input caused.

    events: in order
    changed: `changed[session id]`: the sessions to store
    fires: what became due, or is not any more
    person_changed: the person is to be stored
    effects: what changed of collaborations
    """

    events: list[Event] = field(default_factory=list)
    changed: dict[str, Session] = field(default_factory=dict)
    fires: list[FireChange] = field(default_factory=list)
    person_changed: bool = False
    effects: list[Effect] = field(default_factory=list)
