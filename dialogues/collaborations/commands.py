"""`/group …`: what a person can do with their collaborations in the chat. Pure.

Every command names a collaboration, and does nothing for who is no member of it, or has no right
to it; what is said then is the same as for one that does not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from dialogues.collaborations.card import Card
from dialogues.collaborations.changes import Changes
from dialogues.collaborations.context import CollaborationContext
from dialogues.collaborations.group_chat import GroupChat
from dialogues.collaborations.invitations import Invitations
from dialogues.collaborations.members import Members
from dialogues.collaborations.pulses import GroupPulse
from dialogues.collaborations.rounds import Rounds
from dialogues.domain.member import Membership

Needs = Literal["member", "leads", "owner"]
Act = Callable[..., None]


class CollaborationCommands:
    """The verbs of `/group ID`, each with the right that it needs."""

    def __init__(
        self,
        at: CollaborationContext,
        invitations: Invitations,
        members: Members,
        rounds: Rounds,
        group_chat: GroupChat,
        group_pulse: GroupPulse,
    ) -> None:
        self.at = at
        card, changes = Card(at), Changes(at)
        self.verbs: dict[str, tuple[Needs, Act]] = {
            "": ("member", card.show),
            "leave": ("member", members.leave),
            "result": ("member", rounds.result),
            "page": ("leads", card.page),
            "invite": ("leads", invitations.invite),
            "people": ("leads", invitations.people),
            "again": ("leads", invitations.again),
            "revoke": ("leads", invitations.revoke),
            "open": ("leads", rounds.open),
            "extend": ("leads", rounds.extend),
            "close": ("leads", rounds.close),
            "share": ("leads", rounds.share),
            "agenda": ("leads", rounds.agenda),
            "remove": ("leads", members.remove),
            "town": ("leads", members.town),
            "rename": ("leads", changes.rename),
            "retown": ("leads", changes.retown),
            "move": ("leads", changes.move),
            "chat": ("leads", group_chat.chat),
            "post": ("leads", group_chat.post),
            "pulse": ("leads", group_pulse.pulse),
            "note": ("leads", group_pulse.note),
            "owner": ("owner", members.owner),
            "co": ("owner", members.co),
            "member": ("owner", members.member),
        }

    def command(self, argument: str) -> None:
        """`/group [ID [what [more]]]`."""
        name, _, rest = argument.partition(" ")
        what, _, more = rest.strip().partition(" ")
        if not name:
            key = "group_list" if self.at.person.memberships else "group_none_yet"
            self.at.tell(key, self.at.groups())
            return
        member = self.at.person.membership(name)
        verb = self.verbs.get(what)
        if member is None or verb is None or not _may(member, verb[0]):
            self.at.tell("group_none", self.at.groups())
        else:
            verb[1](member, *more.split())


def _may(member: Membership, needs: Needs) -> bool:
    if needs == "owner":
        return member.right == "owner"
    return needs == "member" or member.leads
