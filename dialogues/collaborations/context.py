"""What all that concerns collaborations shares: whose they are, and the words around them. Pure."""

from __future__ import annotations

from dialogues.domain.closing_day import day_words
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from dialogues.messages.events import Button, Prompt
from dialogues.parsing.text import one_line
from dialogues.turn.context import TurnContext

MAX_NAME_CHARS = 80


def shown(name: str) -> str:
    """What someone or something is called, as others see it: one line, not too long."""
    return one_line(name)[:MAX_NAME_CHARS].strip()


class CollaborationContext:
    """A turn, seen from a person's collaborations."""

    def __init__(self, ctx: TurnContext) -> None:
        self.ctx, self.person = ctx, ctx.person
        self.say, self.tell, self.effect = ctx.say, ctx.tell, ctx.effect
        self.now = ctx.now

    @property
    def language(self) -> str:
        return self.person.language

    def until(self, collaboration: Collaboration, round_: Round) -> str:
        """The end of a round in words."""
        return day_words(self.ctx.content.catalogue, collaboration, round_, self.language)

    def groups(self) -> Prompt:
        buttons = [
            Button(m.collaboration.name[:60], f"/group {m.collaboration.id}")
            for m in self.person.memberships
        ]
        founding = self.ctx.content.made_by("collaboration").id
        begin = Button(self.say("button_new_group"), f"/start {founding}")
        return Prompt("menu", (*buttons, begin, Button(self.say("button_menu"), "/menu")))

    def back(self, member: Membership) -> Button:
        return Button(self.say("button_group_back"), f"/group {member.collaboration.id}")

    def only_back(self, member: Membership) -> Prompt:
        return Prompt("menu", (self.back(member),))

    def sure(self, member: Membership, key: str, yes: str, **values: str) -> None:
        """Ask whether one is sure."""
        agree = Button(self.say("button_sure"), yes)
        self.tell(key, Prompt("menu", (agree, self.back(member))), **values)

    def know(self, member: Membership, changed: Round) -> None:
        """A round changed: what follows in this turn sees it so."""
        member.rounds = [changed if one.id == changed.id else one for one in member.rounds]
