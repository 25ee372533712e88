"""An invitation into a collaboration, and whether someone can use it."""

from __future__ import annotations

from dataclasses import dataclass, field

from dialogues.domain.collaboration import Collaboration
from dialogues.domain.round import Round


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
    name: of whom it is meant for, as the facilitator gave it; or empty
    email: theirs, or empty
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
    name: str = ""
    email: str = ""
    rounds: list[Round] = field(default_factory=list)

    @property
    def used(self) -> bool:
        """Nobody else can join by it: whoever it was for did."""
        return self.left < 1

    def refusal(self, person: str, now: float) -> str:
        """Why this person cannot use it, as the name of the words for it; empty when they can."""
        if self.revoked:
            return "invite_revoked"
        if self.single and self.bound not in ("", person):
            return "invite_taken"
        if self.used:
            return "invite_used"
        return "invite_expired" if now >= self.expires else ""
