"""What collaborations cost: many small ones, and rounds of thousands.

    python -m tests.bench.groups FOLDER --small 500 --large 2000 10000

The production storage on real SQLite. Prints how long it takes to open a round, to publish its
result (and the engine's part of that), and an ordinary turn of who is in a collaboration beside
that of who is in none.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import random
import statistics
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from bot.messages.messages import Inbound
from bot.services import effects
from bot.services import rounds as rounds_service
from bot.turns.processor import Turns
from dialogues.authoring.loader import load
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.effects import BallotCast, CollaborationMade, Joined, RoundOpened
from dialogues.domain.member import ROLES, Membership
from dialogues.domain.round import Round
from dialogues.messages.inputs import Command, Input, Typed
from dialogues.turn.person import Person
from frameworks.definition.model import Framework
from frameworks.groups.publish import publish
from frameworks.groups.rules import Rules
from frameworks.groups.shifts import Shifts
from storage.database.unit_of_work import Store
from storage.repositories import people, rounds
from tests.bench.fill import url

FRAMEWORK, NOW, DAYS = "success_factors", 1_800_000_000.0, 14 * 86400.0
TOWNS = tuple(f"Gemeente {letter}" for letter in "ABCDEFGHIJKLMNOPQRST")
PUBLISHED, USERS, BATCH, TIMES = 10, 200, 20, 7
TURNS: list[Input] = [
    Command("start", "core_questions now"), Typed("1"), Command("back"), Typed("2"),
    Command("pause"), Command("menu"), Command("stop"),
]  # fmt: skip
ids, updates = (f"{number:012x}" for number in count(1)), count()


def ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


async def gather(store: Store, size: int, channel: str) -> tuple[Collaboration, list[Membership]]:
    """A collaboration with so many members, spread over municipalities and roles."""
    towns = TOWNS[: max(2, min(len(TOWNS), size // 100))]
    group = Collaboration(next(ids), f"Samenwerking van {size}", towns, "running", Rules())
    found = [
        Membership(next(ids), "member", group, towns[n % len(towns)], ROLES[n % len(ROLES)])
        for n in range(size)
    ]
    persons = [Person(next(ids), "nl") for _ in found]
    async with store.begin() as work:
        places = [((channel, f"{group.id}/{n}"), one) for n, one in enumerate(persons)]
        await people.add_people(work, places, NOW)
        await effects.apply(work, [CollaborationMade(group, persons[0].id)], NOW)
        for one, person in zip(found[1:], persons[1:], strict=True):
            await effects.apply(work, [Joined(one, person.id, "")], NOW)
    return group, found


def ballot(framework: Framework, round_id: str, member: str, chance: random.Random) -> BallotCast:
    asked = [statement.id for item in framework.items for statement in item.statements]
    rated = {one: float(chance.choice((1, 2, 3, 3, 4, 4, 5))) for one in asked}
    important = tuple(chance.sample([item.id for item in framework.items], 3))
    return BallotCast(round_id, member, rated, important, f"Een regel van {member}.", True)


async def a_round(
    store: Store, group: Collaboration, found: Sequence[Membership], framework: Framework
) -> tuple[float, float, float]:
    """Open it, fill it in and close it; seconds for opening, for closing, and for the engine."""
    one, chance = Round(next(ids), framework.id, NOW, NOW + DAYS, group.rules), random.Random(1)
    began = time.perf_counter()
    async with store.begin() as work:
        await effects.apply(work, [RoundOpened(group, one)], NOW)
    opened = time.perf_counter()
    async with store.begin() as work:
        for member in found[1:]:
            await rounds_service.apply(work, ballot(framework, one.id, member.id, chance), NOW)
        sent = await rounds.ballots_of(work, one.id)
    working = time.perf_counter()
    publish(framework, sent, group.rules, Shifts(b"bench"), chance)
    published = time.perf_counter()
    async with store.begin() as work:
        assert await rounds_service.close(work, group.id, one.id, {framework.id: framework}, NOW)
    closed = time.perf_counter()
    return opened - began, closed - published, published - working


async def a_turn(turns: Turns, channel: str, places: Sequence[str]) -> float:
    """CPU seconds for an ordinary turn, in batches as a poll brings them."""
    gc.collect()
    began = time.process_time()
    for given in TURNS:
        for first in range(0, len(places), BATCH):
            some = places[first : first + BATCH]
            batch = [Inbound(channel, str(next(updates)), one, given, NOW) for one in some]
            await turns.apply(batch)
    return (time.process_time() - began) / len(TURNS) / len(places)


async def main(folder: Path, small: int, large: Sequence[int]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    content = load()
    framework = content.frameworks[FRAMEWORK]
    store = await Store.open(url(folder), folder / "key")
    turns = Turns(content, store, lambda: NOW)
    began = time.perf_counter()
    for _ in range(small):
        group, found = await gather(store, 12, "telegram")
        await a_round(store, group, found, framework)
    print(f"{small} collaborations of 12, each with a round: {time.perf_counter() - began:.1f} s")
    for size in large:
        group, found = await gather(store, size, "telegram")
        opened, closed, engine = await a_round(store, group, found, framework)
        print(f"{size:,} members: open {ms(opened)}, close {ms(closed)}; engine {ms(engine)}")
    group, found = await gather(store, USERS, "telegram")
    for _ in range(PUBLISHED):
        await a_round(store, group, found, framework)
    async with store.begin() as work:
        going = Round(next(ids), FRAMEWORK, NOW, NOW + DAYS, group.rules)
        await effects.apply(work, [RoundOpened(group, going)], NOW)
    inside = [f"{group.id}/{number}" for number in range(USERS)]
    outside = [f"alone/{number}" for number in range(USERS)]
    alone, together = [], []
    for _ in range(TIMES):
        alone.append(await a_turn(turns, "telegram", outside))
        together.append(await a_turn(turns, "telegram", inside))
    one, other = statistics.median(alone[1:]), statistics.median(together[1:])
    print(
        f"a turn alone {one * 1e6:,.0f} µs of CPU, of a member with {PUBLISHED} rounds published "
        f"and one open {other * 1e6:,.0f} µs: {other / one:.2f} times"
    )
    await store.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--small", type=int, default=500)
    parser.add_argument("--large", type=int, nargs="*", default=[2000, 10000])
    options = parser.parse_args()
    asyncio.run(main(options.folder, options.small, options.large))
