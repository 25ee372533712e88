"""A year in the life of two collaborations, on a virtual clock and a real SQLite database.

Nothing is said but by the bot itself, in its own words: whoever reads the log of prompts reads what
these people would have read.
"""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.messages.messages import Inbound, Outbound
from bot.scheduling.scheduler import Scheduler
from bot.services import effects
from bot.turns.processor import Reply, Turns
from dialogues.calendar.timezones import ZONE, zone_of
from dialogues.definition.content import Content
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.effects import CollaborationMade, Joined
from dialogues.domain.member import Membership
from dialogues.domain.preferences import Prefs
from dialogues.messages.inputs import Input
from dialogues.turn.person import Person
from frameworks.groups.rules import Rules
from storage.core.schema import fires, rounds, schedules
from storage.database.unit_of_work import Store
from storage.repositories import people
from tests.support.commands import as_a_page_says_it, command

CHANNEL = "telegram"
MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
TOWNS = ("Aadorp", "Beemd", "Coevoort")


def at(text: str, zone: str = ZONE) -> float:
    """A moment on the clock of a zone: 2027-09-01 09:00."""
    return datetime.fromisoformat(text).replace(tzinfo=zone_of(zone)).timestamp()


@dataclass(frozen=True)
class Said:
    """One prompt as a person got it: all that was said at that moment, and the buttons below it."""

    name: str
    moment: float
    number: int
    messages: tuple[Outbound, ...]

    @property
    def words(self) -> list[str]:
        return [part.text for out in self.messages for part in out.parts]

    @property
    def buttons(self) -> dict[str, str]:
        """By label what each sends."""
        found = [b for out in self.messages if out.prompt for b in out.prompt.choices]
        return {button.label: button.data for button in found}

    def sends(self, *starts: str) -> list[str]:
        return [data for data in self.buttons.values() if data.startswith(starts)]


@dataclass
class Inhabitant:
    """Someone with a way of their own: `react` is what they do with a prompt."""

    name: str
    react: Callable[[Year, Inhabitant, Said], Awaitable[None]]
    prefs: Prefs = field(default_factory=Prefs)
    groups: tuple[str, ...] = ("a",)
    mood: float = 3.5
    blocked: bool = False
    last: Outbound | None = None
    since: list[tuple[float, Prefs]] = field(default_factory=list)
    """What they prefer from a moment on, when they changed it."""
    asked_for: set[str] = field(default_factory=set)
    """Days on which they asked to be asked again."""

    @property
    def id(self) -> str:
        return f"p-{self.name}"


class Year:
    """The world: what is due next, the bot or a person, happens next."""

    def __init__(self, store: Store, content: Content, begin: float) -> None:
        self.store, self.now, self.rng = store, begin, random.Random(7)
        ids = count(1)
        self.turns = Turns(content, store, self.clock, lambda: f"n{next(ids):011}")
        self.turns.committed.append(self._hear)
        self.scheduler = Scheduler(self.turns, self.clock)
        self.people: dict[str, Inhabitant] = {}
        self.log: list[Said] = []
        self.words: list[tuple[str, float, bool]] = []
        """Who spoke when, and whether a talk of theirs went on then. `answered` is with what they
        began, and `taps` what they tapped of a prompt."""
        self.answered: list[tuple[str, float, str]] = []
        self.taps: list[tuple[str, float, str]] = []
        self.down = (0.0, 0.0)
        self._updates, self._orders = count(1), count()
        self._plans: list[tuple[float, int, Callable[[], Awaitable[None]]]] = []
        self._heard: list[Reply] = []
        self._refused: set[str] = set()

    def clock(self) -> float:
        return self.now

    # --- what happens

    def plan(self, moment: float, act: Callable[[], Awaitable[None]]) -> None:
        if self.down[0] <= moment < self.down[1]:  # Telegram keeps it meanwhile
            moment = self.down[1] + self.rng.uniform(0, HOUR)
        heapq.heappush(self._plans, (moment, next(self._orders), act))

    async def run(self, until: float) -> None:
        """Live to a moment; during a down-time the bot does nothing at all."""
        while True:
            due = await self._due()
            acts = self._plans[0][0] if self._plans else math.inf
            self.now = max(self.now, min(due, acts))
            if self.now >= until:
                return
            if self.down[0] <= self.now < self.down[1]:
                self.now = self.down[1]
            while self._plans and self._plans[0][0] <= self.now:
                await heapq.heappop(self._plans)[2]()
            if due <= self.now:
                await self.scheduler.tick()
                await self._deliver()

    async def _due(self) -> float:
        """When the scheduler has something to do."""
        soonest = (
            select(func.min(fires.c.due)).where(fires.c.status == "pending"),
            select(func.min(schedules.c.due)),
            select(func.min(rounds.c.closes)).where(rounds.c.status == "open"),
        )
        (row,) = await self.rows(select(*(one.scalar_subquery() for one in soonest)))
        return min((moment for moment in row if moment is not None), default=math.inf)

    def _hear(self, replies: Sequence[Reply]) -> None:
        self._heard += replies

    async def _deliver(self) -> None:
        """Everybody reads what was said; who blocked us is noted as the sender would."""
        heard, self._heard = self._heard, []
        prompts: dict[int, list[Outbound]] = {}
        for row, out in heard:
            person = self.people.get(out.address)
            if person is None or person.blocked:
                self._refused.add(out.address)
                continue
            if out.prompt is not None:
                person.last = out
            if row.prompt:
                prompts.setdefault(row.after, []).append(out)
        for number, outs in prompts.items():
            said = Said(outs[0].address, self.now, number, tuple(outs))
            self.log.append(said)
            person = self.people[said.name]
            await person.react(self, person, said)
        if self._refused:
            async with self.store.begin() as work:
                for name in self._refused:
                    await people.set_reachable(work, (CHANNEL, name), False)
            self._refused = set()

    # --- what people do

    async def say(self, person: Inhabitant, *given: Input, talking: bool = False) -> None:
        """Some messages of a person, and their answers."""
        self.words.append((person.name, self.now, talking))
        await self.turns.apply(
            [
                Inbound(CHANNEL, str(next(self._updates)), person.name, one, self.now)
                for one in given
            ]
        )
        await self._deliver()

    async def tap(self, person: Inhabitant, data: str, talking: bool = False) -> None:
        await self.say(person, as_a_page_says_it(command(data)), talking=talking)

    # --- who there is

    async def begin(self, everyone: Sequence[Inhabitant]) -> None:
        """Two collaborations: `a` of all, `b` of some; the first person guides both."""
        self.people = {person.name: person for person in everyone}
        groups = {
            name: Collaboration(name, title, TOWNS, "running", Rules(k=5))
            for name, title in (("a", "Samen Zorgen"), ("b", "Waterland"))
        }
        owner = everyone[0]
        async with self.store.begin() as work:
            new = [
                ((CHANNEL, one.name), replace(Person(one.id, "nl"), prefs=one.prefs))
                for one in everyone
            ]
            await people.add_people(work, new, self.now)
            made = [CollaborationMade(group, owner.id) for group in groups.values()]
            await effects.apply(work, made, self.now)
            for place, one in enumerate(everyone):
                for name in one.groups:
                    # The owner, too, answers: as the member that founding made.
                    own = one is owner
                    member = Membership(
                        name if own else f"{name}{place:011}", "owner" if own else "member",
                        groups[name], TOWNS[place % 3], "council", one.name,
                    )  # fmt: skip
                    await effects.apply(work, [Joined(member, one.id, "")], self.now)

    async def prefs(self, person: Inhabitant) -> Prefs:
        async with self.store.begin() as work:
            return (await people.prefs_of(work, [person.id]))[person.id]

    def prefs_then(self, said: Said) -> Prefs:
        """What someone preferred when something was said."""
        person = self.people[said.name]
        return next((p for since, p in person.since[::-1] if since <= said.moment), person.prefs)

    @property
    def put_off(self) -> set[str]:
        """Who put off anything."""
        return {name for name, _, how in self.taps if how not in ("skip", "stop")}

    async def rows(self, statement: Any) -> list[Any]:
        async with self.store.begin() as work:
            return list((await work.connection.execute(statement)).all())


@asynccontextmanager
async def opened(folder: Path, content: Content, begin: float) -> AsyncIterator[Year]:
    """A world in a folder."""
    store = await Store.open(f"sqlite+aiosqlite:///{folder}/data/db.sqlite3", folder / "key")
    yield Year(store, content, begin)
    await store.close()
