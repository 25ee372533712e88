"""Typed words outside a talk that name a talk, or a button of the menu. Pure."""

from __future__ import annotations

from dataclasses import replace

from dialogues.messages.events import Button, Prompt
from dialogues.messages.inputs import Command, parse_command
from dialogues.parsing.choices import Listed, Matched, match_one
from dialogues.parsing.words import Phrase, phrase
from dialogues.turn.context import TurnContext

ALWAYS = ("summary", "menu", "resume")
"""Buttons of our own that one may name besides those of the menu."""
MAX_WORDS = 6
"""More is no name, but a story."""


class TalkByName:
    """What whose turn it is may call by its name."""

    def __init__(self, ctx: TurnContext) -> None:
        self.ctx = ctx

    def take(self, text: str) -> Command | bool:
        """The command that is surely named; otherwise whether we asked which of them is meant."""
        ctx = self.ctx
        buttons = {button.data: button for button in self._buttons()}
        found = self._match(text, list(buttons.values()))
        if found.sure:
            return parse_command(ctx.content.catalogue, found.ids[0]) or False
        if not found.ids:
            return False
        maybe = [buttons[one] for one in found.ids]
        ways = Prompt("menu", (*maybe, Button(ctx.say("button_menu"), "/menu")))
        ctx.tell("did_you_mean", ways, count=len(maybe))
        return True

    def _match(self, text: str, buttons: list[Button]) -> Matched:
        words = phrase(text)
        if len(words) > MAX_WORDS or any(word.isdigit() for word in words):
            return Matched()
        listed = [Listed(b.data, self._title(b) or phrase(b.label)) for b in buttons]
        known = self.ctx.content.vocabularies[self.ctx.person.language]
        return match_one(text, listed, replace(known, places={}))  # no one counts a menu

    def _buttons(self) -> list[Button]:
        menu = self.ctx.menu()
        own = [Button(self.ctx.say(f"button_{verb}"), f"/{verb}") for verb in ALWAYS]
        return [*menu.choices, *menu.verbs, *own]

    def _title(self, button: Button) -> Phrase:
        """A talk's title, which its button says with how long it takes, or how far it is."""
        verb, _, name = button.data.partition(" ")
        stored = self.ctx.find(name) if verb == "/resume" else None
        dialogue = stored.dialogue if stored else name
        if verb not in ("/start", "/resume") or dialogue not in self.ctx.content.dialogues:
            return ()
        title = self.ctx.content.dialogues[dialogue].raw.title
        return phrase(title[self.ctx.person.language])
