"""What a database holds of someone, and whether any of it still stands in its files."""

from __future__ import annotations

import hashlib
import struct
from typing import Any

from sqlalchemy import select

from storage.core.schema import metadata
from storage.database.unit_of_work import Store
from tests.support.statements import raw_bytes

LONG = 6
"""Characters from which on a text is no chance find among sealed bytes. It has a digit: words of
our own, such as a status, stand in every database."""


async def values(store: Store, *of: str) -> set[Any]:
    """Every value of every row, or of the rows in which one of these stands."""
    async with store.begin() as work:
        rows = [
            row
            for table in metadata.tables.values()
            for row in await work.connection.execute(select(table))
        ]
    return {value for row in rows if not of or {*of} & {*map(str, row)} for value in row}


async def rows(store: Store) -> dict[str, int]:
    """How many rows there are, by table; not of what every database has."""
    async with store.begin() as work:
        counts = {
            name: len((await work.connection.execute(select(table))).all())
            for name, table in metadata.tables.items()
        }
    return {name: count for name, count in counts.items() if count and name != "meta"}


async def traces(store: Store, held: set[Any]) -> list[Any]:
    """Which of these values still stand somewhere: as they were, by half, or as a plain hash."""
    return found_in(await raw_bytes(store), held)


def found_in(raw: bytes, held: set[Any]) -> list[Any]:
    """Which of these values stand in bytes, in one of these ways."""
    return [value for value in held if any(form in raw for form in _forms(value))]


def _forms(value: Any) -> list[bytes]:
    if isinstance(value, float):
        return [struct.pack(">d", value), repr(value).encode()] if value > 1e6 else []
    if isinstance(value, bytes):
        return [value[16:]]  # behind the key's id and half of the nonce
    if not isinstance(value, str) or len(value) < LONG or not any(map(str.isdigit, value)):
        return []
    text = value.encode()
    hashes = [hashlib.new(name, text) for name in ("md5", "sha1", "sha256")]
    half = [text[: len(text) // 2]] if value.isalnum() and len(text) >= 12 else []
    short = [form for h in hashes for form in (h.digest()[:8], h.hexdigest()[:16].encode())]
    return [text, *half, *short]
