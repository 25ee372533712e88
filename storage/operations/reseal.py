"""Everything sealed anew with the newest key, while people talk: in batches, each a transaction.

What is sealed with it already is passed over, so after a kill it goes on where it was. What was
asked for stands in a file beside the key file, with how far it is: where SQLite is in use, the
coach that has it does the work, and whoever asked reads there how it goes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import LargeBinary, Table, bindparam, func, select, tuple_, update

from storage.core.crypto import ID
from storage.core.schema import SEALED, metadata
from storage.database.unit_of_work import Store, Work

MAX_PER_BATCH = 100
Key = tuple[Any, ...]
Progress = Callable[[str], None]
"""Told how far it is, in words."""


class Request:
    """That it was asked for: a file beside the key file, which survives whoever reads it."""

    def __init__(self, key_file: Path) -> None:
        self._path = key_file.with_name(f"{key_file.name}.reseal")

    @property
    def there(self) -> bool:
        return self._path.exists()

    @property
    def progress(self) -> str:
        """How far it is, in words; empty before it has begun."""
        with suppress(OSError):
            return self._path.read_text().strip()
        return ""

    def write(self, progress: str = "") -> None:
        self._path.touch(mode=0o600)
        self._path.write_text(progress)

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)


async def reseal(store: Store, tell: Progress) -> int:
    """Returns how many values were sealed anew; nothing in the database has an older key then.

    Rows that others hold are passed over, so nobody waits for another; hence a last round, which
    finds nothing any more.
    """
    await store.settle()
    done, doing, more = 0, "sealed", 1
    while more:
        more = await _round(store, doing, tell)
        done, doing = done + more, "checked"
    if done:
        await store.truncate_log()
    return done


async def _round(store: Store, doing: str, tell: Progress) -> int:
    """Once through all tables; returns how many values had an older key."""
    tables = [metadata.tables[name] for name in SEALED]
    async with store.begin() as work:
        counts = [select(func.count()).select_from(table) for table in tables]
        total = sum([(await work.connection.execute(one)).scalar_one() for one in counts])
    passed = older = 0
    for table in tables:
        async for rows, found in _batches(store, table):
            passed, older = passed + rows, older + found
            tell(f"{passed} of {max(passed, total)} {doing}")
    return older


async def _batches(store: Store, table: Table) -> AsyncIterator[tuple[int, int]]:
    """Through a table; gives of each batch how many rows it had, and how many of an older key."""
    after: Key = ()
    while rows := await store.run(partial(_batch, table=table, after=after)):
        after = rows[-1][0]
        yield len(rows), sum(older for _, older in rows)


async def _batch(work: Work, table: Table, after: Key) -> list[tuple[Key, bool]]:
    """The next rows after a key: each with its own, and whether its value had an older one."""
    keys, first = list(table.primary_key), func.substr(table.c.data, 1, ID, type_=LargeBinary)
    page = select(*keys, first).order_by(*keys).limit(MAX_PER_BATCH)
    if after:
        page = page.where(tuple_(*keys) > tuple_(*after))
    rows = [
        (tuple(key), mark not in (None, work.vault.newest))
        for *key, mark in await work.connection.execute(page)
    ]
    if older := [key for key, old in rows if old]:
        await _seal(work, table, older)
    return rows


async def _seal(work: Work, table: Table, of: Sequence[Key]) -> None:
    """With the newest key, but for rows that somebody else is writing now."""
    keys, about = list(table.primary_key), [table.c[name] for name in SEALED[table.name]]
    found = select(*keys, *about, table.c.data).where(tuple_(*keys).in_(of))
    values = []
    for row in await work.connection.execute(found.with_for_update(skip_locked=True)):
        key, named, data = row[: len(keys)], row[len(keys) : -1], row[-1]
        if data is not None:
            place = "/".join((table.name, *named))
            anew = work.vault.seal(work.vault.open(data, place), place)
            named_key = {f"of_{c.name}": v for c, v in zip(keys, key, strict=True)}
            values.append(named_key | {"data": anew})
    if values:
        change = update(table).where(*(key == bindparam(f"of_{key.name}") for key in keys))
        await work.connection.execute(change, values)
