"""Questions to the coach outside a talk: answered at the menu, and after the end of a talk."""

from __future__ import annotations

from dialogues.engine.questions import answer_parts, entry_for
from dialogues.listening.faq_source import FaqEntry
from dialogues.messages.events import Part
from dialogues.parsing.text import clean
from dialogues.turn.context import TurnContext


class Questions:
    """Answers what is typed while no question of ours is open."""

    def __init__(self, ctx: TurnContext) -> None:
        self.ctx = ctx

    def entry(self, text: str) -> FaqEntry | None:
        """What answers a text; None when it is no question, or one that we do not know."""
        return entry_for(self.ctx.content, clean(text), self.ctx.person.language)

    def answer(self, entry: FaqEntry) -> None:
        """Say it, with the menu below it."""
        parts = answer_parts(self.ctx.content, entry, self.ctx.person.language)
        self.ctx.message((*parts, Part("strong", self.ctx.say("menu"))), self.ctx.menu())
