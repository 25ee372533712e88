"""Who may see which documents."""

from __future__ import annotations

from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from dialogues.turn.person import Person


def shared_kind(person: Person, subject: str) -> str:
    """What there is of a collaboration of this person, or of a round whose result they may see."""
    for member in person.memberships:
        going = member.round(subject)
        if going and not going.pulse and may_see(member, going):
            return "round"
        if member.collaboration.id == subject and any(
            one.pulse and may_see(member, one) for one in member.rounds
        ):
            return "pulse"
    return ""


def may_see(member: Membership, going: Round) -> bool:
    """Whether the result is there, and for this member."""
    return going.published and (going.shared or member.leads)
