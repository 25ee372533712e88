"""What a turn changes besides sessions: each is one fact for storage to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from dialogues.domain.collaboration import Collaboration
from dialogues.domain.invitation import Invite
from dialogues.domain.member import Membership, Right
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.domain.round import Round


@dataclass(frozen=True, slots=True)
class Effect:
    """Base of what a turn changes about collaborations."""


@dataclass(frozen=True, slots=True)
class CollaborationMade(Effect):
    collaboration: Collaboration
    owner: str


@dataclass(frozen=True, slots=True)
class CollaborationChanged(Effect):
    collaboration: Collaboration


@dataclass(frozen=True, slots=True)
class ChatLinked(Effect):
    """The members' group chat is this one from now on."""

    collaboration: str
    chat: str


@dataclass(frozen=True, slots=True)
class Joined(Effect):
    """A person became a member by an invitation, or a facilitator got a municipality by it."""

    membership: Membership
    person: str
    invite: str


@dataclass(frozen=True, slots=True)
class Left(Effect):
    """A member left."""

    collaboration: str
    member: str


@dataclass(frozen=True, slots=True)
class Removed(Effect):
    """A member was taken out by a facilitator. An owner stays."""

    collaboration: str
    member: str


@dataclass(frozen=True, slots=True)
class RightGiven(Effect):
    """A member got another right. An owner's going to someone else makes the old one `co`."""

    collaboration: str
    member: str
    right: Right


@dataclass(frozen=True, slots=True)
class InviteMade(Effect):
    invite: Invite
    token: str


@dataclass(frozen=True, slots=True)
class InviteBound(Effect):
    invite: str
    person: str


@dataclass(frozen=True, slots=True)
class InviteRevoked(Effect):
    collaboration: str
    invite: str


@dataclass(frozen=True, slots=True)
class RoundOpened(Effect):
    collaboration: Collaboration
    round: Round


@dataclass(frozen=True, slots=True)
class RoundClosed(Effect):
    """A round ends now: its result is made, once."""

    collaboration: str
    round: str


@dataclass(frozen=True, slots=True)
class ResultShared(Effect):
    collaboration: str
    round: str


@dataclass(frozen=True, slots=True)
class AgendaKept(Effect):
    collaboration: str
    round: str
    agenda: bytes


@dataclass(frozen=True, slots=True)
class BallotCast(Effect):
    """A member sent in, or took back (`ratings` empty) what they filled in."""

    round: str
    member: str
    ratings: Mapping[str, float | None]
    important: tuple[str, ...] = ()
    line: str = ""
    approved: bool = False

    def dump(self) -> bytes:
        data: dict[str, Any] = {"ratings": self.ratings, "important": self.important}
        return orjson.dumps(data | {"line": self.line, "approved": self.approved})


@dataclass(frozen=True, slots=True)
class PulseScheduleSet(Effect):
    """A schedule was set or changed, or put off. `now` is when."""

    schedule: PulseSchedule


@dataclass(frozen=True, slots=True)
class Muted(Effect):
    """A member does not want the pulses of a collaboration any more, or wants them again."""

    collaboration: str
    member: str
    muted: bool
