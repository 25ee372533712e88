"""`samenspraak copy`: from SQLite to PostgreSQL and back, all of it or nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.cli.main import main
from bot.messages.messages import Inbound
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Typed
from storage.core.errors import StorageError
from storage.core.schema import TRANSIENT, metadata, replicas
from storage.database.unit_of_work import Store
from storage.operations import transfer
from storage.repositories import people
from tests.support.postgres import Postgres

Rows = dict[str, list[tuple[object, ...]]]


def file(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


async def filled(content: Content, url: str, key: Path) -> Rows:
    """A database in which three talks go on, one person has erased all, and one number is gone."""
    store = await Store.open(url, key)
    turns = Turns(content, store, lambda: 1000.5)
    for n in range(12):
        command = Command("start", "tiny")
        await turns.apply([Inbound("telegram", f"a{n}", str(n % 3), command, 1.0)])
        await turns.apply([Inbound("telegram", f"b{n}", str(n % 3), Typed("Zwaluwstaart ü"), 2.0)])
    for n, given in enumerate(
        (Command("start", "tiny"), Command("erase"), Command("erase", "yes", sure=True))
    ):
        await turns.apply([Inbound("telegram", f"c{n}", "9", given, 3.0)])
    async with store.begin() as work:
        await work.connection.execute(text("DELETE FROM outbox WHERE id = 27"))
        await work.connection.execute(text("DELETE FROM outbox WHERE id > 27"))
    found = await everything(store)
    await store.close()
    return found


async def everything(store: Store) -> Rows:
    async with store.begin() as work:
        return {
            table.name: sorted(map(tuple, await work.connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table not in TRANSIENT
        }


async def test_there_and_back_again(
    content: Content, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same rows in both, more than fit a batch; numbers go on; and the talk does."""
    monkeypatch.setattr(transfer, "BATCH", 5)
    key, first, again = tmp_path / "key", file(tmp_path / "a.db"), file(tmp_path / "b.db")
    server, told = postgres.database(), list[tuple[str, int, int]]()
    rows = await filled(content, first, key)

    counts = await transfer.copy_all(first, server, lambda *one: told.append(one))
    assert counts == {name: len(of) for name, of in rows.items()}
    assert ("inbox", 5, 24) in told
    assert ("inbox", 24, 24) in told
    store = await Store.open(server, key)
    assert await everything(store) == rows
    turns = Turns(content, store, lambda: 2000.0)
    await turns.apply([Inbound("telegram", "d", "0", Typed("2"), 4.0)])
    async with store.begin() as work:
        person = (await people.people_at(work, {("telegram", "0")}))[("telegram", "0")]
        newest = (await work.connection.execute(text("SELECT max(id) FROM outbox"))).scalar()
    assert person.sessions[-1].open().touched == 2000.0
    assert newest is not None
    assert newest > 27, "a number that was given before is given again"
    rows = await everything(store)
    await store.close()

    await transfer.copy_all(server, again, lambda *_: None)
    store = await Store.open(again, key)
    assert await everything(store) == rows
    await store.close()


async def test_a_copy_never_mixes(content: Content, postgres: Postgres, tmp_path: Path) -> None:
    """A target with anything in it is refused, and so is a source in use, or an unknown one."""
    source, key = file(tmp_path / "a.db"), tmp_path / "key"
    await filled(content, source, key)
    server = postgres.database()
    store = await Store.open(server, key)
    with pytest.raises(StorageError, match="not empty"):
        await transfer.copy_all(source, server, lambda *_: None)
    async with store.begin() as work:
        await work.connection.execute(replicas.insert().values(id="a", until=0.0))
    await store.close()
    with pytest.raises(StorageError, match="a coach uses"):
        await transfer.copy_all(server, file(tmp_path / "b.db"), lambda *_: None)
    with pytest.raises(StorageError, match="there is no database"):
        await transfer.copy_all(file(tmp_path / "none.db"), server, lambda *_: None)
    with pytest.raises(StorageError, match="start this version of the coach on it once"):
        await transfer.copy_all(postgres.database(), file(tmp_path / "c.db"), lambda *_: None)


async def test_a_difference_copies_nothing(
    content: Content, postgres: Postgres, tmp_path: Path
) -> None:
    """A database that changes what it is given is found out."""
    source, key, server = file(tmp_path / "a.db"), tmp_path / "key", postgres.database()
    await filled(content, source, key)
    store = await Store.open(server, key)
    async with store.begin() as work:
        await work.connection.execute(text("DELETE FROM meta"))
        await work.connection.execute(
            text("ALTER TABLE people ALTER created TYPE real")  # rounds what is given
        )
        await work.connection.execute(
            text("CREATE RULE no AS ON INSERT TO sessions DO INSTEAD NOTHING")
        )
    with pytest.raises(StorageError, match="sessions differs"):
        await transfer.copy_all(source, server, lambda *_: None)
    assert all(not rows for rows in (await everything(store)).values())
    await store.close()


@pytest.mark.usefixtures("log")
def test_the_command(
    content: Content, postgres: Postgres, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Progress on standard error, what was done on standard output."""
    asyncio.run(filled(content, file(tmp_path / "a.db"), tmp_path / "key"))
    assert main(["copy", file(tmp_path / "a.db"), postgres.database()]) == 0
    told = capsys.readouterr()
    assert "24 inbox" in told.out
    assert "inbox: 24 of 24" in told.err
    assert main(["copy", file(tmp_path / "none.db"), postgres.database()]) == 1
    assert "there is no database" in capsys.readouterr().err
