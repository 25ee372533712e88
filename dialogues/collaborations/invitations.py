"""Inviting someone into a collaboration, and being invited. Pure.

Who opens a link first reads what is asked and who sees what; only then they join.
"""

from __future__ import annotations

from dialogues.calendar.timezones import SECONDS_PER_DAY
from dialogues.collaborations.context import CollaborationContext, shown
from dialogues.collaborations.people_list import ListReader, listed, with_towns
from dialogues.domain.effects import (
    CollaborationChanged,
    InviteBound,
    InviteMade,
    InviteRenewed,
    InviteRevoked,
    Joined,
)
from dialogues.domain.invitation import Invite
from dialogues.domain.member import ROLES, Membership
from dialogues.engine.session import Session
from dialogues.messages.events import Button, InviteShown, Prompt
from dialogues.messages.links import INVITATION_MARK
from dialogues.talks.talks import Talks

LASTS = 14 * SECONDS_PER_DAY
MANY = (1, 10, 25)
"""For how many people a link can be made."""


class Invitations:
    """Both sides of an invitation."""

    def __init__(self, at: CollaborationContext, talks: Talks) -> None:
        self.at, self.talks = at, talks
        self.say, self.tell, self.now = at.say, at.tell, at.now

    def invite(
        self, member: Membership, place: str = "", role: str = "", many: str = "", *_: str
    ) -> None:
        """Choose a municipality by its place, a role and for how many; then the link is made."""
        group, here = member.collaboration, f"/group {member.collaboration.id} invite"
        towns = {str(number): name for number, name in enumerate(group.municipalities)}
        if place not in towns:
            ways = [Button(name[:60], f"{here} {number}") for number, name in towns.items()]
            self.tell("invite_where", Prompt("menu", (*ways, self.at.back(member))))
        elif role not in ROLES:
            ways = [Button(self.say(f"role_{one}"), f"{here} {place} {one}") for one in ROLES]
            self.tell("invite_role", Prompt("menu", (*ways, self.at.back(member))))
        elif many not in map(str, MANY):
            ways = [
                Button(self.say("invite_for", count=n), f"{here} {place} {role} {n}") for n in MANY
            ]
            self.tell("invite_many", Prompt("menu", (*ways, self.at.back(member))))
        else:
            self._make(member, towns[place], role, int(many))

    def _token(self) -> str:
        return "".join(self.at.ctx.new_id() for _ in range(3))  # 144 random bits

    def _make(self, member: Membership, municipality: str, role: str, many: int) -> None:
        token, made_id = self._token(), self.at.ctx.new_id()
        made = Invite(
            made_id, member.collaboration, municipality, role, self.now + LASTS, many, many == 1
        )
        self.at.effect(InviteMade(made, token))
        words = {"municipality": municipality, "role": self.say(f"role_{role}")}
        back = self.at.only_back(member)
        self.tell("invite_one" if many == 1 else "invite_more", back, **words)
        self.at.ctx.event(InviteShown(INVITATION_MARK + token))

    def people(self, member: Membership, *words: str) -> None:
        """Invite a whole list, as its page read it: `[[name, email, municipality, role], …]`."""
        content, group = self.at.ctx.content, member.collaboration
        reader = ListReader(content.people_list, content.names_together, group)
        found = listed(" ".join(words), reader)
        wider = with_towns(group, found, reader)
        if not found or wider is None:
            self.tell("people_none" if wider else "town_full", self.at.only_back(member))
            return
        if wider != group:
            self.at.effect(CollaborationChanged(wider))
            member.collaboration = wider
        for one in found:
            made = Invite(
                self.at.ctx.new_id(), wider, one.municipality, one.role, self.now + LASTS, 1, True,
                name=one.name, email=one.email,
            )  # fmt: skip
            self.at.effect(InviteMade(made, self._token()))
        self.tell("people_invited", self.at.only_back(member), count=len(found))

    def again(self, member: Membership, invite: str = "", *_: str) -> None:
        """Another link for an invitation that was lost, opened by someone else or is too old."""
        token, now = self._token(), self.now
        made = InviteRenewed(
            member.collaboration.id, invite, self.at.ctx.new_id(), token, now + LASTS
        )
        self.at.effect(made)
        self.tell("invite_again", self.at.only_back(member))

    def revoke(self, member: Membership, invite: str = "", *_: str) -> None:
        self.at.effect(InviteRevoked(member.collaboration.id, invite))
        self.tell("invite_revoked_now", self.at.only_back(member))

    # --- being invited

    def invited(self, token: str) -> None:
        """A link was opened: the invitation is read, or it is said kindly why it cannot be."""
        person = self.at.person
        invite = person.invites.get(token)
        if invite is None:
            self.tell("invite_unknown", self.at.ctx.menu())
            return
        if not self._refused(invite):
            self._begin(invite)

    def _refused(self, invite: Invite) -> bool:
        """Say kindly that an invitation cannot be used, when it cannot."""
        known = self.at.person.membership(invite.collaboration.id)
        if known is not None and known.answers:
            self._already(known)
            return True
        if refusal := invite.refusal(self.at.person.id, self.now):
            self.tell(refusal, self.at.ctx.menu())
            return True
        return False

    def _already(self, known: Membership) -> None:
        self.tell(
            "invite_already", self.at.only_back(known),
            collaboration=known.collaboration.name, municipality=known.municipality,
            role=self.say(f"role_{known.role}_as"),
        )  # fmt: skip

    def _begin(self, invite: Invite) -> None:
        person = self.at.person
        begun = any(one.subject == invite.id for one in person.sessions)
        if invite.single and not invite.bound and not begun:
            invite.bound = person.id
            self.at.effect(InviteBound(invite.id, invite.bound))
        given = {
            "collaboration": invite.collaboration.name,
            "municipality": invite.municipality,
            "member_role": self.say(f"role_{invite.role}_as"),
            "k": str(invite.collaboration.rules.least),
        }
        dialogue = self.at.ctx.content.made_by("membership").id
        self.talks.begin_or_resume(dialogue, invite.id, given)

    def joined(self, session: Session) -> None:
        """The invitation was answered; whether it still holds is looked at again."""
        person = self.at.person
        invite, answer = person.invites.get(session.subject), session.answers.get("join")
        if invite is None or answer is None or answer.value != ("join_yes",):
            self.at.ctx.show_menu()
            return
        if self._refused(invite):
            return
        known = self.at.person.membership(invite.collaboration.id)
        name = session.answers.get("name_for_group")
        words = str(name.value or "") if name and "name_for_group" in session.path else ""
        if known is None:
            known = Membership(self.at.ctx.new_id(), "member", invite.collaboration)
            known.rounds = list(invite.rounds)
            person.memberships.append(known)
        known.municipality, known.role, known.name = invite.municipality, invite.role, shown(words)
        invite.left -= 1
        self.at.effect(Joined(known, person.id, invite.id))
        self._welcome(known)

    def _welcome(self, member: Membership) -> None:
        going, words = member.open_round(self.now), {"collaboration": member.collaboration.name}
        if going is None:
            self.tell("invite_joined", self.at.only_back(member), **words)
            return
        fill = Button(self.say("button_round_start"), f"/fill {going.id}")
        words["closes"] = self.at.until(member.collaboration, going)
        self.tell("invite_joined_open", Prompt("menu", (fill, self.at.back(member))), **words)
