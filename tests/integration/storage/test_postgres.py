"""PostgreSQL, the real one: what replicas do at the same time counts once, and in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table, func, inspect, select, text

from bot.messages.messages import Inbound
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Typed
from storage.core.errors import ConcurrentWriteError, StorageError
from storage.core.schema import addresses, inbox, metadata, outbox
from storage.database.postgres import postgres_engine
from storage.database.unit_of_work import Store, Work
from storage.migrations.run import upgrade
from storage.repositories import outbox_claims, people, replicas
from storage.repositories.outbox import OutboxRow, add_outbound, mark_sent
from tests.support.postgres import Postgres

LEASE = 60.0


def said(update: int, text: str, address: str = "7") -> Inbound:
    return Inbound("telegram", str(update), address, Typed(text), float(update))


def start(update: int, address: str = "7") -> Inbound:
    return Inbound("telegram", str(update), address, Command("start", "tiny"), float(update))


@pytest.fixture
async def stores(postgres: Postgres, tmp_path: Path) -> AsyncIterator[list[Store]]:
    """Three replicas that start together on an empty database."""
    url = postgres.database()
    opened = await asyncio.gather(*(Store.open(url, tmp_path / "key") for _ in range(3)))
    yield opened
    for store in opened:
        await store.close()


async def count(store: Store, table: Table) -> int:
    async with store.begin() as work:
        rows = await work.connection.execute(select(func.count()).select_from(table))
        return int(rows.scalar_one())


async def test_replicas_that_start_together_migrate_once(stores: list[Store]) -> None:
    """And agree on one key; the tables are those that the code expects."""
    found = {store.vault.secrets("cookies")() for store in stores}
    assert len(found) == 1

    def columns(connection: object) -> dict[str, set[str]]:
        there = inspect(connection)
        names = there.get_table_names()
        return {name: {c["name"] for c in there.get_columns(name)} for name in names}

    async with stores[0].engine.connect() as connection:
        made = await connection.run_sync(columns)
    for table in metadata.sorted_tables:
        assert made[table.name] == {column.name for column in table.columns}


async def test_migrations_lead_to_the_same_tables(stores: list[Store], postgres: Postgres) -> None:
    """Step by step from the first, or at once: the same columns with the same types."""

    def types(connection: Connection) -> dict[str, str]:
        there = inspect(connection)
        names = [name for name in there.get_table_names() if name != "alembic_version"]
        return {f"{t}.{c['name']}": str(c["type"]) for t in names for c in there.get_columns(t)}

    stepwise = postgres_engine(postgres.database())
    async with stepwise.begin() as connection:
        await connection.run_sync(upgrade)
        by_steps = await connection.run_sync(types)
    await stepwise.dispose()
    async with stores[0].engine.connect() as connection:
        at_once = await connection.run_sync(types)
    assert by_steps == at_once
    assert at_once["fires.id"] == at_once["outbox.after"] == "BIGINT"


async def test_numbers_do_not_end(stores: list[Store]) -> None:
    """Not at two thousand million messages."""
    async with stores[0].begin() as work:
        await work.connection.execute(text("SELECT setval('outbox_id_seq', 3000000000)"))
        await add_outbound(work, [OutboxRow("1/0", "telegram", "7", None, 3000000001, 0.0, b"x")])
    async with stores[0].begin() as work:
        rows = await work.connection.execute(select(outbox.c.id, outbox.c.after))
        assert rows.one() == (3000000001, 3000000001)


async def test_a_second_key_is_refused(
    stores: list[Store], postgres: Postgres, tmp_path: Path
) -> None:
    """A replica elsewhere makes no key of its own: it needs that of the others."""
    url = stores[0].engine.url.render_as_string(hide_password=False)
    with pytest.raises(StorageError, match="is missing"):
        await Store.open(url, tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()


async def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    """In words, with a remedy, and without the password."""
    url = f"postgresql+asyncpg://u:secret@/x?host={tmp_path}"
    with pytest.raises(StorageError, match="see to it that PostgreSQL runs") as fault:
        await Store.open(url, tmp_path / "key")
    assert "secret" not in str(fault.value)


async def test_one_update_at_several_replicas_counts_once(
    content: Content, stores: list[Store]
) -> None:
    """Whoever is first; for the others it is a repeat, and the newcomer is one person."""
    for round_of in range(10):
        batch = [start(10 * round_of + n, f"{round_of}-{n}") for n in range(4)]
        turns = [Turns(content, store, lambda: 1000.0) for store in stores]
        outcomes = await asyncio.gather(
            *(one.apply(batch[:: 1 if n else -1]) for n, one in enumerate(turns))
        )
        assert sum(outcome.fresh for of in outcomes for outcome in of) == len(batch)
    assert await count(stores[0], inbox) == 40
    assert await count(stores[0], addresses) == 40
    assert await count(stores[0], outbox) == 40


async def test_one_person_at_several_replicas_is_one_after_the_other(
    content: Content, stores: list[Store]
) -> None:
    """Thirty messages at three replicas: each finds what the one before it wrote."""
    turns = [Turns(content, store, lambda: 1000.0) for store in stores]
    await turns[0].apply([start(1), start(2, "8")])

    async def talk(one: Turns, first: int) -> None:
        for n in range(10):
            await one.apply([said(first + n, "?", "8"), said(first + n + 500, "?", "7")])

    await asyncio.gather(*(talk(one, 1000 * n + 100) for n, one in enumerate(turns)))
    async with stores[0].begin() as work:
        found = await people.people_at(work, {("telegram", "7"), ("telegram", "8")})
    kept = [person.sessions for person in found.values()]
    assert [len(sessions) for sessions in kept] == [1, 1]
    assert await count(stores[0], inbox) == 62


async def test_a_person_is_held_until_the_end(content: Content, stores: list[Store]) -> None:
    """Who only reads does not wait; who is to write waits, and then finds what was written."""
    await Turns(content, stores[0], lambda: 1000.0).apply([start(1)])

    async def held(store: Store) -> bool:
        async with store.begin() as work:
            found = await people.people_at(work, {("telegram", "7")}, hold=True)
        return found[("telegram", "7")].sessions[0].status == "paused"

    async with stores[0].begin() as work:
        await people.people_at(work, {("telegram", "7")}, hold=True)
        waiting = asyncio.create_task(held(stores[1]))
        async with stores[2].begin() as other:
            assert await people.people_at(other, {("telegram", "7")})
        await asyncio.sleep(0.3)
        assert not waiting.done()
        await work.connection.execute(text("UPDATE sessions SET status = 'paused'"))
    assert await waiting


async def test_who_collides_for_ever_is_told(stores: list[Store]) -> None:
    """A step is run again some times, and then raises; nothing of it is written."""
    tries = 0

    async def step(work: Work) -> None:
        nonlocal tries
        tries += 1
        twice = [OutboxRow("1/0", "telegram", "7", None, 1, 0.0, b"x")] * 2
        await add_outbound(work, twice)

    with pytest.raises(ConcurrentWriteError):
        await stores[0].run(step)
    assert tries == 5
    assert await count(stores[0], outbox) == 0


async def put(store: Store, *keys: str) -> None:
    """Messages whose key begins with their address."""
    rows = [OutboxRow(key, "telegram", key.split("/")[0], None, 1, 0.0, b"x") for key in keys]
    async with store.begin() as work:
        await add_outbound(work, rows)


async def claimed(store: Store, me: str, most: int = 10) -> list[str]:
    async with store.begin() as work:
        return [row.key for row in await outbox_claims.claim(work, "telegram", me, most)]


async def sign_on(store: Store, *names: str) -> None:
    async with store.begin() as work:
        for name in names:
            await replicas.sign_on(work, name, LEASE)


async def test_a_line_is_sent_by_one(stores: list[Store]) -> None:
    """All that waits in it, in order; others take other lines; what is given back is free."""
    ours = stores[0]
    await sign_on(ours, "a", "b")
    await put(ours, "7/0", "8/0", "7/1", "9/0")
    assert await claimed(ours, "a", most=2) == ["7/0", "8/0", "7/1"]
    await put(ours, "7/2")
    assert await claimed(ours, "b") == ["9/0"]
    assert await claimed(ours, "a") == []
    async with ours.begin() as work:
        await mark_sent(work, ["7/0", "7/1"])
        await outbox_claims.release(work, "telegram", "b", ["7"])
    assert await claimed(ours, "b") == []
    async with ours.begin() as work:
        await outbox_claims.release(work, "telegram", "a", ["7"])
    assert await claimed(ours, "b") == ["7/2"]


async def test_replicas_at_once_share_the_lines(stores: list[Store]) -> None:
    """No line goes to two of them, and none is forgotten."""
    await sign_on(stores[0], "0", "1", "2")
    await put(stores[0], *(f"{n}/0" for n in range(300)))

    async def take(number: int) -> list[str]:
        taken: list[str] = []
        while more := await claimed(stores[number], str(number), most=20):
            taken += more
        return taken

    got = await asyncio.gather(*(take(number) for number in range(3)))
    everything = sorted(key for keys in got for key in keys)
    assert everything == sorted(f"{n}/0" for n in range(300))


async def test_what_a_dead_replica_held_is_taken_over(stores: list[Store]) -> None:
    """Not before its lease has run out, and someone has signed it off."""
    await sign_on(stores[0], "dead", "a")
    await put(stores[0], "7/0")
    assert await claimed(stores[0], "dead") == ["7/0"]
    async with stores[0].begin() as work:
        assert await replicas.sign_off_dead(work) == 0
    async with stores[0].begin() as work:
        assert await replicas.renew(work, "dead", -1.0)
        assert await replicas.sign_off_dead(work) == 1
    assert await claimed(stores[0], "a") == ["7/0"]
    async with stores[0].begin() as work:
        assert not await replicas.renew(work, "dead", LEASE)
    with pytest.raises(StorageError, match="no sign of life"):
        await put(stores[0], "8/0")
        await claimed(stores[0], "dead")


async def test_a_role_has_one_holder(stores: list[Store]) -> None:
    """Until that one resigns or is gone."""
    await sign_on(stores[0], "a", "b")

    async def leads(me: str) -> bool:
        async with stores[0].begin() as work:
            return await replicas.lead(work, "poll", me)

    assert [await leads("a"), await leads("b"), await leads("a")] == [True, False, True]
    async with stores[0].begin() as work:
        await replicas.sign_off(work, "a")
    assert await leads("b")
