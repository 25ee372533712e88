"""A batch at work: what its turns changed, before it is written; and what they make of fires."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace

from bot.messages.messages import Inbound
from bot.turns.replies import Replies
from dialogues.domain.effects import Effect
from dialogues.domain.invitation import Invite
from dialogues.engine.session import Session
from dialogues.messages.events import FireChange, FireMoved, FireSet
from dialogues.messages.inputs import Timeout
from dialogues.turn.person import Person
from storage.repositories import fires as stored_fires

Address = tuple[str, str]


@dataclass(slots=True)
class Batch:
    """A batch at work, before it is written."""

    people: dict[Address, Person] = field(default_factory=dict)
    new: list[tuple[Address, Person]] = field(default_factory=list)
    touched: dict[str, Person] = field(default_factory=dict)
    sessions: dict[str, tuple[str, Session]] = field(default_factory=dict)
    replies: list[tuple[int, Inbound, Person, Replies]] = field(default_factory=list)
    erased: dict[str, int] = field(default_factory=dict)
    fires: list[stored_fires.Fire] = field(default_factory=list)
    ended: dict[str, str] = field(default_factory=dict)
    moved: dict[tuple[str, str], float] = field(default_factory=dict)
    effects: list[tuple[Inbound, Effect]] = field(default_factory=list)
    invites: dict[str, Invite] = field(default_factory=dict)
    again: str = ""
    closed: bool = False

    @property
    def empties(self) -> bool:
        """Whether someone's words went, and are not to stay in a log of the database either."""
        return bool(self.erased) or self.closed

    def keep(self, came: Container[Address]) -> None:
        """Forget those of whom all had come before."""
        self.new = [one for one in self.new if one[0] in came]
        self.people = {place: v for place, v in self.people.items() if place in came}


def note_fires(
    batch: Batch,
    inbound: Inbound,
    person: str,
    changed: list[FireChange],
    said: bool,
) -> None:
    """What this turn makes of fires: of its own, if it stands for some, and of those to come."""
    if said:
        batch.ended |= dict.fromkeys(inbound.fires, "done")
    for event in changed:
        name = stored_fires.key(event.kind, event.subject, event.slot)
        if isinstance(event, FireSet):
            batch.fires.append(
                stored_fires.Fire(event.kind, event.subject, event.slot, person, event.due)
            )
        elif isinstance(event, FireMoved):
            batch.ended.pop(name, None)
            batch.moved[name, person] = event.due
        elif name in inbound.fires:
            batch.ended[name] = "skipped"
        else:
            batch.ended.setdefault(name, "skipped")


def still_due(inbound: Inbound, claimed: Container[str]) -> Inbound | None:
    """An inbound with those of its fires that are still to be taken; None when none is."""
    if not isinstance(inbound.input, Timeout):
        return inbound
    left = [
        one for one, key in zip(inbound.input.all(), inbound.fires, strict=True) if key in claimed
    ]
    if not left:
        return None
    first, *rest = left
    also = tuple((one.kind, one.subject, one.slot, one.due) for one in rest)
    return replace(inbound, input=replace(first, also=also))
