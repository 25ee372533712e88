"""A collaboration in Telegram, set up in the database, and what tests look at in it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.services import effects
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.effects import BallotCast, CollaborationMade, Joined, RoundOpened
from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from dialogues.turn.person import Person
from frameworks.groups.rules import Rules
from storage.repositories import people
from tests.fake_bot_api.server import Chat
from tests.support.present import present

if TYPE_CHECKING:
    from tests.support.telegram_coach import Coach

GROUP = Collaboration("0123456789ab", "Vechtstreek", ("Oostdam", "Westdam"), "", Rules(k=3))
ROUND = "ba9876543210"
DAY = 86400


async def founded(coach: Coach, owner: Chat, group: Collaboration = GROUP) -> None:
    if await coach.person(owner) is None:
        await owner.says("/start")
        await owner.hears(lambda message: message.reply_markup)
    person = await coach.person(owner)
    assert person
    async with coach.store.begin() as work:
        await effects.apply(work, [CollaborationMade(group, person.id)], coach.turns.clock())


async def joined(coach: Coach, chat: Chat, member: str, group: Collaboration = GROUP) -> None:
    """Make someone a member of the collaboration."""
    membership = Membership(member, "member", group, "Oostdam", "council", "")
    address = ("telegram", str(chat.id))
    async with coach.store.begin() as work:
        person = (await people.people_at(work, {address})).get(address)
        if person is None:
            person = Person(f"person of {member}", "nl")
            await people.add_people(work, [(address, person)], 0.0)
        await effects.apply(work, [Joined(membership, person.id, "")], coach.turns.clock())


async def opened(coach: Coach) -> None:
    now = coach.turns.clock()
    one = Round(ROUND, "success_factors", now, now + 7 * DAY, GROUP.rules)
    async with coach.store.begin() as work:
        await effects.apply(work, [RoundOpened(GROUP, one)], now)


async def answered(coach: Coach, many: int) -> None:
    """So many members sent in the same spread of scores."""
    for number in range(many):
        await joined(coach, coach.api.user(50 + number), f"m{number}")
        rated = {
            statement.id: float(1 + (number + place) % 5)
            for place, item in enumerate(coach.content.frameworks["success_factors"].items)
            for statement in item.statements
        }
        async with coach.store.begin() as work:
            await effects.apply(work, [BallotCast(ROUND, f"m{number}", rated)], coach.turns.clock())


async def way(owner: Chat, name: str = GROUP.id) -> str:
    """The link that this facilitator gets."""
    await owner.says(f"/group {name} chat new")
    message = await owner.hears("kies de groep")
    url = present(message.reply_markup).inline_keyboard[0][0].url
    assert url
    return url


async def chat_of(coach: Coach, owner: Chat, name: str = GROUP.id) -> str:
    person = await coach.person(owner)
    assert person
    return next(m for m in person.memberships if m.collaboration.id == name).collaboration.chat


async def settled(coach: Coach, update: int) -> None:
    await coach.api.until(lambda: update in coach.api.updates.confirmed)
    await asyncio.sleep(0.3)


async def agrees(chat: Chat, text: str) -> None:
    """Someone types what has consequences, is asked whether they are sure, and says yes."""
    await chat.says(text)
    await chat.hears(lambda message: "Ja, dat wil ik" in chat.buttons)
    await chat.taps("Ja, dat wil ik")
