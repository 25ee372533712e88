"""What the pages of a collaboration read besides what a visit knows."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import func, select

from storage.schema import members, rounds
from storage.unit_of_work import Work


async def member_count(work: Work, collaboration: str) -> int:
    """How many take part, with the facilitators."""
    rows = await work.connection.execute(
        select(func.count()).select_from(members).where(members.c.collaboration == collaboration)
    )
    return int(rows.scalar_one())


async def records(work: Work, collaboration: str, framework: str) -> dict[str, dict[str, Any]]:
    """The records of all published rounds on one framework, by round, the oldest first."""
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
