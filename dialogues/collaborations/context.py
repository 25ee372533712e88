"""What all that concerns collaborations shares: whose they are, and the words around them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogues.domain.collaboration import Membership, Round
from dialogues.domain.effects import Effect
from dialogues.messages.events import Button, Prompt

if TYPE_CHECKING:
    from dialogues.dispatcher import Dispatcher


MAX_NAME_CHARS = 80


class CollaborationContext:
    """The desk, seen from a person's collaborations."""

    def __init__(self, desk: Dispatcher) -> None:
        self.desk = desk
        self.say, self.tell = desk.say, desk.tell
        self.now, self.language = desk.now, desk.visitor.language

    def effect(self, effect: Effect) -> None:
        self.desk.visit.effects.append(effect)

    def find(self, collaboration: str) -> Membership | None:
        known = self.desk.visitor.memberships
        return next((one for one in known if one.collaboration.id == collaboration), None)

    def groups(self) -> Prompt:
        known = self.desk.visitor.memberships
        buttons = [Button(m.collaboration.name[:60], f"/group {m.collaboration.id}") for m in known]
        begin = Button(self.say("button_new_group"), "/start collaboration")
        return Prompt("menu", (*buttons, begin, Button(self.say("button_menu"), "/menu")))

    def back(self, member: Membership) -> Button:
        return Button(self.say("button_group_back"), f"/group {member.collaboration.id}")

    def sure(self, member: Membership, key: str, yes: str, **values: str) -> None:
        """Ask whether one is sure."""
        agree = Button(self.say("button_sure"), yes)
        self.tell(key, Prompt("menu", (agree, self.back(member))), **values)

    def place(self, round_id: str) -> tuple[Membership, Round] | None:
        """A round of one of this person's collaborations, with who they are in it."""
        for member in self.desk.visitor.memberships:
            if found := member.round(round_id):
                return member, found
        return None

    def know(self, member: Membership, changed: Round) -> None:
        """A round changed: what follows in this visit sees it so."""
        member.rounds = [changed if one.id == changed.id else one for one in member.rounds]
