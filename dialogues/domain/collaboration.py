"""A partnership of municipalities with its members, invitations and rounds, as a turn knows it.

Nothing here holds an answer: of a round only is known whether this person sent one in.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import orjson

from frameworks.definition.languages import DEFAULT
from frameworks.groups.rules import Rules

Right = Literal["owner", "co", "member"]
"""The owner can do everything, a co-facilitator everything but hand over and appoint."""
Role = Literal["council", "executive", "secretary", "management", "staff", "other"]
ROLES: tuple[Role, ...] = ("council", "executive", "secretary", "management", "staff", "other")
MAX_MUNICIPALITIES = 20


@dataclass(frozen=True, slots=True)
class Collaboration:
    """What a facilitator began.

    id: random, and unlike any other
    name: as members see it
    municipalities: their names
    phase: id of how far the collaboration is
    rules: those that the next round is held under
    language: of what all of them read
    zone: an IANA name: where its days end
    chat: address of the members' group chat; empty without one
    note: what the facilitator says was done with the last pulse
    """

    id: str
    name: str
    municipalities: tuple[str, ...]
    phase: str
    rules: Rules
    language: str = DEFAULT
    zone: str = "Europe/Amsterdam"
    chat: str = ""
    note: str = ""

    def dump(self) -> bytes:
        """All but the chat, by which storage has to find it."""
        return orjson.dumps({k: v for k, v in asdict(self).items() if k != "chat"})

    @classmethod
    def load(cls, text: bytes, chat: str = "") -> Collaboration:
        """From what `dump` made, with the chat."""
        raw = orjson.loads(text) | {"chat": chat}
        raw["municipalities"] = tuple(raw["municipalities"])
        return cls(**raw | {"rules": Rules(**raw["rules"])})

    def closing(self, day: date) -> float:
        """The end of a day where the collaboration is, in seconds since the epoch."""
        after = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(self.zone))
        return after.timestamp()

    def last_day(self, closes: float) -> date:
        """The last day on which one can answer.

        `closes`: when the round does, in seconds since the epoch.
        """
        return self.today(closes - 1)

    def today(self, now: float) -> date:
        """What day it is there, at `now` in seconds since the epoch."""
        return datetime.fromtimestamp(now, ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True)
class Round:
    """One time that all fill in.

    id: random, and unlike any other
    framework: id of the framework that is rated
    opens: seconds since the epoch
    closes: seconds since the epoch
    rules: frozen when it opens
    published: it has its result; the answers that were sent in are gone then
    shared: the facilitator gave the result to the members
    answered: this person did
    pulse: it comes back by itself
    """

    id: str
    framework: str
    opens: float
    closes: float
    rules: Rules
    published: bool = False
    shared: bool = False
    answered: bool = False
    pulse: bool = False

    def is_open(self, now: float) -> bool:
        """Whether one can answer, at `now` in seconds since the epoch."""
        return not self.published and now < self.closes


@dataclass(slots=True)
class Membership:
    """A person in a collaboration.

    id: the member's, in this collaboration only
    right: what they may do
    collaboration: the one they are in
    municipality: theirs; empty for a facilitator who fills in nothing
    role: one of `ROLES`, or empty
    name: as facilitators see it
    muted: they are not asked for pulses
    unreached: how many members a facilitator's messages miss
    rounds: of the collaboration
    """

    id: str
    right: Right
    collaboration: Collaboration
    municipality: str = ""
    role: str = ""
    name: str = ""
    muted: bool = False
    unreached: int = 0
    rounds: list[Round] = field(default_factory=list)

    @property
    def leads(self) -> bool:
        return self.right in ("owner", "co")

    @property
    def answers(self) -> bool:
        """Whether this member fills in rounds."""
        return bool(self.municipality)

    def round(self, round_id: str) -> Round | None:
        return next((one for one in self.rounds if one.id == round_id), None)

    def waiting(self, now: float) -> list[Round]:
        """The rounds and pulses that this person can fill in, and has not yet."""
        return [r for r in self.rounds if r.is_open(now) and self.answers and not r.answered]

    def open_round(self, now: float) -> Round | None:
        """The round that is open; a pulse stands beside it."""
        return next((one for one in self.rounds if one.is_open(now) and not one.pulse), None)


@dataclass(slots=True)
class Invite:
    """A link into a collaboration.

    id: random, and unlike any other
    collaboration: the one it leads into
    municipality: of who joins by it
    role: of who joins by it
    expires: seconds since the epoch
    left: for how many people more
    single: it is bound to the first person who opens it
    revoked: it was taken back
    bound: id of that first person; empty as long as nobody opened it
    rounds: of the collaboration
    """

    id: str
    collaboration: Collaboration
    municipality: str
    role: str
    expires: float
    left: int
    single: bool
    revoked: bool = False
    bound: str = ""
    rounds: list[Round] = field(default_factory=list)

    def refusal(self, person: str, now: float) -> str:
        """Why this person cannot use it, as the name of the words for it; empty when they can."""
        if self.revoked:
            return "invite_revoked"
        if self.single and self.bound not in ("", person):
            return "invite_taken"
        if self.left < 1:
            return "invite_used"
        return "invite_expired" if now >= self.expires else ""


# --- what changes ---------------------------------------------------------------------------------
