"""Someone at the desk with collaborations. Pure: what their visits change is noted here."""

from __future__ import annotations

import builtins
from itertools import count
from typing import Any, Self, TypeVar

from dialogues.calendar.timezones import SECONDS_PER_DAY
from dialogues.definition.content import Content
from dialogues.dispatcher import handle
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from dialogues.domain.round_reminders import subject
from dialogues.messages.events import MessageCreated, Noticed, Prompt
from dialogues.messages.inputs import Command, Input, Timeout, Typed
from dialogues.texts.catalogue import Verb
from dialogues.turn.person import Person
from dialogues.turn.result import TurnResult
from frameworks.groups.rules import Rules
from tests.support.collaboration_world import MONDAY, TINY, pressed
from tests.support.commands import as_a_page_says_it, plain

T = TypeVar("T")
AA = Collaboration("c1", "Sociaal domein", ("Aa", "Beemd"), "running", Rules())
GOING = Round("r1", TINY, MONDAY, AA.closing(AA.today(MONDAY + 14 * SECONDS_PER_DAY)), Rules())


class Guest:
    """A person who keeps coming back to the same desk."""

    def __init__(self, content: Content, *known: Membership, language: str = "nl") -> None:
        self.content, self.now, self.ids = content, MONDAY, count(1)
        self.person = Person("p1", language, memberships=list(known))
        self.visit, self.effects = TurnResult(), list[Any]()

    def give(self, *inputs: Input) -> Self:
        for given in inputs:
            self.now += 1
            self.visit = handle(
                self.content, self.person, as_a_page_says_it(given), self.now, self.new_id
            )
            self.effects += self.visit.effects
        return self

    def new_id(self) -> str:
        return f"s{next(self.ids)}"

    def do(self, verb: Verb, argument: str = "") -> Self:
        return self.give(Command(verb, argument))

    def type(self, *texts: str) -> Self:
        return self.give(*map(Typed, texts))

    def fires(self, kind: str, slot: int = 0, member: str = "m1") -> str:
        return self.give(Timeout(kind, subject("r1", member), slot, self.now)).text

    @property
    def messages(self) -> list[MessageCreated]:
        return [event for event in self.visit.events if isinstance(event, MessageCreated)]

    @property
    def text(self) -> str:
        events = self.visit.events
        return "\n".join(e.text for e in events if isinstance(e, MessageCreated | Noticed))

    @property
    def prompt(self) -> Prompt:
        return [one.prompt for one in self.messages if one.prompt][-1]

    @property
    def data(self) -> list[str]:
        """Of the buttons, without tokens."""
        return [plain(button.data) for button in self.prompt.choices]

    def status(self) -> dict[str, str]:
        """By session."""
        return {one.id: one.status for one in self.person.sessions}

    def press(self, place: int = 0) -> Self:
        return self.give(pressed(self.prompt.choices[place].data))

    def last(self, kind: builtins.type[T]) -> T:
        return [one for one in self.effects if isinstance(one, kind)][-1]


def a_member(right: Any = "member", number: int = 1, **more: Any) -> Membership:
    return Membership(f"m{number}", right, more.pop("group", AA), "Aa", "council", "Jan", **more)
