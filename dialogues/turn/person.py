"""A person who talks with us, with their talks, as the reception and storage know them."""

from __future__ import annotations

from dataclasses import dataclass, field

from dialogues.domain.collaboration import Invite, Membership
from dialogues.domain.document_edits import DocumentEdits
from dialogues.domain.preferences import USUAL, Prefs
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.engine.session import Answer
from dialogues.engine.stored_session import StoredSession

Names = tuple[tuple[str, str, int], ...]
"""Of things that were due: kind, subject and slot."""


@dataclass(slots=True)
class Person:
    """A person as the reception knows them.

    `shared` are answers that every talk may use. Who was not `reachable` is again on writing.
    `invites` are those that this visit may be about, by token and by id. `said` is what the last
    prompt was about when that was several things, and `promised` what was put off on request.
    """

    id: str
    language: str
    kept: list[StoredSession] = field(default_factory=list)
    shared: dict[str, Answer] = field(default_factory=dict)
    reachable: bool = True
    memberships: list[Membership] = field(default_factory=list)
    invites: dict[str, Invite] = field(default_factory=dict)
    rhythms: list[PulseSchedule] = field(default_factory=list)
    prefs: Prefs = USUAL
    said: Names = ()
    promised: Names = ()
    draft: DocumentEdits | None = None
