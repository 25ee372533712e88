"""`samenspraak demo-round`: a made-up collaboration with results to look at, and its removal."""

from __future__ import annotations

import argparse
import asyncio
import random
import secrets
from collections.abc import Callable, Mapping, Sequence

from bot.cli.database import open_store, told
from bot.cli.made_up import GROUP_NAME, LINES, NOW, PULSES, ROLES, THEN, TOWNS, level, point
from bot.clock import now
from bot.config.settings import Settings
from bot.messages.links import Links
from bot.services import effects, erasure
from bot.services import rounds as rounds_service
from bot.services.pulses import pulse_round
from dialogues.authoring.loader import load
from dialogues.calendar.timezones import SECONDS_PER_DAY
from dialogues.definition.content import Content
from dialogues.definition.round_template import rateable
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.effects import (
    BallotCast,
    CollaborationMade,
    Joined,
    ResultShared,
    RoundOpened,
)
from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from dialogues.turn.person import Person
from frameworks.definition.model import Framework
from frameworks.groups.rules import Rules
from storage.core.errors import StorageError
from storage.database.unit_of_work import Store, Work
from storage.repositories import fires, people

CHANNEL, OWNER, MEMBER = "web", "demo", "demo-{}"
"""Its people are in the web chat, at addresses that no browser gets."""
ROUNDS, PULSED = (220, 30), (150, 110, 70)
"""Days ago on which each opened."""
DAYS = 14
ABSENT = 1
"""So many members let each of them pass."""
Levels = Callable[[str, str, int], float]
"""About how an item is rated: by its id, a municipality, and its place in the framework."""


@told
def demo_round(options: argparse.Namespace, settings: Settings) -> int:
    """Fill in a made-up collaboration and give the way into it, or remove it."""
    return asyncio.run(_remove(settings) if options.remove else _fill(settings, options.lang))


async def _fill(settings: Settings, language: str) -> int:
    content = load(settings.content)
    async with open_store(settings, new=True) as store:
        group = await found(store) or await play(store, content, language)
        links = Links(store.vault.secrets("links"), now)
    links.origin = settings.web_address(settings.web_port).rstrip("/")
    print(f"{group.name}: {len(TOWNS) * len(ROLES)} members, two rounds and three pulses.")
    print("None of it is real. Who guides it comes in here, within an hour, once the coach runs:")
    print(links.page(CHANNEL, OWNER, f"/groups/{group.id}"))
    return 0


async def _remove(settings: Settings) -> int:
    async with open_store(settings) as store:
        if await found(store) is None:
            raise StorageError("there is no made-up collaboration here")
        await remove(store)
    print("The made-up collaboration and all its members are gone.")
    return 0


async def found(store: Store) -> Collaboration | None:
    """The made-up collaboration, if it is there."""
    async with store.begin() as work:
        owner = (await people.people_at(work, {(CHANNEL, OWNER)})).get((CHANNEL, OWNER))
        return owner.memberships[0].collaboration if owner and owner.memberships else None


async def remove(store: Store) -> None:
    """All its people are erased, and with the last who guides it the collaboration."""
    async with store.begin() as work:
        for person in (await people.people_at(work, _addresses())).values():
            await erasure.erase(work, person.id, now())


async def play(store: Store, content: Content, language: str) -> Collaboration:
    """Three municipalities with six members each, two rounds and three pulses, all of them over.

    The same is said each time; what would remind its people of anything is taken away.
    """
    name = content.catalogue.say(language, "demo_name", name=GROUP_NAME)
    group = Collaboration(secrets.token_hex(6), name, TOWNS, "running", Rules(), language)
    asked, pulse = max(rateable(content.frameworks.values()), key=_size), content.pulse
    held = [(day, asked, _leaning(about)) for day, about in zip(ROUNDS, (THEN, NOW), strict=True)]
    held += [(day, pulse, _asked(means)) for day, means in zip(PULSED, PULSES[-3:], strict=True)]
    async with store.begin() as work:
        seats = await _join(work, group, _before(ROUNDS[0] + 1))
        for days, framework, levels in sorted(held, key=lambda one: -one[0]):
            await _hold(work, group, framework, seats, _before(days), levels, framework is pulse)
        await fires.drop_about(work, group.id)
    return group


async def _join(work: Work, group: Collaboration, when: float) -> dict[str, Membership]:
    """Who guides it, and its members by id, come."""
    owner = Person(secrets.token_hex(6), group.language)
    await people.add_people(work, [((CHANNEL, OWNER), owner)], when)
    await effects.apply(work, [CollaborationMade(group, owner.id)], when)
    seats: dict[str, Membership] = {}
    for number, address in enumerate(_members()):
        town, role = TOWNS[number // len(ROLES)], ROLES[number % len(ROLES)]
        person = Person(secrets.token_hex(6), group.language)
        await people.add_people(work, [((CHANNEL, address), person)], when)
        seat = Membership(secrets.token_hex(6), "member", group, town, role, f"Lid {number + 1}")
        await effects.apply(work, [Joined(seat, person.id, "")], when)
        seats[seat.id] = seat
    return seats


async def _hold(
    work: Work,
    group: Collaboration,
    framework: Framework,
    seats: Mapping[str, Membership],
    opens: float,
    levels: Levels,
    pulse: bool,
) -> None:
    """A round or a pulse: opened, filled in by nearly all, closed, and shown to everybody."""
    name, chance = secrets.token_hex(6), random.Random(f"{framework.id}/{opens - now():.0f}")
    one = pulse_round(group, framework.id, opens, name)
    if not pulse:
        closes = group.closing(group.today(opens + DAYS * SECONDS_PER_DAY))
        one = Round(name, framework.id, opens, closes, group.rules)
    sent = [
        _ballot(name, seat, framework, levels, chance, () if pulse else LINES[place : place + 1])
        for place, seat in enumerate([*seats.values()][ABSENT:])
    ]
    await effects.apply(work, [RoundOpened(group, one), *sent], opens)
    await rounds_service.close(work, group.id, name, {framework.id: framework}, one.closes)
    await effects.apply(work, [ResultShared(group.id, name)], one.closes)


def _ballot(
    name: str,
    seat: Membership,
    framework: Framework,
    levels: Levels,
    chance: random.Random,
    lines: Sequence[str],
) -> BallotCast:
    mood = (chance.random() - 0.5) * 1.2
    ratings: dict[str, float | None] = {
        statement.id: point(levels(item.id, seat.municipality, place) + mood, chance)
        for place, item in enumerate(framework.items)
        for statement in item.statements
    }
    most = tuple(chance.sample([item.id for item in framework.items], 3))
    line = "".join(lines)
    return BallotCast(name, seat.id, ratings, most, line, bool(line))


def _leaning(about: Mapping[str, float]) -> Levels:
    return lambda item, town, _: level(about, town, item)


def _asked(means: Sequence[float]) -> Levels:
    return lambda _, __, place: means[place]


def _size(framework: Framework) -> int:
    return len(framework.items)


def _before(days: int) -> float:
    return now() - days * SECONDS_PER_DAY


def _members() -> list[str]:
    return [MEMBER.format(number + 1) for number in range(len(TOWNS) * len(ROLES))]


def _addresses() -> set[tuple[str, str]]:
    return {(CHANNEL, address) for address in (OWNER, *_members())}
