"""Group chats of collaborations on real databases: linked, moved, lost."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.services import effects as effects_service
from bot.services import erasure
from bot.services import group_chats as group_chats_service
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.effects import (
    ChatLinked,
    CollaborationChanged,
    CollaborationMade,
    Effect,
    Joined,
    RightGiven,
)
from dialogues.domain.member import Membership
from dialogues.turn.person import Person
from frameworks.groups.rules import Rules
from storage.core.schema import fires
from storage.core.schema import people as person_table
from storage.database.unit_of_work import Store
from storage.repositories import members, people
from tests.support.postgres import on_both

pytestmark = on_both
NIGHT, MORNING = 1_790_200_000.0, 1_790_226_000.0
"""Wednesday 23 September 2026, 23.46 in Amsterdam, and what is after it at 7 in the morning."""


def group(name: str) -> Collaboration:
    return Collaboration(name, name, ("Oostdam",), "", Rules())


@pytest.fixture
async def filled(store: Store) -> Store:
    """Three collaborations, each with an owner; the first with a co-facilitator and a member."""
    persons = [Person(f"p{number}", "nl") for number in range(5)]
    new = [(("telegram", str(number)), one) for number, one in enumerate(persons)]
    co, member = (Membership(name, "member", group("a"), "Oostdam") for name in ("co", "member"))
    async with store.begin() as work:
        await people.add_people(work, new, 0.0)
    await apply(
        store,
        *(CollaborationMade(group(name), f"p{place}") for place, name in enumerate("abc")),
        Joined(co, "p3", ""),
        Joined(member, "p4", ""),
        RightGiven("a", "co", "co"),
    )
    return store


async def apply(store: Store, *effects: Effect) -> None:
    async with store.begin() as work:
        await effects_service.apply(work, effects, NIGHT)


async def linked(store: Store) -> dict[str, str]:
    """The chats by collaboration, as their owners have them."""
    async with store.begin() as work:
        rows = await work.connection.execute(select(person_table.c.id))
        found = await members.memberships(work, [row.id for row in rows])
    every = (one.collaboration for several in found.values() for one in several)
    return {one.id: one.chat for one in every}


async def told(store: Store) -> list[tuple[str, float]]:
    """Who is to hear something, and when."""
    async with store.begin() as work:
        rows = await work.connection.execute(
            select(fires.c.person, fires.c.due).where(fires.c.kind == "chat").order_by("person")
        )
        return [(row.person, row.due) for row in rows]


async def test_a_chat_is_kept_beside_all_else(filled: Store) -> None:
    """Who renames the collaboration at the same time takes nothing back."""
    await apply(filled, ChatLinked("a", "-1/5"), CollaborationChanged(group("a")))
    assert await linked(filled) == {"a": "-1/5", "b": "", "c": ""}


async def test_a_chat_moves_with_all_that_it_serves(filled: Store) -> None:
    await apply(filled, ChatLinked("a", "-1"), ChatLinked("b", "-1"), ChatLinked("c", "-2"))
    async with filled.begin() as work:
        await erasure.move_address(work, "telegram", "-1", "-1001")
    assert await linked(filled) == {"a": "-1001", "b": "-1001", "c": "-2"}


async def test_facilitators_hear_by_day_what_was_lost(filled: Store) -> None:
    """Of each collaboration that it served; members hear nothing, and nobody hears it twice."""
    await apply(filled, ChatLinked("a", "-1"), ChatLinked("b", "-1/5"), ChatLinked("c", "-12"))
    for _ in range(2):
        async with filled.begin() as work:
            await group_chats_service.lost(work, "-1", NIGHT)
    assert await linked(filled) == {"a": "", "b": "", "c": "-12"}
    heard = await told(filled)
    assert [person for person, _ in heard] == ["p0", "p1", "p3"]
    assert all(due >= MORNING for _, due in heard)


async def test_a_topic_is_lost_alone(filled: Store) -> None:
    """What is in another topic of the group, or in none, stays."""
    await apply(filled, ChatLinked("a", "-1"), ChatLinked("b", "-1/5"), ChatLinked("c", "-1/6"))
    async with filled.begin() as work:
        await group_chats_service.lost(work, "-1/5", NIGHT)
    assert await linked(filled) == {"a": "-1", "b": "", "c": "-1/6"}
    await apply(filled, ChatLinked("b", "-1/5"))
    async with filled.begin() as work:
        await group_chats_service.lost(work, "-1/5", NIGHT + 1)
    assert [person for person, _ in await told(filled)] == ["p1", "p1"]
