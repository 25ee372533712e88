"""What the pages of a collaboration read besides what a turn knows."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import func, select

from storage.core import schema
from storage.core.schema import members, rounds
from storage.database.unit_of_work import Work

AT_A_TIME = 500


async def member_count(work: Work, collaboration: str) -> int:
    """How many take part, with the facilitators."""
    rows = await work.connection.execute(
        select(func.count()).select_from(members).where(members.c.collaboration == collaboration)
    )
    return int(rows.scalar_one())


async def records(work: Work, collaboration: str, framework: str) -> dict[str, dict[str, Any]]:
    """`records[round id]` of all published rounds on one framework, the oldest first."""
    rows = await work.connection.execute(
        select(rounds.c.id, rounds.c.data)
        .where(
            rounds.c.collaboration == collaboration,
            rounds.c.framework == framework,
            rounds.c.data.is_not(None),
        )
        .order_by(rounds.c.opens, rounds.c.id)
    )
    return {row.id: orjson.loads(work.vault.open(row.data, f"rounds/{row.id}")) for row in rows}


async def person_ids(work: Work, after: str = "") -> list[str]:
    """The ids of persons, some at a time, after the one with this id."""
    rows = await work.connection.execute(
        select(schema.people.c.id)
        .where(schema.people.c.id > after)
        .order_by(schema.people.c.id)
        .limit(AT_A_TIME)
    )
    return list(rows.scalars())


async def owner_of(work: Work, session: str) -> str | None:
    """The person whose talk this is."""
    row = await work.connection.execute(
        select(schema.sessions.c.person).where(schema.sessions.c.id == session)
    )
    found: str | None = row.scalar_one_or_none()
    return found


async def place_of(work: Work, round_id: str) -> tuple[str, str, bool] | None:
    """(collaboration, framework, whether it is a pulse) of a round."""
    row = await work.connection.execute(
        select(
            schema.rounds.c.collaboration, schema.rounds.c.framework, schema.rounds.c.pulse
        ).where(schema.rounds.c.id == round_id)
    )
    found = row.one_or_none()
    return (found.collaboration, found.framework, bool(found.pulse)) if found else None
