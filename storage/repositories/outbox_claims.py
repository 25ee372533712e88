"""Which replica sends to whom: a line, all that waits for one address, has one sender at a time.

A line is taken with what waits in it at that moment, and given back when that is sent; what came
meanwhile is in the line when it is taken next. So nobody needs to hear what is added to a line.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, func, literal, select

from storage.core.schema import holdings, outbox
from storage.database.unit_of_work import Work
from storage.database.upsert import upsert
from storage.repositories.outbox import OutboxRow, pending_for


async def claim(work: Work, channel: str, me: str, most: int) -> list[OutboxRow]:
    """Take free lines, those that wait longest first; returns what waits in them, in order.

    Raises StorageError, at the end of the transaction at the latest, when we were signed off.
    """
    held = select(holdings.c.name).where(
        holdings.c.kind == channel, holdings.c.name == outbox.c.address
    )
    free = (
        select(outbox.c.address)
        .where(outbox.c.channel == channel, outbox.c.status == "pending", ~held.exists())
        .group_by(outbox.c.address)
        .order_by(func.min(outbox.c.id))
        .limit(most)
        .subquery()
    )
    wanted = select(literal(channel), free.c.address, literal(me)).order_by(free.c.address)
    taken = await work.connection.execute(
        upsert(work, holdings)
        .from_select(["kind", "name", "holder"], wanted)
        .on_conflict_do_nothing()
        .returning(holdings.c.name)
    )
    return await pending_for(work, channel, taken.scalars().all())


async def release(work: Work, channel: str, me: str, addresses: Collection[str]) -> None:
    """Give lines back, in the transaction that writes down what was sent in them."""
    await work.connection.execute(
        delete(holdings).where(
            holdings.c.kind == channel, holdings.c.holder == me, holdings.c.name.in_(addresses)
        )
    )
