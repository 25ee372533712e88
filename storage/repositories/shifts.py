"""The secret of the shifts: a key of its own, sealed like all else, that no export holds."""

from __future__ import annotations

from sqlalchemy import select

from frameworks.groups.shifts import Shifts
from storage.core.schema import meta
from storage.database.shift_key import PLACE, ROW
from storage.database.unit_of_work import Work


async def shifts(work: Work) -> Shifts:
    """The coins of everybody."""
    row = await work.connection.execute(select(meta.c.data).where(meta.c.name == ROW))
    return Shifts(work.vault.open(row.scalar_one(), PLACE))
