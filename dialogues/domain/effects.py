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
    """A collaboration was founded; `owner` is the person's id."""

    collaboration: Collaboration
    owner: str


@dataclass(frozen=True, slots=True)
class CollaborationChanged(Effect):
    """A collaboration has other fields than before."""

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
    """An invitation was made; `token` is what its link holds."""

    invite: Invite
    token: str


@dataclass(frozen=True, slots=True)
class InviteRenewed(Effect):
    """An invitation that nobody used gets another link; the one it had works no more.

    collaboration: its id
    invite: the one there was
    id: of the new one
    token: what its link holds
    expires: seconds since the epoch
    """

    collaboration: str
    invite: str
    id: str
    token: str
    expires: float


@dataclass(frozen=True, slots=True)
class InviteBound(Effect):
    """A single invitation was opened by its first person."""

    invite: str
    person: str


@dataclass(frozen=True, slots=True)
class InviteRevoked(Effect):
    """An invitation was taken back."""

    collaboration: str
    invite: str


@dataclass(frozen=True, slots=True)
class RoundOpened(Effect):
    """A round begins."""

    collaboration: Collaboration
    round: Round


@dataclass(frozen=True, slots=True)
class RoundClosed(Effect):
    """A round ends now: its result is made, once."""

    collaboration: str
    round: str


@dataclass(frozen=True, slots=True)
class RoundExtended(Effect):
    """A round stays open for longer."""

    collaboration: Collaboration
    round: Round


@dataclass(frozen=True, slots=True)
class TownRenamed(Effect):
    """A municipality has another name from now on, also where it stands already."""

    collaboration: Collaboration
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class MemberMoved(Effect):
    """A member answers for another municipality, or in another role.

    collaboration: its id
    member: the member's id
    municipality: theirs from now on
    role: theirs from now on
    """

    collaboration: str
    member: str
    municipality: str
    role: str


@dataclass(frozen=True, slots=True)
class ResultShared(Effect):
    """The facilitator gave a result to the members."""

    collaboration: str
    round: str


@dataclass(frozen=True, slots=True)
class AgendaKept(Effect):
    """The agenda of a result was made or changed; `agenda` is as `Agenda.dump` has it."""

    collaboration: str
    round: str
    agenda: bytes


@dataclass(frozen=True, slots=True)
class BallotCast(Effect):
    """A member sent in, or took back, what they filled in.

    round: its id
    member: the member's id
    ratings: `ratings[statement id]` on the scale, None for *don't know*; empty: taken back
    important: ids of the items that matter most to them
    line: in their own words
    approved: they said that exactly this line may be shown
    """

    round: str
    member: str
    ratings: Mapping[str, float | None]
    important: tuple[str, ...] = ()
    line: str = ""
    approved: bool = False

    def dump(self) -> bytes:
        """JSON of all but whose it is and of which round."""
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
