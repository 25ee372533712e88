"""What a person can do with their collaborations in the chat: `/group …` and `/fill …`. Pure.

Every command names a collaboration, and does nothing for who is no member of it, or has no right
to it; what is said then is the same as for one that does not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from dialogues.collaborations.context import MAX_NAME_CHARS
from dialogues.collaborations.group_chat import GroupChat
from dialogues.collaborations.group_pulse import GroupPulse
from dialogues.collaborations.invitations import Invitations
from dialogues.collaborations.rounds import Rounds
from dialogues.domain.closing_day import day_words
from dialogues.domain.collaboration import MAX_MUNICIPALITIES, Membership, Round
from dialogues.domain.effects import (
    AgendaKept,
    CollaborationChanged,
    InviteRevoked,
    Left,
    Removed,
    ResultShared,
    RightGiven,
    RoundClosed,
)
from dialogues.domain.round_dialogue import dialogue_for
from dialogues.messages.events import (
    Button,
    Event,
    LinkWanted,
    Part,
    PostWanted,
    Prompt,
    PulseWanted,
)
from dialogues.notifications.kinds import CHAT, RESULT, ROUND, SHARED
from dialogues.notifications.notification import Notification
from frameworks.agenda.agenda import Agenda

if TYPE_CHECKING:
    from dialogues.messages.inputs import Timeout


class CollaborationCommands(Invitations, Rounds, GroupChat, GroupPulse):
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
        acts: dict[str, Callable[..., None]] = {
            "": self.card, "leave": self.leave, "result": self.result,
        }  # fmt: skip
        if member and member.leads:
            acts |= {
                "page": self.page, "invite": self.invite, "revoke": self.revoke,
                "open": self.open, "close": self.close, "share": self.share,
                "remove": self.remove, "town": self.town, "agenda": self.agenda,
                "chat": self.chat, "post": self.post, "pulse": self.pulse, "note": self.note,
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
        if member.unreached:
            parts.append(Part("small", self.say("group_unreached", count=member.unreached)))
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
        for one in member.rounds if member.answers else ():
            if one.is_open(self.now):
                label = "button_pulse" if one.pulse else "button_round_start"
                label = "button_round_change" if one.answered and not one.pulse else label
                ways.append((label, f"/fill {one.id}"))
        if member.leads:
            ways.append(("button_page", f"/group {here} page"))
            ways.append(("button_invite", f"/group {here} invite"))
            if going is None:
                ways.append(("button_open_round", f"/group {here} open"))
            else:
                ways.append(("button_close_round", f"/group {here} close {going.id}"))
            ways.append(("button_group_pulse", f"/group {here} pulse"))
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
        name, group = " ".join(words)[:MAX_NAME_CHARS], member.collaboration
        if not name or len(group.municipalities) >= MAX_MUNICIPALITIES:
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
            self.desk.begin(dialogue_for(found), "now", subject=round_id, given=given)

    # --- prompts

    def owns(self, subject: str) -> bool:
        round_id, _, member_id = subject.partition(".")
        place = self.place(round_id)
        return place is not None and place[0].id == member_id

    def closing(self, subject: str) -> float | None:
        """When the round of a prompt closes, if it is about one that is open."""
        place = self.place(subject.partition(".")[0])
        return place[1].closes if place and place[1].is_open(self.now) else None

    def told(self, given: Timeout) -> Notification | None:
        """That a round opened, is still open, or has its result; None when that is over."""
        if given.kind == CHAT:
            return self.lost(given.subject)
        if not self.owns(given.subject):
            return None
        place = self.place(given.subject.partition(".")[0])
        assert place is not None
        member, found = place
        if given.kind == ROUND:
            return self._open_still(given, member, found)
        if given.kind not in (RESULT, SHARED) or not found.published:
            return None
        if found.pulse and member.muted and not member.leads:
            return None
        group = member.collaboration
        key = "pulse_result" if found.pulse else f"round_news_{given.kind}"
        return Notification(
            self.say(key, collaboration=group.name), (self.back(member),), group.name,
            after=(self._result(member, found), *self._to_chat(member, found)),
            open=f"/group {group.id} result {found.id}",
        )  # fmt: skip

    def _result(self, member: Membership, found: Round) -> Event:
        """What leads to a result: a pulse is told here, of a round there is a page."""
        group = member.collaboration.id
        if found.pulse:
            return PulseWanted(group, found.id)
        return LinkWanted("page" if member.leads else "result", group, found.id)

    def result(self, member: Membership, round_id: str = "", *_: str) -> None:
        """The result of a round or a pulse, for whom may see it."""
        found = member.round(round_id)
        if found is None or not found.published or not (found.shared or member.leads):
            self.tell("group_none", self.groups())
            return
        self.desk.visit.events.append(self._result(member, found))

    def _to_chat(self, member: Membership, found: Round) -> tuple[Event, ...]:
        """The owner's turn carries the result into the group chat, where that was chosen."""
        known = self.rhythm(member)
        wanted = member.right == "owner" and known and known.post == "chat"
        if not wanted or not member.collaboration.chat:
            return ()
        return (PostWanted(member.collaboration.id, "result", found.id),)

    def _open_still(self, given: Timeout, member: Membership, found: Round) -> Notification | None:
        wanted = member.answers and not (found.pulse and member.muted)
        if not wanted or found.answered or not found.is_open(self.now):
            return None
        kept = [one.status for one in self.desk.visitor.kept if one.subject == found.id]
        if "completed" in kept:
            return None  # they said no
        begun = bool(kept)
        key = "pulse_news" if found.pulse else "round_news"
        key = f"{key}_{given.slot}" + ("_begun" if begun and given.slot and not found.pulse else "")
        words = self.say(
            key, collaboration=member.collaboration.name,
            closes=day_words(member.collaboration, found, self.language),
        )  # fmt: skip
        label = "button_round_resume" if begun else "button_round_start"
        begin = (Button(self.say(label), f"/fill {found.id}"),)
        ways = self.desk.prompts.ways(given, stop=found.pulse)
        return Notification(words, begin, member.collaboration.name, ways, found.pulse)
