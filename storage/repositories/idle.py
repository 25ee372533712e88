"""People of whom nothing came for long, and visitors who never came past their first word."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.sql.elements import SQLCoreOperations

from dialogues.notifications.kinds import KEEP
from storage.core.schema import addresses, fires, inbox, invites, members, people, sessions
from storage.database.unit_of_work import Work

MAX_PEOPLE_PER_BATCH = 200
"""People a transaction: few enough that nobody who writes waits for long."""
FIRE = "fire/"
"""What the updates begin with that nobody sent: they stand for fires."""
MONTH = 30 * 24 * 3600
"""Messages are kept for so long at least; of who came before they cannot be counted."""


async def to_warn(work: Work, before: float) -> list[str]:
    """Persons of whom nothing came since `before`, and who were not told so."""
    return await _some(work, _idle(before), ~exists().where(_warned()))


async def to_erase(work: Work, before: float, warned: float) -> list[str]:
    """Persons of whom nothing came since `before`, who were told by `warned`, or could not be.

    Other replicas leave them to us until the transaction ends.
    """
    return await _some(work, _idle(before), exists().where(_warned(), fires.c.done_at <= warned))


async def first_visits(work: Work, channel: str, before: float, said_nothing: int) -> list[str]:
    """Persons who came by this channel alone, before a moment, and said no more than so much."""
    here = exists().where(addresses.c.person == people.c.id, addresses.c.channel == channel)
    elsewhere = exists().where(addresses.c.person == people.c.id, addresses.c.channel != channel)
    said = select(func.count()).where(_from(people.c.id)).scalar_subquery()
    joins = or_(
        exists().where(members.c.person == people.c.id),
        exists().where(invites.c.bound == people.c.id),
    )
    return await _some(
        work, people.c.created < before, people.c.created > before - MONTH, here, ~elsewhere,
        said <= said_nothing, ~joins,
    )  # fmt: skip


async def _some(work: Work, *which: ColumnElement[bool]) -> list[str]:
    rows = await work.connection.execute(
        select(people.c.id)
        .where(*which)
        .order_by(people.c.id)
        .limit(MAX_PEOPLE_PER_BATCH)
        .with_for_update(skip_locked=True)
    )
    return list(rows.scalars())


def _idle(before: float) -> ColumnElement[bool]:
    """Nothing came of them, nor of anybody whom they lead."""
    led, theirs = members.alias(), members.alias()
    leads = exists().where(
        led.c.person == people.c.id,
        led.c.right != "member",
        theirs.c.collaboration == led.c.collaboration,
        _active(theirs.c.person, before),
    )
    return and_(people.c.created < before, ~_active(people.c.id, before), ~leads)


def _warned() -> ColumnElement[bool]:
    """The word that all of a person goes, since which nothing came of them."""
    of_all = and_(fires.c.kind == KEEP, fires.c.subject == people.c.id)
    return and_(of_all, ~_active(people.c.id, fires.c.due))


def _active(
    person: SQLCoreOperations[str], before: float | SQLCoreOperations[float]
) -> ColumnElement[bool]:
    touched = exists().where(sessions.c.person == person, sessions.c.touched >= before)
    return or_(exists().where(_from(person), inbox.c.received >= before), touched)


def _from(person: SQLCoreOperations[str]) -> ColumnElement[bool]:
    return and_(inbox.c.person == person, ~inbox.c.update_id.startswith(FIRE))
