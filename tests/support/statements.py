"""What a database is asked, and the bytes that it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import event, select

from storage.core.schema import metadata
from storage.database.unit_of_work import Store


async def raw_bytes(store: Store) -> bytes:
    if not store.shared:
        path = str(store.engine.url.database)
        return b"".join(Path(path + end).read_bytes() for end in ("", "-wal"))
    async with store.begin() as work:
        rows = [
            row
            for t in metadata.tables.values()
            for row in await work.connection.execute(select(t))
        ]
    return b" ".join(v if isinstance(v, bytes) else str(v).encode() for row in rows for v in row)


class Heard:
    """Every statement that a store is told, with parameters that it once had."""

    def __init__(self, store: Store) -> None:
        self.store, self.said = store, dict[str, Any]()
        event.listen(store.engine.sync_engine, "before_cursor_execute", self._hear)

    def _hear(self, _: Any, __: Any, statement: str, given: Any, ___: Any, many: bool) -> None:
        self.said.setdefault(statement, given[0] if many else given)

    async def plans(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        async with self.store.begin() as work:
            for statement, parameters in list(self.said.items()):
                if statement.split()[0] in ("SELECT", "UPDATE", "DELETE"):
                    plan = await work.connection.exec_driver_sql(
                        f"EXPLAIN QUERY PLAN {statement}", parameters
                    )
                    found[statement] = [str(detail) for *_, detail in plan]
        return found
