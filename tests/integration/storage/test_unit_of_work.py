"""The database file: one process, one key, the newest schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.services import erasure
from dialogues.engine.session import Session
from dialogues.turn.person import Person
from storage.core.crypto import rotate
from storage.core.errors import StorageError
from storage.core.schema import metadata
from storage.database.unit_of_work import Store
from storage.migrations.run import upgrade
from storage.repositories import people, sessions


def url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}/data/db.sqlite3"


async def test_a_second_process_is_refused(store: Store, tmp_path: Path) -> None:
    """Two writers would each think they are alone; the message says what to do."""
    with pytest.raises(StorageError, match="is in use by process"):
        await Store.open(url(tmp_path), tmp_path / "key")


async def test_it_opens_again_after_closing(tmp_path: Path) -> None:
    """The lock goes with the process, and the schema is not made twice."""
    for _ in range(2):
        store = await Store.open(url(tmp_path), tmp_path / "key")
        await store.close()


async def test_a_wrong_key_is_refused_at_start(tmp_path: Path) -> None:
    """Before anything is read or written with it."""
    store = await Store.open(url(tmp_path), tmp_path / "key")
    await store.close()
    with pytest.raises(StorageError, match="is missing"):
        await Store.open(url(tmp_path), tmp_path / "other")
    (tmp_path / "key").unlink()
    other = await Store.open(url(tmp_path / "elsewhere"), tmp_path / "key")
    await other.close()
    with pytest.raises(StorageError, match="which the key file lacks"):
        await Store.open(url(tmp_path), tmp_path / "key")


async def test_a_rotated_key_opens(tmp_path: Path) -> None:
    """The old key stays in the file for what it sealed."""
    store = await Store.open(url(tmp_path), tmp_path / "key")
    await store.close()
    rotate(tmp_path / "key")
    await (await Store.open(url(tmp_path), tmp_path / "key")).close()


async def test_the_database_is_safe_against_power_cuts(store: Store) -> None:
    """Write-ahead log, and a sync at every commit."""
    async with store.begin() as work:
        mode = await work.connection.exec_driver_sql("PRAGMA journal_mode")
        sync = await work.connection.exec_driver_sql("PRAGMA synchronous")
        assert mode.scalar() == "wal"
        assert sync.scalar() == 2


def tables(connection: Connection) -> dict[str, object]:
    """All that the database knows of its tables and indexes."""
    there = inspect(connection)
    indexes = text("SELECT name, sql FROM sqlite_master WHERE type = 'index'")
    found: dict[str, object] = {row.name: row.sql for row in connection.execute(indexes)}
    for name in there.get_table_names():
        columns = {column["name"]: str(column) for column in there.get_columns(name)}
        unique = sorted(str(one["column_names"]) for one in there.get_unique_constraints(name))
        found[name] = columns, unique
    return found


async def test_the_migrations_make_the_schema(store: Store, tmp_path: Path) -> None:
    """A new database, made at once, is as one that had every migration."""
    async with store.engine.connect() as connection:
        at_once = await connection.run_sync(tables)
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/old.sqlite3")
    async with engine.begin() as connection:
        await connection.run_sync(upgrade)
        one_by_one = await connection.run_sync(tables)
    await engine.dispose()
    assert at_once == one_by_one
    assert set(at_once) >= {"alembic_version", *metadata.tables, "outbox_due"}


async def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    """All or nothing."""
    with pytest.raises(RuntimeError):
        async with store.begin() as work:
            await work.connection.execute(text("INSERT INTO meta (name, data) VALUES ('x', x'00')"))
            raise RuntimeError
    async with store.begin() as work:
        found = await work.connection.execute(text("SELECT count(*) FROM meta WHERE name = 'x'"))
        assert found.scalar() == 0


async def test_a_file_that_is_no_database_is_refused_in_plain_words(tmp_path: Path) -> None:
    """With what to do about it, and the file as it was."""
    path = tmp_path / "data" / "db.sqlite3"
    path.parent.mkdir()
    path.write_text("not a database at all, but long enough to look like one" * 20)
    (tmp_path / "key").write_text("")
    await _key(tmp_path)
    with pytest.raises(StorageError, match="put back a backup"):
        await Store.open(url(tmp_path), tmp_path / "key")
    assert path.read_text().startswith("not a database")


async def _key(folder: Path) -> None:
    (folder / "key").unlink()
    await (await Store.open(url(folder / "other"), folder / "key")).close()


async def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    """An older version would not know what it breaks."""
    store = await Store.open(url(tmp_path), tmp_path / "key")
    async with store.begin() as work:
        await work.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await store.close()
    with pytest.raises(StorageError, match="install the newer version again"):
        await Store.open(url(tmp_path), tmp_path / "key")


async def test_only_the_owner_can_read_the_files(store: Store, tmp_path: Path) -> None:
    """Also without a careful umask."""
    for path in (tmp_path / "data").iterdir():
        if "lock" not in path.name:
            assert path.stat().st_mode & 0o077 == 0, path


async def test_who_is_at_the_new_number_already_becomes_one_with_who_they_were(
    store: Store,
) -> None:
    """A chat moved, and its person wrote from the new number before we knew."""
    places = [("telegram", "7"), ("telegram", "-100")]
    known = [Person("old", "nl"), Person("new", "nl")]
    async with store.begin() as work:
        await people.add_people(work, zip(places, known, strict=True), 0.0)
        for person in ("old", "new"):
            talk = Session(f"of-{person}", "tiny", "", "nl", "begin", 0.0, 0.0)
            await sessions.save_sessions(work, [(person, talk)])
        await erasure.move_address(work, "telegram", "7", "-100")
        found = await people.people_at(work, places)
    assert list(found) == [("telegram", "-100")]
    assert found[("telegram", "-100")].id == "old"
    assert {kept.id for kept in found[("telegram", "-100")].sessions} == {"of-old", "of-new"}
