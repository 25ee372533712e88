"""One collaboration in the chat: who one is in it, what is going on, and what one can do. Pure."""

from __future__ import annotations

from dialogues.collaborations.context import CollaborationContext
from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from dialogues.messages.events import Button, LinkWanted, Part, Prompt


class Card:
    """A collaboration as one of its members sees it."""

    def __init__(self, at: CollaborationContext) -> None:
        self.at, self.say, self.now = at, at.say, at.now

    def show(self, member: Membership, *_: str) -> None:
        going = member.open_round(self.now)
        parts = [Part("heading", member.collaboration.name), Part("text", self._who(member))]
        parts.append(Part("text", self._going(member, going)))
        if member.unreached:
            parts.append(Part("small", self.say("group_unreached", count=member.unreached)))
        self.at.ctx.message(tuple(parts), Prompt("menu", tuple(self._ways(member, going))))

    def page(self, member: Membership, *_: str) -> None:
        """A personal link to the facilitator's page."""
        self.at.ctx.event(LinkWanted("page", member.collaboration.id))

    def _who(self, member: Membership) -> str:
        if not member.answers:
            return self.say(f"right_{member.right}")
        role = self.say(f"role_{member.role}_as")
        who = self.say("group_you", municipality=member.municipality, role=role)
        return f"{who} {self.say(f'right_{member.right}')}" if member.leads else who

    def _going(self, member: Membership, going: Round | None) -> str:
        if going is None:
            return self.say("group_no_round")
        framework = self.at.ctx.content.frameworks.get(going.framework)
        title = framework.title[self.at.language] if framework else going.framework
        closes = self.at.until(member.collaboration, going)
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
                ways.append(("button_extend_round", f"/group {here} extend {going.id}"))
                ways.append(("button_close_round", f"/group {here} close {going.id}"))
            ways.append(("button_group_pulse", f"/group {here} pulse"))
            ways.append(("button_group_chat", f"/group {here} chat"))
        ways += [("button_leave", f"/group {here} leave"), ("button_menu", "/menu")]
        return [Button(self.say(label), data) for label, data in ways]
