"""Marks of what is gone: made with our key, so without it they tell nothing, and soon gone too.

Of updates, so that one that its channel repeats begins nothing anew; of links that were used; and
of who was erased, so that a copy of before that is put back erases them again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

from sqlalchemy import delete, select

from storage.core.schema import fingerprints
from storage.database.unit_of_work import Work
from storage.database.upsert import upsert

A_DAY = 24 * 3600
REPEATED_SECONDS = 2 * A_DAY
"""Telegram repeats an update for a day, and the first form of the web chat works for one."""
LINK_SECONDS = 16 * A_DAY
"""Longer than any link works."""
Kind = Literal["update", "person", "link"]


class Gone(NamedTuple):
    """A row: of what kind it is, and on which day it went, counted from the epoch."""

    mark: str
    kind: str
    day: int


async def add(work: Work, kind: Kind, names: Iterable[str], now: float) -> None:
    """Mark these as gone; of when, only the day is kept. `now` in seconds since the epoch."""
    day, made = int(now // A_DAY), work.vault.fingerprints
    await take_over(work, [Gone(made(f"{kind}/{name}")[0], kind, day) for name in names])


async def add_first(work: Work, kind: Kind, name: str, now: float) -> bool:
    """The same for one; returns whether it was not marked yet. Of two at a time one is first."""
    newest, *others = marks(work, kind, [name])
    if others and await known(work, kind, [name]):
        return False
    row = Gone(newest, kind, int(now // A_DAY))
    statement = upsert(work, fingerprints).values(**row._asdict())
    statement = statement.on_conflict_do_nothing(index_elements=["mark"])
    return (await work.connection.execute(statement)).rowcount > 0


async def take_over(work: Work, rows: Collection[Gone]) -> None:
    """Keep marks that were made before, with their day."""
    if rows:
        statement = upsert(work, fingerprints).on_conflict_do_nothing(index_elements=["mark"])
        await work.connection.execute(statement, [row._asdict() for row in rows])


async def everything(work: Work) -> list[Gone]:
    """All marks."""
    rows = await work.connection.execute(select(fingerprints))
    return [Gone(*row) for row in rows]


async def known(work: Work, kind: Kind, names: Collection[str]) -> set[str]:
    """Those that are marked."""
    by_mark = marks(work, kind, names)
    rows = await work.connection.execute(
        select(fingerprints.c.mark).where(fingerprints.c.mark.in_(list(by_mark)))
    )
    return {by_mark[mark] for mark in rows.scalars()}


async def wipe(work: Work, now: float, copies: float) -> None:
    """Take out what nothing can come back of any more; `copies`: seconds that these are kept."""
    ages = {"update": REPEATED_SECONDS, "link": LINK_SECONDS, "person": copies}
    for kind, age in ages.items():
        of_kind = (fingerprints.c.kind == kind, fingerprints.c.day < (now - age) // A_DAY)
        await work.connection.execute(delete(fingerprints).where(*of_kind))


def marks(work: Work, kind: Kind, names: Iterable[str]) -> dict[str, str]:
    """`names[mark]`, with the marks of every key."""
    made = work.vault.fingerprints
    return {mark: name for name in names for mark in made(f"{kind}/{name}")}
