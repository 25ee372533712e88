"""Who is there: each replica signs on, gives signs of life, and is signed off when it gives none.

What a replica holds goes with it, by the database's own rule. All times are the database's: clocks
of machines differ. A lease that has run out is still good until somebody ends it, and that is only
done by who has been watching all the time: after a stop of the database everyone comes first to
renew their own.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Float, cast, delete, func, insert, select, update

from storage.core.schema import holdings, replicas
from storage.database.unit_of_work import Work
from storage.database.upsert import upsert

ROLE = "role"


def _now() -> ColumnElement[float]:
    return cast(func.extract("epoch", func.clock_timestamp()), Float)


async def sign_on(work: Work, me: str, lease: float) -> None:
    """Be there, under an id that nobody had before; `lease` in seconds."""
    await work.connection.execute(insert(replicas).values(id=me, until=_now() + lease))


async def renew(work: Work, me: str, lease: float) -> bool:
    """A sign of life, for `lease` seconds more.

    False when we were signed off meanwhile, and hold nothing any more.
    """
    done = await work.connection.execute(
        update(replicas).where(replicas.c.id == me).values(until=_now() + lease)
    )
    return done.rowcount == 1


async def sign_off_dead(work: Work) -> int:
    """End leases that have run out; returns how many. Only for who has watched a whole lease."""
    done = await work.connection.execute(delete(replicas).where(replicas.c.until < _now()))
    return done.rowcount


async def sign_off(work: Work, me: str) -> None:
    """Leave in good order: others need not wait for the end of our lease."""
    await work.connection.execute(delete(replicas).where(replicas.c.id == me))


async def lead(work: Work, role: str, me: str) -> bool:
    """Take or keep a role that only one replica has at a time."""
    await work.connection.execute(
        upsert(work, holdings).values(kind=ROLE, name=role, holder=me).on_conflict_do_nothing()
    )
    holder = await work.connection.execute(
        select(holdings.c.holder).where(holdings.c.kind == ROLE, holdings.c.name == role)
    )
    return holder.scalar_one_or_none() == me
