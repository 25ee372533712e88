"""A collaboration for tests: played through the turns, answered straight into storage."""

from __future__ import annotations

import random
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.messages.messages import Inbound, Outbound
from bot.services import rounds as rounds_service
from bot.turns.processor import Turns
from dialogues.domain.effects import BallotCast
from dialogues.domain.member import Membership
from dialogues.messages.inputs import Command, Input, Typed, parse_tap
from dialogues.texts.catalogue import Verb
from frameworks.definition.model import Framework
from storage.repositories import members, people, rounds
from tests.support.commands import as_a_page_says_it

TOWNS = ("Aadorp", "Beemd", "Coevoort")
Address = tuple[str, str]


@dataclass
class Group:
    """A collaboration with people in it, by name the address that each has."""

    turns: Turns
    owner: Address = ("telegram", "1")
    id: str = ""
    people: dict[str, Address] = field(default_factory=dict)

    async def give(self, who: Address, given: Input) -> list[Outbound]:
        """One input, and what we say to it."""
        said: list[Outbound] = []
        hear = lambda replies: said.extend(out for _, out in replies)  # noqa: E731
        self.turns.committed.append(hear)
        update = secrets.token_hex(8)
        await self.turns.apply([Inbound(who[0], update, who[1], given, self.turns.clock())])
        self.turns.committed.remove(hear)
        return said

    async def command(self, who: Address, verb: Verb, argument: str = "") -> list[Outbound]:
        return await self.give(who, as_a_page_says_it(Command(verb, argument)))

    async def tap(self, who: Address, said: Sequence[Outbound], place: int) -> list[Outbound]:
        prompt = said[-1].prompt
        assert prompt is not None
        tap = parse_tap(prompt.choices[place].data)
        assert tap is not None
        return await self.give(who, tap)

    async def found(self, name: str = "Sociaal domein", towns: Sequence[str] = TOWNS) -> str:
        """The owner begins it; k is 5, municipalities are compared first."""
        await self.command(self.owner, "start", "collaboration")
        await self.give(self.owner, Typed(name))
        said = await self.give(self.owner, Typed(", ".join(towns)))
        for place in (2, 0, 0, 0):
            said = await self.tap(self.owner, said, place)
        prompt = said[-1].prompt
        assert prompt is not None
        self.id = prompt.choices[-1].data.split()[1]
        return self.id

    async def invite(self, place: int = 0, role: str = "council", many: int = 25) -> str:
        """The token of a new invitation."""
        said = await self.command(self.owner, "group", f"{self.id} invite {place} {role} {many}")
        found = re.search(r"/i/(i-\w+)", " ".join(p.text for p in said[-1].parts))
        assert found, said
        return found[1]

    async def join(self, who: Address, name: str, token: str) -> None:
        said = await self.command(who, "start", token)
        await self.tap(who, said, 0)
        await self.give(who, Typed(name))
        self.people[name] = who

    async def members(self) -> dict[str, Membership]:
        """All, by name."""
        async with self.turns.store.begin() as work:
            owner = (await people.people_at(work, {self.owner}))[self.owner]
            group = next(
                m.collaboration for m in owner.memberships if m.collaboration.id == self.id
            )
            return {m.name: m for m in await members.all_members(work, group)}

    async def open(self, framework: str = "success_factors", days: int = 14) -> str:
        """The id of a round that is open now."""
        await self.command(self.owner, "group", f"{self.id} open {framework} {days} yes")
        async with self.turns.store.begin() as work:
            return (await rounds.of(work, self.id))[-1].id

    async def answer(self, round_id: str, ballots: Mapping[str, BallotCast]) -> None:
        async with self.turns.store.begin() as work:
            for ballot in ballots.values():
                await rounds_service.apply(work, ballot, self.turns.clock())

    async def close(self, round_id: str) -> None:
        await self.command(self.owner, "group", f"{self.id} close {round_id} yes")


def ballot(
    framework: Framework, round_id: str, member: str, seed: int, lean: Mapping[str, float] = {}
) -> BallotCast:
    """What someone might fill in; `lean` draws items up or down."""
    chance = random.Random(f"{member}/{seed}")
    ratings: dict[str, float | None] = {}
    for item in framework.items:
        level = lean.get(item.id, 3.0)
        for one in item.statements:
            ratings[one.id] = float(min(5, max(1, round(chance.gauss(level, 0.9)))))
    items = [item.id for item in framework.items]
    line = f"De stukken komen te laat voor ons, zegt {seed}." if chance.random() < 0.2 else ""
    return BallotCast(round_id, member, ratings, tuple(chance.sample(items, 3)), line, bool(line))
