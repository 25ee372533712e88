"""A member: a person in a collaboration, with a municipality, a role and a right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dialogues.domain.collaboration import Collaboration
from dialogues.domain.company import Company
from dialogues.domain.round import Round

Right = Literal["owner", "co", "member"]
"""The owner can do everything, a co-facilitator everything but hand over and appoint."""
RIGHTS: tuple[Right, ...] = ("owner", "co", "member")
"""The highest first."""
Role = Literal["council", "executive", "secretary", "management", "staff", "other"]
ROLES: tuple[Role, ...] = ("council", "executive", "secretary", "management", "staff", "other")

Block = Literal["political", "official"]
BLOCKS: dict[str, Block] = {
    "council": "political", "executive": "political", "secretary": "official",
    "management": "official", "staff": "official", "other": "official",
}  # fmt: skip
"""The two blocks that roles are joined to, where a role is too small to stand by itself."""


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
    company: how many are in it
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
    company: Company = field(default_factory=Company)
    rounds: list[Round] = field(default_factory=list)

    @property
    def leads(self) -> bool:
        return self.right in ("owner", "co")

    @property
    def ends_it(self) -> bool:
        """Whether the collaboration is erased when this member goes: nobody else guides it."""
        return self.right == "owner" and self.company.leading < 2

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
