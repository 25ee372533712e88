"""What a person can do with their collaborations in the chat: `/group …` and `/fill …`. Pure.

Every command names a collaboration, and does nothing for who is no member of it, or has no right
to it; what is said then is the same as for one that does not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from dialogues.collaboration import (
    MOST_MUNICIPALITIES,
    AgendaKept,
    CollaborationChanged,
    InviteRevoked,
    Left,
    Membership,
    Removed,
    ResultShared,
    RightGiven,
    Round,
    RoundClosed,
)
from dialogues.events import Button, LinkWanted, Part, Prompt
from dialogues.group_chat import GroupChat
from dialogues.inviting import Inviting
from dialogues.opening import Opening
from dialogues.partner_desk import LONGEST_NAME, day_words
from dialogues.round_fires import CHAT, RESULT, ROUND, SHARED
from dialogues.rounds import round_id as dialogue_for
from frameworks.agenda import Agenda

if TYPE_CHECKING:
    from dialogues.inputs import Timeout

FILL = "f-"
"""What the id of a round begins with in a link."""


class Partners(Inviting, Opening, GroupChat):
    """The collaborations of who is at the desk."""

    # --- commands

    def command(self, argument: str) -> None:
        """`/group [ID [what [more]]]`."""
        name, _, rest = argument.partition(" ")
        what, _, more = rest.strip().partition(" ")
        if not name:
            self.all()
            return
        member = self.find(name)
        act = self._act(what, member)
        if member is None or act is None:
            self.tell("group_none", self.groups())
        else:
            act(member, *more.split())

    def _act(self, what: str, member: Membership | None) -> Callable[..., None] | None:
        """What a member may do; None for what they may not, and for what there is not."""
        acts: dict[str, Callable[..., None]] = {"": self.card, "leave": self.leave}
        if member and member.leads:
            acts |= {
                "page": self.page, "invite": self.invite, "revoke": self.revoke,
                "open": self.open, "close": self.close, "share": self.share,
                "remove": self.remove, "town": self.town, "agenda": self.agenda,
                "chat": self.chat, "post": self.post,
            }  # fmt: skip
        if member and member.right == "owner":
            acts |= {"owner": self.owner, "co": self.co, "member": self.member}
        return acts.get(what)

    def all(self) -> None:
        key = "group_list" if self.desk.visitor.memberships else "group_none_yet"
        self.tell(key, self.groups())

    def card(self, member: Membership, *_: str) -> None:
        """One collaboration: who one is in it, what is going on, and what one can do."""
        group, now = member.collaboration, self.now
        parts = [Part("heading", group.name), Part("text", self._who(member))]
        going = member.open_round(now)
        parts.append(Part("text", self._going(member, going)))
        self.desk.message(tuple(parts), Prompt("menu", tuple(self._ways(member, going))))

    def _who(self, member: Membership) -> str:
        if not member.answers:
            return self.say(f"right_{member.right}")
        role = self.say(f"role_{member.role}_as")
        who = self.say("group_you", municipality=member.municipality, role=role)
        return f"{who} {self.say(f'right_{member.right}')}" if member.leads else who

    def _going(self, member: Membership, going: Round | None) -> str:
        if going is None:
            return self.say("group_no_round")
        framework = self.desk.content.frameworks.get(going.framework)
        title = framework.title[self.language] if framework else going.framework
        closes = day_words(member.collaboration, going, self.language)
        words = self.say("group_round_open", title=title, closes=closes)
        return f"{words} {self.say('group_answered')}" if going.answered else words

    def _ways(self, member: Membership, going: Round | None) -> list[Button]:
        here, ways = member.collaboration.id, []
        if going and member.answers:
            label = "button_round_change" if going.answered else "button_round_start"
            ways.append((label, f"/fill {going.id}"))
        if member.leads:
            ways.append(("button_page", f"/group {here} page"))
            ways.append(("button_invite", f"/group {here} invite"))
            if going is None:
                ways.append(("button_open_round", f"/group {here} open"))
            else:
                ways.append(("button_close_round", f"/group {here} close {going.id}"))
            ways.append(("button_group_chat", f"/group {here} chat"))
        ways += [("button_leave", f"/group {here} leave"), ("button_menu", "/menu")]
        return [Button(self.say(label), data) for label, data in ways]

    # --- what a facilitator does

    def page(self, member: Membership, *_: str) -> None:
        """A personal link to the facilitator's page."""
        self.desk.visit.events.append(LinkWanted("page", member.collaboration.id))

    def revoke(self, member: Membership, invite: str = "", *_: str) -> None:
        self.effect(InviteRevoked(member.collaboration.id, invite))
        self.tell("invite_revoked_now", Prompt("menu", (self.back(member),)))

    def town(self, member: Membership, *words: str) -> None:
        """Put a municipality beside the others."""
        name, group = " ".join(words)[:LONGEST_NAME], member.collaboration
        if not name or len(group.municipalities) >= MOST_MUNICIPALITIES:
            self.tell("town_full", Prompt("menu", (self.back(member),)))
            return
        if name not in group.municipalities:
            wider = replace(group, municipalities=(*group.municipalities, name))
            self.effect(CollaborationChanged(wider))
            member.collaboration = wider
        self.tell("town_added", Prompt("menu", (self.back(member),)), name=name)

    def close(self, member: Membership, round_id: str = "", sure: str = "", *_: str) -> None:
        found = member.round(round_id)
        if found is None or found.published:
            self.tell("group_no_round", Prompt("menu", (self.back(member),)))
        elif sure != "yes":
            yes = f"/group {member.collaboration.id} close {round_id} yes"
            self.sure(member, "round_close_sure", yes)
        else:
            self.effect(RoundClosed(member.collaboration.id, round_id))
            self.know(member, replace(found, published=True))
            self.tell("round_closed", Prompt("menu", (self.back(member),)))

    def share(self, member: Membership, round_id: str = "", *_: str) -> None:
        """Give the result to the members."""
        found = member.round(round_id)
        if found is None or not found.published:
            self.tell("group_no_round", Prompt("menu", (self.back(member),)))
            return
        self.effect(ResultShared(member.collaboration.id, round_id))
        self.know(member, replace(found, shared=True))
        self.tell("round_shared", Prompt("menu", (self.back(member),)))

    def agenda(self, member: Membership, round_id: str = "", *words: str) -> None:
        """Keep an agenda as it was changed on the page; what is no agenda is not kept."""
        found = member.round(round_id)
        if found is None or not found.published:
            return
        try:
            kept = Agenda.load(" ".join(words))
        except ValueError:
            self.tell("group_none", self.groups())
        else:
            self.effect(AgendaKept(member.collaboration.id, round_id, kept.dump()))

    # --- members

    def leave(self, member: Membership, sure: str = "", *_: str) -> None:
        here = member.collaboration.id
        if sure != "yes":
            last = "leave_sure_owner" if member.right == "owner" else "leave_sure"
            self.sure(member, last, f"/group {here} leave yes", collaboration=self._name(member))
            return
        self.effect(Left(here, member.id))
        self.desk.visitor.memberships.remove(member)
        self.tell("group_left", self.groups(), collaboration=self._name(member))

    def remove(self, member: Membership, other: str = "", *_: str) -> None:
        """Take a member out; the owner is no one's to remove."""
        if other and other != member.id:
            self.effect(Removed(member.collaboration.id, other))
        self.tell("member_removed", Prompt("menu", (self.back(member),)))

    def owner(self, member: Membership, other: str = "", sure: str = "", *_: str) -> None:
        """Hand over the ownership."""
        if sure != "yes":
            yes = f"/group {member.collaboration.id} owner {other} yes"
            self.sure(member, "owner_sure", yes)
            return
        self._give(member, other, "owner")

    def co(self, member: Membership, other: str = "", *_: str) -> None:
        self._give(member, other, "co")

    def member(self, member: Membership, other: str = "", *_: str) -> None:
        self._give(member, other, "member")

    def _give(self, member: Membership, other: str, right: str) -> None:
        if other and other != member.id:
            self.effect(RightGiven(member.collaboration.id, other, right))  # type: ignore[arg-type]
        self.tell("right_given", Prompt("menu", (self.back(member),)))

    def _name(self, member: Membership) -> str:
        return member.collaboration.name

    # --- filling in

    def fill(self, round_id: str) -> None:
        """Begin to fill in a round, or go on with it."""
        place = self.place(round_id)
        if place is None or not place[0].answers:
            self.tell("fill_none", self.groups())
            return
        member, found = place
        if not found.is_open(self.now):
            closes = day_words(member.collaboration, found, self.language)
            self.tell("round_closed_late", Prompt("menu", (self.back(member),)), closes=closes)
            return
        kept = next((k for k in self.desk.visitor.kept if k.subject == round_id), None)
        if kept is not None and kept.status == "completed":
            self.desk.command("edit", kept.id)
        elif kept is not None:
            self.desk.resume(kept.id)
        else:
            given = self.given(member, found)
            self.desk.begin(dialogue_for(found.framework), "now", subject=round_id, given=given)

    # --- fires

    def timeout(self, given: Timeout) -> None:
        """Say that a round opened, is still open, or has its result; or nothing any more."""
        if given.kind == CHAT:
            self.lost(given.subject)
            return
        round_id, _, member_id = given.subject.partition(".")
        place = self.place(round_id)
        if place is None or place[0].id != member_id:
            return
        member, found = place
        group = member.collaboration
        closes = day_words(group, found, self.language)
        words = {"collaboration": group.name, "closes": closes}
        if given.kind == ROUND and found.is_open(self.now) and not found.answered:
            if member.answers:
                kept = [k.status for k in self.desk.visitor.kept if k.subject == round_id]
                if "completed" in kept:
                    return  # they said no
                begun = bool(kept)
                key = f"round_news_{given.slot}" + ("_begun" if begun and given.slot else "")
                label = "button_round_resume" if begun else "button_round_start"
                fill = Button(self.say(label), f"/fill {round_id}")
                self.tell(key, Prompt("menu", (fill, self.back(member))), **words)
        elif given.kind in (RESULT, SHARED) and found.published:
            result = LinkWanted("page" if member.leads else "result", group.id, round_id)
            self.tell(f"round_news_{given.kind}", Prompt("menu", (self.back(member),)), **words)
            self.desk.visit.events.append(result)
