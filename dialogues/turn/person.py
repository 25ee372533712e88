"""A person who talks with us, with all that a turn may need to know of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from dialogues.domain.document_edits import DocumentEdits
from dialogues.domain.invitation import Invite
from dialogues.domain.member import Membership
from dialogues.domain.open_question import OpenQuestion
from dialogues.domain.preferences import USUAL, Prefs
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.domain.round import Round
from dialogues.engine.session import Answer
from dialogues.engine.stored_session import StoredSession

Names = tuple[tuple[str, str, int], ...]
"""Of things that were due: kind, subject and slot."""


@dataclass(slots=True)
class Person:
    """A person as a turn knows them.

    id: random, and unlike any other
    language: such as `nl`
    sessions: their talks, each opened when needed
    shared: `shared[question id]`: answers that every talk may use
    reachable: messages arrive; who was not is again on writing
    memberships: of all collaborations they are in
    invites: those that this turn may be about, by token and by id
    schedules: of pulses that this person may set: their own, and those of collaborations they guide
    prefs: how they want to be reached
    said: what the last notification was about, when that was several things
    promised: what was put off on request
    draft: a document of which they change words
    asked: the question to which a yes has consequences, while that may be said
    model_calls: the last day on which a language model was asked for them, and how often that day
    """

    id: str
    language: str
    sessions: list[StoredSession] = field(default_factory=list)
    shared: dict[str, Answer] = field(default_factory=dict)
    reachable: bool = True
    memberships: list[Membership] = field(default_factory=list)
    invites: dict[str, Invite] = field(default_factory=dict)
    schedules: list[PulseSchedule] = field(default_factory=list)
    prefs: Prefs = USUAL
    said: Names = ()
    promised: Names = ()
    draft: DocumentEdits | None = None
    asked: OpenQuestion | None = None
    model_calls: tuple[str, int] = ("", 0)

    @property
    def own_schedule(self) -> PulseSchedule | None:
        """When this person's own pulse comes."""
        return next((one for one in self.schedules if one.person == self.id), None)

    def schedule_of(self, collaboration: str) -> PulseSchedule | None:
        """When the pulse of a collaboration that this person guides comes."""
        return next((s for s in self.schedules if s.collaboration == collaboration), None)

    def membership(self, collaboration: str) -> Membership | None:
        return next((m for m in self.memberships if m.collaboration.id == collaboration), None)

    def round(self, round_id: str) -> tuple[Membership, Round] | None:
        """A round of one of this person's collaborations, with who they are in it."""
        for member in self.memberships:
            if round_ := member.round(round_id):
                return member, round_
        return None
