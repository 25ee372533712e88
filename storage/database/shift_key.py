"""The secret of the shifts is made once, at the first start with a database that has none.

It stands in the database and not in the key file: so a new key does not change it, a copy of the
database has it, and all replicas have the same. Where it is lost all coins are tossed anew.
"""

from __future__ import annotations

import os

import orjson
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.core.crypto import KEY, Vault
from storage.core.schema import meta, rounds

ROW, PLACE = "shifts", "meta/shifts"


async def make_once(connection: AsyncConnection, vault: Vault) -> None:
    """Make the secret, if there is none. Before there were shifts a ledger said who was counted
    with whom: nobody needs that any more, so it goes."""
    row = await connection.execute(select(meta.c.name).where(meta.c.name == ROW))
    if row.first():
        return
    await _drop_ledgers(connection, vault)
    values = {"name": ROW, "data": vault.seal(os.urandom(KEY), PLACE)}
    await connection.execute(insert(meta).values(values))


async def _drop_ledgers(connection: AsyncConnection, vault: Vault) -> None:
    published = await connection.execute(
        select(rounds.c.id, rounds.c.data).where(rounds.c.data.is_not(None), rounds.c.pulse == 0)
    )
    without = []
    for row in published:
        place = f"rounds/{row.id}"
        record = orjson.loads(vault.open(row.data, place))
        if record.pop("ledger", None) is not None:
            without.append({"of": row.id, "data": vault.seal(orjson.dumps(record), place)})
    if without:
        change = update(rounds).where(rounds.c.id == bindparam("of"))
        await connection.execute(change, without)
