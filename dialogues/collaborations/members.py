"""Members as facilitators manage them, and leaving. Pure."""

from __future__ import annotations

from dataclasses import replace

from dialogues.collaborations.context import CollaborationContext, shown
from dialogues.collaborations.losses import losses
from dialogues.domain.collaboration import MAX_MUNICIPALITIES
from dialogues.domain.effects import CollaborationChanged, Left, Removed, RightGiven
from dialogues.domain.member import Membership, Right


class Members:
    """Who takes part, and with which right."""

    def __init__(self, at: CollaborationContext) -> None:
        self.at = at

    def leave(self, member: Membership, sure: str = "", really: str = "", *_: str) -> None:
        """Ask whether one is sure; when all is lost by it, ask once more and say what."""
        here, name = member.collaboration.id, member.collaboration.name
        yes = f"/group {here} leave yes"
        if sure != "yes":
            key = "leave_sure_owner" if member.right == "owner" else "leave_sure"
            self.at.sure(member, key, yes, collaboration=name)
            return
        if member.ends_it and not really:
            lost = losses(self.at.ctx.content.catalogue, self.at.language, [member], self.at.now)
            self.at.sure(member, "leave_lost", f"{yes} really", lost=" ".join(lost))
            return
        self.at.effect(Left(here, member.id))
        self.at.person.memberships.remove(member)
        self.at.tell("group_left", self.at.groups(), collaboration=name)

    def remove(self, member: Membership, other: str = "", *_: str) -> None:
        """Take a member out; the owner is no one's to remove."""
        if other and other != member.id:
            self.at.effect(Removed(member.collaboration.id, other))
        self.at.tell("member_removed", self.at.only_back(member))

    def owner(self, member: Membership, other: str = "", sure: str = "", *_: str) -> None:
        """Hand over the ownership."""
        if sure != "yes":
            yes = f"/group {member.collaboration.id} owner {other} yes"
            self.at.sure(member, "owner_sure", yes)
            return
        self._give(member, other, "owner")

    def co(self, member: Membership, other: str = "", *_: str) -> None:
        self._give(member, other, "co")

    def member(self, member: Membership, other: str = "", *_: str) -> None:
        self._give(member, other, "member")

    def _give(self, member: Membership, other: str, right: Right) -> None:
        if other and other != member.id:
            self.at.effect(RightGiven(member.collaboration.id, other, right))
        self.at.tell("right_given", self.at.only_back(member))

    def town(self, member: Membership, *words: str) -> None:
        """Put a municipality beside the others."""
        known, group = self.at.ctx.content.names_together, member.collaboration
        name = known.spelt(shown(" ".join(words)))
        if not name or len(group.municipalities) >= MAX_MUNICIPALITIES:
            self.at.tell("town_full", self.at.only_back(member))
            return
        if known.key(name) not in map(known.key, group.municipalities):
            wider = replace(group, municipalities=(*group.municipalities, name))
            self.at.effect(CollaborationChanged(wider))
            member.collaboration = wider
        self.at.tell("town_added", self.at.only_back(member), name=name)
