"""Someone for whom things are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import count
from typing import Any

from dialogues.calendar.schedule import Schedule
from dialogues.calendar.timezones import ZONE, zone_of
from dialogues.definition.content import Content
from dialogues.dispatcher import handle
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.member import Membership, Right
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.domain.round import Round
from dialogues.messages.events import (
    Event,
    FireChange,
    MessageCreated,
)
from dialogues.messages.inputs import Input, Timeout
from dialogues.turn.person import Person
from dialogues.turn.result import TurnResult
from frameworks.groups.rules import Rules
from tests.support.commands import as_a_page_says_it, command
from tests.support.content import loaded

CONTENT = loaded()
TUESDAY = datetime(2027, 1, 12, 10, 0, tzinfo=zone_of(ZONE)).timestamp()
HOUR, DAY = 3600.0, 86400.0


class Someone:
    """A person at the desk, with a clock."""

    def __init__(self, content: Content = CONTENT) -> None:
        self.content, self.person, self.now = content, Person("p", "nl"), TUESDAY
        self.visit, self.ids = TurnResult(), count(1)

    def give(self, *inputs: Input) -> Someone:
        for given in inputs:
            self.visit = handle(
                self.content, self.person, as_a_page_says_it(given), self.now, self.new_id
            )
        return self

    def new_id(self) -> str:
        return f"s{next(self.ids)}"

    def do(self, data: str) -> Someone:
        return self.give(command(data))

    def due(self, *names: tuple[str, str, int], prompted: float = 0.0) -> Someone:
        (kind, subject, slot), *others = names
        also = tuple((*one, self.now) for one in others)
        return self.give(Timeout(kind, subject, slot, self.now, prompted, also))

    @property
    def events(self) -> list[Event]:
        return self.visit.events

    @property
    def fires(self) -> list[FireChange]:
        return self.visit.fires

    @property
    def said(self) -> str:
        return "\n".join(e.text for e in self.events if isinstance(e, MessageCreated))

    @property
    def buttons(self) -> dict[str, str]:
        prompts = [e.prompt for e in self.events if isinstance(e, MessageCreated)]
        return {b.label: b.data for p in prompts if p for b in p.choices}

    # --- what they take part in

    def weekly(self, weekday: int = 3, **changes: Any) -> Someone:
        """A pulse of their own, on Thursdays at nine."""
        schedule = Schedule(date(2027, 1, 1), "weekly", weekday=weekday)
        own = replace(PulseSchedule("p", schedule, person="p"), **changes)
        self.person.schedules = [own]
        return self

    def member(self, name: str = "g", right: Right = "member", **changes: Any) -> Someone:
        """In a collaboration of which a pulse is open for five days."""
        group = Collaboration(name, f"Groep {name}", ("A",), "running", Rules(), chat="-1")
        one = Round(f"r{name}", "undercurrent", self.now, group.closing(date(2027, 1, 17)),
                    Rules(), pulse=True)  # fmt: skip
        one = replace(one, **changes)
        found = Membership(f"m{name}", right, group, "A", "council", rounds=[one])
        self.person.memberships.append(found)
        return self
