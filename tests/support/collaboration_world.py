"""People around collaborations, on a real database, at the hour of a clock that tests set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.messages.messages import Inbound, Outbound
from bot.scheduling.scheduler import Scheduler
from bot.turns.processor import Reply, Turns
from dialogues.calendar.timezones import SECONDS_PER_DAY
from dialogues.definition.content import Content
from dialogues.domain.member import Membership
from dialogues.messages.events import Button
from dialogues.messages.inputs import Command, Input, Typed, parse_tap
from dialogues.messages.links import INVITATION_MARK
from dialogues.texts.catalogue import Verb
from storage.core.schema import ballots, collaborations, fires, invites, members, schedules
from storage.core.schema import rounds as round_rows
from storage.database.unit_of_work import Store
from storage.repositories import people, rounds
from tests.support.commands import as_a_page_says_it, command

OURS = (collaborations, members, invites, round_rows, ballots, fires, schedules)
TINY = "tiny_factors"
"""The smallest framework with statements: three of them."""


def at(text: str, zone: str = "Europe/Amsterdam") -> float:
    """A local time such as `2026-11-23 10:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


MONDAY = at("2026-11-23 10:00")


class Circle:
    """Gives people's inputs to the turns and remembers what each of them was told."""

    updates = 0

    def __init__(
        self, content: Content, store: Store, now: float = MONDAY, channel: str = "telegram"
    ) -> None:
        self.content, self.store, self.now, self.channel = content, store, now, channel
        self.turns = Turns(content, store, lambda: self.now)
        self.turns.links.origin, self.turns.links.username = "http://coach.test", "coach_bot"
        self.turns.committed.append(self._hear)
        self.scheduler = Scheduler(self.turns, lambda: self.now)
        self.heard: dict[str, list[Outbound]] = defaultdict(list)

    def _hear(self, replies: Sequence[Reply]) -> None:
        for row, out in replies:
            self.heard[row.address].append(out)

    def inbound(self, who: str, given: Input) -> Inbound:
        Circle.updates += 1
        sure = as_a_page_says_it(given)
        return Inbound(self.channel, f"u{Circle.updates}", who, sure, self.now)

    # --- one person

    async def give(self, who: str, *inputs: Input) -> str:
        """Inputs one after the other; returns what was said to this person meanwhile."""
        before = len(self.heard[who])
        for given in inputs:
            self.now += 1
            await self.turns.apply([self.inbound(who, given)])
        return self.said(who, before)

    async def do(self, who: str, verb: Verb, argument: str = "") -> str:
        return await self.give(who, Command(verb, argument))

    async def press(self, who: str, *labels: str) -> str:
        """Tap buttons by the beginning of what they say, each of the latest prompt."""
        before = len(self.heard[who])
        for label in labels:
            found = [one for one in self.buttons(who) if one.label.startswith(label)]
            assert found, (label, [one.label for one in self.buttons(who)])
            await self.give(who, pressed(found[0].data))
        return self.said(who, before)

    def buttons(self, who: str) -> list[Button]:
        prompts = [out.prompt for out in self.heard[who] if out.prompt]
        return [*prompts[-1].choices, *prompts[-1].verbs] if prompts else []

    def said(self, who: str, after: int = 0) -> str:
        return "\n".join(part.text for out in self.heard[who][after:] for part in out.parts)

    async def membership(self, who: str, number: int = 0) -> Membership:
        """As their next visit will see it."""
        async with self.store.begin() as work:
            place = (self.channel, who)
            return (await people.people_at(work, {place}))[place].memberships[number]

    # --- together

    async def found(
        self, owner: str, name: str = "Sociaal domein", towns: str = "Aa, Beemd", k: int = 0
    ) -> str:
        """Begin a collaboration; returns its id."""
        await self.give(owner, Command("start", "collaboration again"), Typed(name), Typed(towns))
        await self.give(owner, Typed("3"), Typed("2" if k else "1"))
        if k:
            await self.give(owner, Typed(str(k)), Typed("1"), Typed("1"))
        await self.give(owner, Typed("1"), Typed("1"))
        return self.buttons(owner)[-1].data.split()[1]

    async def invite(self, who: str, group: str, place: int = 0, role: str = "council",
                     many: int = 1) -> str:  # fmt: skip
        """Make an invitation; returns its token."""
        said = await self.do(who, "group", f"{group} invite {place} {role} {many}")
        return said.rpartition(f"/{INVITATION_MARK}")[2].split()[0] if "/i/" in said else ""

    async def join(self, who: str, token: str, name: str = "") -> str:
        await self.give(who, Command("start", INVITATION_MARK + token), Typed("1"))
        return await self.give(who, Typed(name) if name else Command("skip"))

    async def company(
        self, group: str, owner: str, each: int, towns: int = 2, role: str = "council"
    ) -> list[str]:
        """So many members for each municipality; their addresses are `a0`, `a1`, … `b0` …"""
        everyone = []
        for place in range(towns):
            token = await self.invite(owner, group, place, role, 25)
            for number in range(each):
                everyone.append(f"{'abcdefgh'[place]}{number}")
                await self.join(everyone[-1], token, f"Naam {everyone[-1]}")
        return everyone

    async def open(self, who: str, group: str, framework: str = TINY, days: int = 14) -> str:
        """Open a round; returns its id."""
        await self.do(who, "group", f"{group} open {framework} {days} yes")
        going = (await self.membership_in(who, group)).open_round(self.now)
        assert going is not None
        return going.id

    async def membership_in(self, who: str, group: str) -> Membership:
        async with self.store.begin() as work:
            place = (self.channel, who)
            known = (await people.people_at(work, {place}))[place].memberships
        return next(one for one in known if one.collaboration.id == group)

    async def fill(self, who: str, round_id: str, *points: int, line: str = "") -> str:
        """Fill in a round with statements only, from the first question to the last."""
        await self.give(who, Command("fill", round_id), Typed("1"))
        before = await self.give(who, *(Typed(str(point)) for point in points))
        if not line:
            return before + await self.do(who, "skip")
        return await self.give(who, Typed(line), Typed("1"))

    async def later(self, days: float = 0, to: float = 0) -> None:
        """Let time pass, hour by hour of working days, with all that becomes due."""
        end = to or self.now + days * SECONDS_PER_DAY
        while self.now < end:
            self.now = min(end, self.now + SECONDS_PER_DAY / 4)
            await self.scheduler.tick()

    # --- what is stored

    async def rows(self, *tables: Any) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of the tables that collaborations have, or of those that are named."""
        async with self.store.begin() as work:
            return {
                table.name: sorted(
                    (tuple(row) for row in await work.connection.execute(select(table))), key=repr
                )
                for table in tables or OURS
            }

    async def record(self, round_id: str) -> dict[str, Any]:
        async with self.store.begin() as work:
            return await rounds.record(work, round_id)


def pressed(data: str) -> Input:
    """What a channel makes of a button's data."""
    if data.startswith("/"):
        return command(data)
    tap = parse_tap(data)
    assert tap is not None
    return tap


async def gathered(circle: Circle, each: int = 3, zone: str = "1") -> tuple[str, list[str]]:
    """A collaboration with two municipalities of so many; its owner fills in nothing."""
    group = await circle.found("owner")
    return group, await circle.company(group, "owner", each)
