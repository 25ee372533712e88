"""Who comes in, and where they go: greeting, menu, which talk goes on, privacy. Pure."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from dialogues.documents.commands import DocumentCommands
from dialogues.messages.documents import MARK as PAPER
from dialogues.messages.events import (
    CalendarRequested,
    EraseRequested,
    ExportRequested,
    LanguageChanged,
    Part,
)
from dialogues.messages.inputs import Command, Input, Odd, Tap, Timeout, Typed
from dialogues.messages.links import FILL, MARK
from dialogues.preferences.commands import PreferenceCommands
from dialogues.turn.context import TurnContext
from dialogues.turn.menus import welcome
from dialogues.turn.person import Person
from dialogues.turn.result import TurnResult

if TYPE_CHECKING:
    from dialogues.definition.content import Content


def handle(
    content: Content, visitor: Person, given: Input, now: float, new_id: Callable[[], str]
) -> TurnResult:
    """Take in one input of a person. Changes the visitor's language, answers and kept sessions."""
    desk = Dispatcher(content, visitor, now, new_id)
    match given:
        case Command(verb, argument):
            desk.command(verb, argument)
        case Tap():
            desk.tap(given)
        case Typed(text):
            desk.typed(given, content.catalogue.phrase(text, visitor.language))
        case Odd():
            desk.odd(given)
        case Timeout():
            desk.prompts.due(given)
    return desk.visit


class Dispatcher(TurnContext):
    """The desk, and what else one can ask there."""

    @cached_property
    def papers(self) -> DocumentCommands:
        """What this person can take along."""
        return DocumentCommands(self)

    # --- what came in

    def command(self, verb: str, argument: str) -> None:
        self.papers.leave()
        match verb:
            case "start" if argument.startswith(MARK):
                self.partners.invited(argument.removeprefix(MARK))
            case "start" if argument.startswith(FILL):
                self.partners.fill(argument.removeprefix(FILL))
            case "group":
                self.partners.command(argument)
            case "fill":
                self.partners.fill(argument)
            case "linked":
                self.partners.linked(argument)
            case "start" if argument or self.content.start:
                self.begin(*(argument or self.content.start).split())
            case "start":
                first = welcome(self.content, self.visitor.language)
                self.message(first.parts, self.menu())
            case "menu":
                self.tell("menu", self.menu(), kind="strong")
            case "language":
                self.language(argument)
            case "privacy":
                self.privacy()
            case "export":
                self.visit.events.append(ExportRequested())
            case "erase":
                self.erase(argument)
            case "settings":
                PreferenceCommands(self).command(argument)
            case "pulse":
                self.pulses.command(argument)
            case "later":
                self.prompts.later(*argument.split())
            case "calendar":
                self.visit.events.append(CalendarRequested())
            case "summary":
                self.papers.command(argument)
            case "resume":
                self.resume(argument)
            case "more":
                self.more(argument)
            case "remind":
                self.remind(*argument.split())
            case _:
                self.in_talk(verb, argument)

    def in_talk(self, verb: str, argument: str) -> None:
        """A verb for the talk that is going on; `edit ID` opens one that has ended."""
        named = self.find(argument) if verb == "edit" else None
        talk = named or self.active()
        if talk is not None:
            self.on(talk, Command(verb, "" if named else argument))  # type: ignore[arg-type]
        elif verb == "help":
            self.tell("commands_help", self.menu())
        else:
            self.tell("nothing_open", self.menu())

    def more(self, argument: str) -> None:
        """More advice in a talk, also after its end."""
        talk = self.find(argument) or self.active() or self.last("completed")
        if talk is None:
            self.tell("nothing_open", self.menu())
        else:
            self.on(talk, Command("more"))

    def tap(self, tap: Tap) -> None:
        self.papers.leave()
        talk = self.find(tap.session)
        if tap.session.startswith(PAPER):
            self.papers.tap(tap)
        elif talk is None:
            self.notice()
        elif talk.status == "active" or tap.what.startswith("edit"):
            self.on(talk, tap)
        elif talk.status == "completed":
            self.notice()
        else:
            self.waiting(talk)

    def typed(self, given: Typed, verb: str | None) -> None:
        talk = self.active()
        if self.papers.asks:
            self.papers.typed(given.text, verb)
        elif talk is not None:
            self.on(talk, given)
        elif verb is not None:
            self.command(verb, "")
        elif paused := self.last("paused"):
            self.waiting(paused)
        else:
            self.tell("nothing_open", self.menu())

    def odd(self, given: Odd) -> None:
        talk = self.active()
        if talk is not None:
            self.on(talk, given)
        else:
            self.tell(f"odd_{given.kind}", self.menu())

    # --- the person

    def language(self, argument: str) -> None:
        talk = self.active()
        if talk is not None:
            self.on(talk, Command("language", argument))
            return
        other = "en" if self.visitor.language == "nl" else "nl"
        self.visitor.language = argument if argument in ("nl", "en") else other
        self.visit.known = True
        self.visit.events.append(LanguageChanged(self.visitor.language))
        self.tell("language_is", self.menu())

    def privacy(self) -> None:
        keys = ("privacy", "privacy_where", "privacy_who", "privacy_long")
        parts = tuple(Part("text", self.say(key)) for key in keys)
        self.message(parts, self.buttons("export", "erase", "menu"))

    def erase(self, argument: str) -> None:
        match argument:
            case "yes":
                self.visit.events.append(EraseRequested())
                self.visitor.kept, self.visitor.shared, self.visitor.draft = [], {}, None
                self.message((Part("text", self.say("erased")),), None)
            case "no":
                self.tell("not_erased", self.menu())
            case _:
                self.tell("erase_sure", self.choose(erase_yes="/erase yes", erase_no="/erase no"))
