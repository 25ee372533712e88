"""What a facilitator puts right: names, and where a member belongs. Pure."""

from __future__ import annotations

from dataclasses import replace

from dialogues.collaborations.context import CollaborationContext, shown
from dialogues.domain.effects import CollaborationChanged, MemberMoved, TownRenamed
from dialogues.domain.member import ROLES, Membership


class Changes:
    """Names of the collaboration and its municipalities, and a member's place in it."""

    def __init__(self, at: CollaborationContext) -> None:
        self.at = at

    def rename(self, member: Membership, *words: str) -> None:
        """`NEW NAME`: the collaboration is called so from now on."""
        name = shown(" ".join(words))
        if not name:
            self.at.tell("change_none", self.at.only_back(member))
            return
        member.collaboration = replace(member.collaboration, name=name)
        self.at.effect(CollaborationChanged(member.collaboration))
        self.at.tell("renamed", self.at.only_back(member), name=name)

    def retown(self, member: Membership, place: str = "", *words: str) -> None:
        """`PLACE NEW NAME`: one of the municipalities is called so, by its place in the list."""
        known, group = self.at.ctx.content.names_together, member.collaboration
        towns = {str(number): name for number, name in enumerate(group.municipalities)}
        old, new = towns.get(place), known.spelt(shown(" ".join(words)))
        others = [known.key(name) for name in towns.values() if name != old]
        if not old or not new:
            self.at.tell("change_none", self.at.only_back(member))
        elif known.key(new) in others:
            self.at.tell("town_there", self.at.only_back(member), name=new)
        else:
            names = tuple(new if name == old else name for name in group.municipalities)
            member.collaboration = replace(group, municipalities=names)
            self.at.effect(TownRenamed(member.collaboration, old, new))
            self.at.tell("town_renamed", self.at.only_back(member), old=old, name=new)

    def move(
        self, member: Membership, other: str = "", place: str = "", role: str = "", *_: str
    ) -> None:
        """`MEMBER PLACE ROLE`: someone answers for another municipality, or in another role."""
        group = member.collaboration
        towns = {str(number): name for number, name in enumerate(group.municipalities)}
        if not other or place not in towns or role not in ROLES:
            self.at.tell("change_none", self.at.only_back(member))
            return
        if other == member.id and member.answers:
            member.municipality, member.role = towns[place], role
        self.at.effect(MemberMoved(group.id, other, towns[place], role))
        words = {"municipality": towns[place], "role": self.at.say(f"role_{role}_as")}
        self.at.tell("member_moved", self.at.only_back(member), **words)
