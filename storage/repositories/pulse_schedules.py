"""Pulse schedules: each knows only its next moment, so an idle tick reads one index."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, or_, select, update

from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.notifications.kinds import PULSE
from storage.core.schema import fires, schedules
from storage.database.unit_of_work import Work
from storage.database.upsert import upsert


@dataclass(frozen=True, slots=True)
class DueSchedule:
    """A schedule of which a moment has come: its `slot`, and `due` in seconds since the epoch."""

    schedule: PulseSchedule
    slot: int
    due: float


async def load(
    work: Work, persons: Collection[str], collaborations: Collection[str]
) -> list[PulseSchedule]:
    """The schedules of persons and of collaborations."""
    rows = await work.connection.execute(
        select(schedules).where(
            or_(
                schedules.c.person.in_(list(persons)),
                schedules.c.collaboration.in_(list(collaborations)),
            )
        )
    )
    return [_schedule(work, row) for row in rows]


def _schedule(work: Work, row: Row[Any]) -> PulseSchedule:
    text = work.vault.open(row.data, f"rhythms/{row.id}")
    return PulseSchedule.load(
        text, id=row.id, person=row.person, collaboration=row.collaboration, on=bool(row.going)
    )


async def save(work: Work, one: PulseSchedule, due: float | None, slot: int) -> None:
    """Write a schedule with its next moment (seconds since the epoch), None when it has no more."""
    values = {
        "id": one.id,
        "person": one.person,
        "collaboration": one.collaboration,
        "going": int(one.on),
        "data": work.vault.seal(one.dump(), f"rhythms/{one.id}"),
        "due": due,
        "slot": slot,
    }
    statement = upsert(work, schedules).values(**values)
    changed = {name: values[name] for name in ("going", "data", "due", "slot")}
    await work.connection.execute(
        statement.on_conflict_do_update(index_elements=["id"], set_=changed)
    )


async def due(work: Work, now: float, most: int) -> list[DueSchedule]:
    """The schedules of which a moment has come; another replica leaves those to us."""
    rows = await work.connection.execute(
        select(schedules)
        .where(schedules.c.due <= now)
        .order_by(schedules.c.due)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return [DueSchedule(_schedule(work, row), row.slot, row.due) for row in rows]


async def advance(work: Work, passed: DueSchedule, due: float | None, slot: int) -> None:
    """Go on to another moment (seconds since the epoch), unless it was set to one meanwhile."""
    await work.connection.execute(
        update(schedules)
        .where(schedules.c.id == passed.schedule.id, schedules.c.due == passed.due)
        .values(due=due, slot=slot)
    )


async def next_due(work: Work, schedule: str) -> float | None:
    """When it comes next, in seconds since the epoch."""
    row = await work.connection.execute(select(schedules.c.due).where(schedules.c.id == schedule))
    found: float | None = row.scalar_one_or_none()
    return found


async def erase_person(work: Work, person: str) -> None:
    """A person's own schedule goes."""
    await work.connection.execute(delete(schedules).where(schedules.c.person == person))


async def end(work: Work, collaboration: str) -> None:
    """A collaboration's schedule goes, and what was due of it."""
    await work.connection.execute(
        delete(schedules).where(schedules.c.collaboration == collaboration)
    )
    ours = (fires.c.kind == PULSE, fires.c.subject == collaboration, fires.c.person == "")
    await work.connection.execute(delete(fires).where(*ours))
