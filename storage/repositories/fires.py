"""Fires: the moments at which something is due. Each is taken once, with the turn that it causes.

`due` only looks. What is taken is claimed in the transaction of its turn, so that a kill leaves
either both or neither. PostgreSQL skips a fire that another replica has in hand, and one of a
person whom another replica serves just then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from storage.core.schema import addresses, fires, inbox, members, people, rounds
from storage.database.unit_of_work import Work
from storage.database.upsert import upsert


@dataclass(frozen=True, slots=True)
class Fire:
    """Something is due for a person.

    kind: one of `dialogues.notifications.kinds`
    subject: what it is about; the kind says which
    slot: tells it from other fires of its kind and subject
    person: id of who hears of it
    due: seconds since the epoch
    """

    kind: str
    subject: str
    slot: int
    person: str
    due: float

    @property
    def key(self) -> str:
        return key(self.kind, self.subject, self.slot)


def key(kind: str, subject: str, slot: int) -> str:
    """What is unique about a fire."""
    return f"{kind}/{subject}/{slot}"


@dataclass(frozen=True, slots=True)
class DueFires:
    """What is due for a person.

    fire: the one that was due first
    place: the channel and address that they used last; None when none reaches them
    prompted: when their last one was said, in seconds since the epoch; 0 for never
    also: the others
    """

    fire: Fire
    place: tuple[str, str] | None
    prompted: float
    also: tuple[Fire, ...] = ()


class FireState(NamedTuple):
    """A fire as its person may see it.

    kind: one of `dialogues.notifications.kinds`
    about: its subject
    due: seconds since the epoch
    status: pending, done or skipped
    ended: when it was said or left out
    """

    kind: str
    about: str
    due: float
    status: str
    ended: float | None


async def of_person(work: Work, person: str) -> list[FireState]:
    """All of a person's, for their own export, the earliest first."""
    rows = await work.connection.execute(
        select(fires.c.kind, fires.c.subject, fires.c.due, fires.c.status, fires.c.done_at)
        .where(fires.c.person == person)
        .order_by(fires.c.due, fires.c.id)
    )
    return [FireState(*row) for row in rows]


async def add(work: Work, new: Iterable[Fire]) -> None:
    """Set fires."""
    rows = [
        {
            "key": fire.key,
            "person": fire.person,
            "due": fire.due,
            "kind": fire.kind,
            "subject": fire.subject,
            "status": "pending",
        }
        for fire in new
    ]
    if rows:
        await work.connection.execute(insert(fires), rows)


async def add_once(
    work: Work, one: Fire, status: str = "pending", done_at: float | None = None
) -> bool:
    """Set a fire, unless there has been one with its key; returns whether there had not."""
    row = {"key": one.key, "person": one.person, "due": one.due, "kind": one.kind}
    row |= {"subject": one.subject, "status": status, "done_at": done_at}
    statement = upsert(work, fires).values(**row)
    statement = statement.on_conflict_do_nothing(index_elements=["key"])
    return (await work.connection.execute(statement)).rowcount > 0


async def due(work: Work, now: float, most: int) -> list[DueFires]:
    """What is due at `now` (seconds since the epoch), the earliest first, at most `most`.

    By person: they hear of it all at once.
    """
    rows = await work.connection.execute(
        select(fires.c.key, fires.c.kind, fires.c.subject, fires.c.person, fires.c.due)
        .where(fires.c.status == "pending", fires.c.due <= now)
        .order_by(fires.c.due)
        .limit(most)
    )
    found: dict[str, list[Fire]] = {}
    for name, kind, subject, person, moment in rows:
        slot = int(name.rpartition("/")[2])
        found.setdefault(person, []).append(Fire(kind, subject, slot, person, moment))
    if not found:
        return []
    places, prompted = await _places(work, found), await _prompted(work, found)
    return [
        DueFires(first, places.get(person), prompted.get(person, 0.0), tuple(also))
        for person, (first, *also) in found.items()
    ]


async def _places(work: Work, persons: Collection[str]) -> dict[str, tuple[str, str]]:
    """By person the address that was used last, of those that can be reached."""
    used = (
        select(func.coalesce(func.max(inbox.c.id), 0))
        .where(inbox.c.channel == addresses.c.channel, inbox.c.address == addresses.c.address)
        .scalar_subquery()
    )
    rows = await work.connection.execute(
        select(addresses.c.person, addresses.c.channel, addresses.c.address)
        .where(addresses.c.person.in_(persons), addresses.c.reachable == 1)
        .order_by(used)
    )
    return {person: (channel, address) for person, channel, address in rows}


async def _prompted(work: Work, persons: Collection[str]) -> dict[str, float]:
    rows = await work.connection.execute(
        select(fires.c.person, func.max(fires.c.done_at).label("said"))
        .where(fires.c.person.in_(persons), fires.c.status == "done")
        .group_by(fires.c.person)
    )
    return {row.person: row.said for row in rows}


async def claim(work: Work, wanted: Mapping[str, tuple[str, str]]) -> set[str]:
    """Take fires, `wanted[key]` each for its (channel, address).

    Returns the keys that are still there to take. Its person is locked with it, so that this never
    waits for a person's own turn.
    """
    if not wanted:
        return set()
    rows = await work.connection.execute(
        select(fires.c.key, addresses.c.channel, addresses.c.address)
        .join(people, people.c.id == fires.c.person)
        .join(addresses, addresses.c.person == fires.c.person)
        .where(fires.c.key.in_(wanted), fires.c.status == "pending", addresses.c.reachable == 1)
        .with_for_update(of=[fires, people], skip_locked=True)
    )
    return {name for name, *place in rows if wanted[name] == tuple(place)}


async def move(work: Work, moved: Mapping[tuple[str, str], float]) -> None:
    """Set fires to another moment, `moved[key, person]` in seconds since the epoch.

    Also one that was said already.
    """
    for (name, person), moment in moved.items():
        await work.connection.execute(
            update(fires)
            .where(fires.c.key == name, fires.c.person == person)
            .values(status="pending", due=moment, done_at=None)
        )


async def settle(work: Work, ends: Mapping[str, str], now: float) -> None:
    """Note how fires ended, `ends[key]`: `done` when something was said, else `skipped`."""
    if ends:
        statement = (
            update(fires)
            .where(fires.c.key == bindparam("which"), fires.c.status == "pending")
            .values(status=bindparam("end"), done_at=now)
        )
        rows = [{"which": name, "end": end} for name, end in ends.items()]
        await work.connection.execute(statement, rows)


async def drop_of(work: Work, person: str, subject: str) -> None:
    """Nothing is to be said to a person about this subject."""
    await work.connection.execute(
        delete(fires).where(fires.c.person == person, fires.c.subject == subject)
    )


async def drop_slot(work: Work, kind: str, subjects: Collection[str], slot: int) -> None:
    """Those of one kind and slot about these subjects."""
    names = [key(kind, subject, slot) for subject in subjects]
    await work.connection.execute(delete(fires).where(fires.c.key.in_(names)))


async def drop_of_member(work: Work, person: str, member: str) -> None:
    """Nor about anything that concerns them as this member."""
    await work.connection.execute(
        delete(fires).where(fires.c.person == person, fires.c.subject.endswith(f".{member}"))
    )


async def drop_about(work: Work, collaboration: str) -> None:
    """Nothing is to be said to members about a collaboration, and about its rounds."""
    ours = select(rounds.c.id).where(rounds.c.collaboration == collaboration)
    who = select(members.c.person).where(members.c.collaboration == collaboration)
    for name in [collaboration, *(await work.connection.execute(ours)).scalars().all()]:
        about = fires.c.subject.startswith(f"{name}.")
        await work.connection.execute(delete(fires).where(fires.c.person.in_(who), about))
