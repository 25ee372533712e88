"""An invitation into a collaboration, and whether someone can use it."""

from __future__ import annotations

from dataclasses import dataclass, field

from dialogues.domain.collaboration import Collaboration
from dialogues.domain.round import Round


@dataclass(slots=True)
class Invite:
    """A link into a collaboration. `left`: for how many people; with `single` it is bound to the
    first person who opens it, `bound`."""

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
