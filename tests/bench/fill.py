"""A database with a million stored talks in minutes: real ones, copied under other names.

    python -m tests.bench.fill FOLDER --sessions 1000000 --messages 2

Three talks are held by the engine: one that goes on, one paused, one completed. Each copy is sealed
anew for its own person. `--messages` of each talk are kept in the inbox, and as many in the outbox.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bot.messages.messages import Inbound
from bot.turns.processor import Turns
from dialogues.authoring.loader import load
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Input, Typed
from storage.core.crypto import Vault
from storage.database.unit_of_work import Store
from storage.repositories import outbox, people

ROOT = Path(__file__).parent.parent
ANSWERS = ROOT / "fixtures" / "conversations" / "factors_mixed.answers"
FIRST = 10_000_000
AT_ONCE = 20_000
SPREAD = 0x9E3779B97F4A7C15
Row = tuple[object, ...]
COLUMNS = {
    "people": "id created data",
    "addresses": "channel address person reachable",
    "sessions": "id person dialogue status touched data",
    "inbox": "id channel update_id address person received status data",
    "outbox": "id key channel address person after created not_before tries status data",
}


@dataclass(frozen=True)
class Talk:
    """A talk as it is stored, opened: what its copies are made from."""

    person: bytes
    session: bytes
    id: bytes
    status: str
    came: list[bytes]
    sent: list[bytes]


def url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder}/data/samenspraak.sqlite3"


def address(number: int) -> str:
    return str(FIRST + number)


def _id(number: int) -> str:
    """As scattered as a real one."""
    return f"{number * SPREAD & (1 << 48) - 1:012x}"


async def hold(turns: Turns, name: str, answers: list[str], last: Command | None) -> Talk:
    """One talk, by the production code."""
    given: list[Input] = [Command("start", "success_factors"), *map(Typed, answers)]
    given += [last] if last else []
    came = [Inbound("telegram", f"{name}/{i}", name, one, 0.0) for i, one in enumerate(given)]
    for one in came:
        await turns.apply([one])
    async with turns.store.begin() as work:
        person = (await people.people_at(work, {("telegram", name)}))[("telegram", name)]
        rows = [row for row in await outbox.due(work, "telegram", 1000) if row.address == name]
        kept = person.sessions[-1]
        sealed = people.sealed_person(work.vault, person)
        return Talk(
            work.vault.open(sealed, f"people/{person.id}"),
            kept.open().dump(),
            kept.id.encode(),
            kept.status,
            [one.dump() for one in came],
            [row.text for row in rows],
        )


async def talks(content: Content, folder: Path) -> list[Talk]:
    """The three, in a database of their own."""
    store = await Store.open(url(folder), folder / "key")
    try:
        turns = Turns(content, store, lambda: 1_700_000_000.0)
        answers = [
            line for line in ANSWERS.read_text(encoding="utf-8").splitlines()[1:]
            if line and not line.startswith("/")
        ]  # fmt: skip
        return [
            await hold(turns, "1", answers[:8], None),
            await hold(turns, "2", answers[:14], Command("pause")),
            await hold(turns, "3", answers + ["4"] * 10, None),
        ]
    finally:
        await store.close()


def copies(vault: Vault, made: list[Talk], numbers: range, most: int) -> Iterator[dict[str, Row]]:
    """The rows of one talk after another, by table; those of the boxes one row at a time."""
    message = numbers.start * most
    for number in numbers:
        talk, person, place = made[number % len(made)], _id(number), address(number)
        session, now = _id(number + (1 << 40)), 1_700_000_000.0 + number
        text = talk.session.replace(talk.id, session.encode())
        yield {
            "people": (person, now, vault.seal(talk.person, f"people/{person}")),
            "addresses": ("telegram", place, person, 1),
            "sessions": (session, person, "success_factors", talk.status, now,
                         vault.seal(text, f"sessions/{session}")),
        }  # fmt: skip
        for came, sent in zip(talk.came[-most:], talk.sent[-most:], strict=True) if most else ():
            message += 1
            key = f"{message}/0"
            out = sent.replace(talk.id, session.encode())
            yield {
                "inbox": (message, "telegram", str(message), place, person, now, "done",
                          vault.seal(came, f"inbox/telegram/{message}")),
                "outbox": (message, key, "telegram", place, person, message, now, 0.0, 0, "sent",
                           vault.seal(out, f"outbox/{key}")),
            }  # fmt: skip


def write(database: sqlite3.Connection, rows: Iterator[dict[str, Row]]) -> None:
    """Without a log, a sync, or indexes meanwhile: this file is thrown away if it fails."""
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000"):
        database.execute(f"PRAGMA {pragma}")
    kept = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    indexes = database.execute(kept).fetchall()
    for name, _ in indexes:
        database.execute(f"DROP INDEX {name}")
    while some := list(islice(rows, AT_ONCE)):
        tables: dict[str, list[Row]] = {}
        for one in some:
            for table, row in one.items():
                tables.setdefault(table, []).append(row)
        for table, values in tables.items():
            names = COLUMNS[table].split()
            marks = ", ".join("?" * len(names))
            into = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
            database.executemany(into, values)
        database.commit()
    for _, sql in indexes:
        database.execute(sql)
    database.commit()


async def fill(folder: Path, sessions: int, messages: int) -> None:
    """Make a database with this many in `folder`, and say how large it is."""
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    made = await talks(load(), folder / "talks")
    store = await Store.open(url(folder), folder / "key")
    vault, path = store.vault, folder / "data" / "samenspraak.sqlite3"
    await store.close()
    with sqlite3.connect(path) as database:
        write(database, copies(vault, made, range(1, sessions + 1), messages))
    database.close()
    size, took = path.stat().st_size, time.monotonic() - began
    whole = [sum(map(len, talk.came)) + sum(map(len, talk.sent)) for talk in made]
    print(
        f"{sessions:,} sessions, {messages} messages each way: {size / 1e6:,.0f} MB, "
        f"{size / sessions:,.0f} bytes each, in {took:.0f} s; "
        f"a session alone is {len(made[-1].session):,} bytes, all messages of a talk {max(whole):,}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sessions", type=int, default=1_000_000)
    parser.add_argument("--messages", type=int, default=2)
    options = parser.parse_args()
    asyncio.run(fill(options.folder, options.sessions, options.messages))
