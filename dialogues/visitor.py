"""A person who talks with us, with their talks, as the reception and storage know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from dialogues.collaboration import Effect, Invite, Membership
from dialogues.draft import Draft
from dialogues.events import Event, FireChange
from dialogues.prefs import USUAL, Prefs
from dialogues.rhythm import Rhythm
from dialogues.session import Answer, Session, Status

Names = tuple[tuple[str, str, int], ...]
"""Of things that were due: kind, subject and slot."""


@dataclass(slots=True)
class Kept:
    """A stored session; `open` reads it only when it is needed."""

    id: str
    dialogue: str
    status: Status
    touched: float
    open: Callable[[], Session]
    subject: str = ""


@dataclass(slots=True)
class Visitor:
    """A person as the reception knows them.

    `shared` are answers that every talk may use. Who was not `reachable` is again on writing.
    `invites` are those that this visit may be about, by token and by id. `said` is what the last
    prompt was about when that was several things, and `promised` what was put off on request.
    """

    id: str
    language: str
    kept: list[Kept] = field(default_factory=list)
    shared: dict[str, Answer] = field(default_factory=dict)
    reachable: bool = True
    memberships: list[Membership] = field(default_factory=list)
    invites: dict[str, Invite] = field(default_factory=dict)
    rhythms: list[Rhythm] = field(default_factory=list)
    prefs: Prefs = USUAL
    said: Names = ()
    promised: Names = ()
    draft: Draft | None = None


@dataclass(slots=True)
class Visit:
    """What one input caused: events; sessions and fires that changed, whether the visitor did, and
    what changed of collaborations."""

    events: list[Event] = field(default_factory=list)
    changed: dict[str, Session] = field(default_factory=dict)
    fires: list[FireChange] = field(default_factory=list)
    known: bool = False
    effects: list[Effect] = field(default_factory=list)
