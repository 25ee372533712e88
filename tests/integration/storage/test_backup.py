"""A copy of the database while it is used, and the way back: by content, and never half."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.messages.messages import Inbound
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Input, Typed
from storage.core.errors import StorageError
from storage.core.schema import SEALED, metadata
from storage.database.unit_of_work import Store
from storage.operations.backup import back_up, restore
from storage.repositories import people
from tests.support.command_line import PYTHON, REAL, ROOT, environment, files, run, url
from tests.support.traces import rows, traces, values


async def goal(folder: Path) -> object:
    """What the person answered, as the database has it."""
    store = await Store.open(url(folder), folder / "key")
    async with store.begin() as work:
        visitors = await people.people_at(work, {("telegram", "7")})
    await store.close()
    return visitors[("telegram", "7")].sessions[-1].open().answers["goal"].value


async def give(turns: Turns, first: int, *given: Input) -> None:
    for number, one in enumerate(given, first):
        await turns.apply([Inbound("telegram", str(number), "7", one, float(number))])


async def say(turns: Turns, first: int, *texts: str) -> None:
    await give(turns, first, *map(Typed, texts))


async def talk(content: Content, store: Store) -> Turns:
    turns = Turns(content, store, lambda: 1000.0)
    await turns.apply([Inbound("telegram", "1", "7", Command("start", "tiny"), 1.0)])
    await say(turns, 2, "2", "30 huizen")
    return turns


@pytest.fixture
async def saved(content: Content, tmp_path: Path) -> Path:
    """A folder with a database, from which the process is gone, and a copy of an earlier moment."""
    store = await Store.open(url(tmp_path), tmp_path / "key")
    turns = await talk(content, store)
    back_up(url(tmp_path), tmp_path / "copy")
    await turns.apply([Inbound("telegram", "9", "7", Command("back"), 9.0)])
    await say(turns, 10, "40 huizen")
    await store.close()
    return tmp_path


# --- backup


async def test_a_copy_is_made_while_it_runs(content: Content, tmp_path: Path) -> None:
    """By a process of its own; one file, for us only, with every row and without the key."""
    store = await Store.open(url(tmp_path), tmp_path / "key")
    turns = await talk(content, store)
    made = await asyncio.to_thread(run, "backup", str(tmp_path / "copy"), **environment(tmp_path))
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.count("\n") == 1
    counted = made.stdout.partition(": ")[2].partition(";")[0].split(", ")
    some = [one for one in counted if not one.startswith("0 ")]
    told = ["1 addresses", "1 fires", "3 inbox", "3 outbox", "1 people", "1 sessions"]
    assert some == told and "; checked" in made.stdout
    assert f"The keys are not in it: keep a copy of {tmp_path / 'key'}" in made.stdout
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy", "data", "key"]
    assert (tmp_path / "key").read_bytes().split()[-1] not in (tmp_path / "copy").read_bytes()
    await say(turns, 4, "Heumen")  # the coach was not disturbed
    await store.close()


async def test_a_copy_is_of_one_moment(content: Content, tmp_path: Path) -> None:
    """Of each copy made between writes, every message in has its reply in it too."""
    store = await Store.open(url(tmp_path), tmp_path / "key")
    turns = await talk(content, store)
    writing = asyncio.create_task(give(turns, 4, *[Command("help")] * 200))
    for number in range(10):
        target = tmp_path / f"copy{number}"
        counts = await asyncio.to_thread(back_up, url(tmp_path), target)
        assert counts["inbox"] == counts["outbox"]
    await writing
    await store.close()


def test_a_copy_does_not_replace_a_file(saved: Path) -> None:
    """It might be the only good one."""
    before = files(saved)
    made = run("backup", str(saved / "copy"), **environment(saved))
    assert made.returncode == 1
    assert "is there already" in made.stderr
    assert files(saved) == before


@pytest.mark.parametrize("target", ["nowhere/copy", "key/copy"])
def test_a_copy_to_a_wrong_place_is_one_line(saved: Path, target: str) -> None:
    """With what was asked for and what to do, and nothing is left of it."""
    before = files(saved)
    made = run("backup", str(saved / target), **environment(saved))
    assert (made.returncode, made.stderr.count("\n")) == (1, 1)
    assert made.stderr.startswith(f"{saved / target} cannot be written (")
    assert "choose a folder that is there" in made.stderr
    assert files(saved) == before


def test_without_a_key_file_there_is_no_new_key(saved: Path) -> None:
    """A line with what to do, and no key that opens nothing."""
    (saved / "key").unlink()
    made = run("rotate-key", **environment(saved))
    assert (made.returncode, made.stderr.count("\n")) == (1, 1)
    assert f"the key file {saved / 'key'} is missing" in made.stderr
    assert not (saved / "key").exists()


@pytest.mark.parametrize("do", [back_up, lambda url, copy: restore(url, copy, Path("key"), "now")])
def test_postgresql_has_its_own_copies(do: Callable[..., object], tmp_path: Path) -> None:
    """It is said what makes them."""
    with pytest.raises(StorageError, match="pg_dump"):
        do("postgresql+asyncpg://coach@localhost/samenspraak", tmp_path / "copy")
    assert files(tmp_path) == {}


def test_there_must_be_a_database_to_copy(tmp_path: Path) -> None:
    """None is made for it, nor a key."""
    made = run("backup", str(tmp_path / "copy"), **environment(tmp_path))
    assert made.returncode == 1
    assert "there is no database" in made.stderr
    assert files(tmp_path) == {}


def test_a_full_disk_leaves_no_half_copy(saved: Path) -> None:
    """It is told in a line, and tried again it works."""
    before = files(saved)
    made = subprocess.run(
        ["sh", "-c", 'ulimit -f 80; exec "$@"', "sh", *PYTHON, "backup", str(saved / "new")],
        cwd=ROOT,
        env={"PYTHONDONTWRITEBYTECODE": "1", **environment(saved)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 1
    assert made.stderr.count("\n") == 1
    assert "cannot be written" in made.stderr
    assert files(saved) == before
    assert run("backup", str(saved / "new"), **environment(saved)).returncode == 0


# --- restore


@pytest.mark.usefixtures("today")
async def test_a_copy_is_put_back(saved: Path) -> None:
    """The state of that moment, by content; what was there stays under a dated name."""
    assert await goal(saved) == "40 huizen"
    was = (saved / "data" / "samenspraak.sqlite3").read_bytes()
    done = run("restore", str(saved / "copy"), program=REAL, **environment(saved))
    assert (done.returncode, done.stderr) == (0, "")
    assert "all 10 sealed values open" in done.stdout
    assert await goal(saved) == "30 huizen"
    (aside,) = (saved / "data").glob("*.before-*")
    assert str(aside) in done.stdout
    assert aside.read_bytes() == was
    assert (saved / "data" / "samenspraak.sqlite3").stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("today")
async def test_who_was_erased_since_does_not_come_back(content: Content, saved: Path) -> None:
    """Whoever erased everything after the copy is erased in it, before it gets its place; others
    come back, and a copy that is older still forgets them as well."""
    store = await Store.open(url(saved), saved / "key")
    other = Inbound("telegram", "20", "8", Command("start", "tiny"), 20.0)
    await Turns(content, store, lambda: 20.0).apply([other])
    back_up(url(saved), saved / "later")
    held = await values(store, "7")
    erase = Inbound("telegram", "21", "7", Command("erase", "yes", sure=True), 21.0)
    await Turns(content, store, lambda: 21.0).apply([erase])
    await store.close()
    for copy, left in (("later", 1), ("copy", 0)):
        done = run("restore", str(saved / copy), program=REAL, **environment(saved))
        assert (done.returncode, done.stderr) == (0, "")
        assert "Erased again: 1" in done.stdout
        for aside in (saved / "data").glob("*.before-*"):
            aside.unlink()
        assert {p.name for p in (saved / "data").iterdir()} <= {
            "samenspraak.sqlite3", "samenspraak.sqlite3.lock",
        }  # fmt: skip
        store = await Store.open(url(saved), saved / "key")
        assert await traces(store, held - {"7"}) == []
        assert (await rows(store)).get("people", 0) == left
        await store.close()


async def test_without_a_database_of_before_it_says_so(saved: Path, tmp_path: Path) -> None:
    """Then who was erased since is in it again, and the operator has to know."""
    for file in (saved / "data").iterdir():
        file.unlink()
    done = run("restore", str(saved / "copy"), **environment(saved))
    assert done.returncode == 0 and "is not known" in done.stderr


async def test_a_copy_is_put_back_where_there_is_nothing(saved: Path, tmp_path: Path) -> None:
    """On a new machine: the copy and the key file are enough."""
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (saved / "key").rename(fresh / "key")
    done = restore(url(fresh), saved / "copy", fresh / "key", "now")
    assert done.aside is None
    assert await goal(fresh) == "30 huizen"


async def test_a_log_of_before_does_not_reach_the_new_database(saved: Path) -> None:
    """After a kill there is one; it is kept with the database that it belongs to."""
    place = saved / "data" / "samenspraak.sqlite3"
    for end in ("-wal", "-shm"):
        place.with_name(place.name + end).write_bytes(b"of before")
    done = restore(url(saved), saved / "copy", saved / "key", "then")
    assert done.aside is not None
    assert Path(f"{done.aside}-wal").read_bytes() == b"of before"
    assert not Path(f"{place}-wal").exists()
    assert await goal(saved) == "30 huizen"


def damage(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[5000:9000] = bytes(4000)
    path.write_bytes(raw)


def change(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()


def replace(path: Path) -> None:
    path.unlink()
    change(path, "CREATE TABLE x (y)")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda copy: copy.unlink(), "there is no file"),
        (lambda copy: copy.write_text("not a database" * 100), "is no database"),
        (lambda copy: copy.write_bytes(copy.read_bytes()[:20_000]), "damaged"),
        (damage, "damaged"),
        (lambda copy: change(copy, "DROP TABLE sessions"), "not one of Samenspraak"),
        (replace, "not one of Samen"),
        (lambda copy: change(copy, "UPDATE alembic_version SET version_num = '9999'"), "newer"),
        (lambda copy: change(copy, "UPDATE sessions SET id = 'other'"), "sessions/other was"),
        (lambda copy: change(copy, "UPDATE outbox SET data = x'00'"), "key"),
    ],
)
def test_a_wrong_file_is_refused(saved: Path, wrong: Callable[[Path], object], says: str) -> None:
    """In one line, before anything is touched."""
    wrong(saved / "copy")
    before = files(saved)
    done = run("restore", str(saved / "copy"), **environment(saved))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert says in done.stderr
    assert files(saved) == before


async def test_another_key_is_refused(saved: Path, tmp_path: Path) -> None:
    """With which key it was sealed; a missing key file is never made."""
    store = await Store.open(url(tmp_path / "other"), tmp_path / "other" / "key")
    await store.close()
    before = files(saved)
    with pytest.raises(StorageError, match="which the key file lacks"):
        restore(url(saved), saved / "copy", tmp_path / "other" / "key", "now")
    with pytest.raises(StorageError, match="is missing"):
        restore(url(saved), saved / "copy", saved / "gone", "now")
    with pytest.raises(StorageError, match="is the database itself"):
        restore(url(saved), saved / "data" / "samenspraak.sqlite3", saved / "key", "now")
    assert files(saved) == before


async def test_nothing_is_put_back_under_a_running_coach(saved: Path) -> None:
    """It would write on in a file that is no longer there."""
    store = await Store.open(url(saved), saved / "key")
    done = await asyncio.to_thread(run, "restore", str(saved / "copy"), **environment(saved))
    assert done.returncode == 1
    assert "is in use by process" in done.stderr
    await store.close()
    assert await goal(saved) == "40 huizen"


async def test_a_fault_at_the_last_step_leaves_the_database(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no moment without one."""

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fails)
        with pytest.raises(OSError, match="No space"):
            restore(url(saved), saved / "copy", saved / "key", "now")
    assert await goal(saved) == "40 huizen"


def test_all_that_is_sealed_is_opened() -> None:
    """No table with sealed values is forgotten."""
    assert set(SEALED) == {name for name, table in metadata.tables.items() if "data" in table.c}


async def test_a_copy_of_before_a_table_is_restored(content: Content, tmp_path: Path) -> None:
    """A new version still takes the copies that an old one made."""
    store = await Store.open(url(tmp_path), tmp_path / "key")
    await talk(content, store)
    await store.close()
    copy = tmp_path / "copy"
    back_up(url(tmp_path), copy)
    with sqlite3.connect(copy) as connection:
        for table in (
            "collaborations",
            "members",
            "invites",
            "rounds",
            "ballots",
            "rhythms",
            "fingerprints",
            "browsers",
            "calendars",
        ):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("ALTER TABLE addresses DROP COLUMN signed_out")
        connection.execute("DROP INDEX outbox_keyboards")
        connection.execute("ALTER TABLE outbox DROP COLUMN keyboard")
        connection.execute("ALTER TABLE sessions DROP COLUMN subject")
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
    done = restore(url(tmp_path), copy, tmp_path / "key", "now")
    assert done.counts["sessions"] == 1
    assert await goal(tmp_path) == "30 huizen"
