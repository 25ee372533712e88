"""Erased is erased: of someone who is gone nothing is left, in no table and in no file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.documents.gather import of_person
from bot.documents.workers import WorkerPool
from bot.reports.formats import FORMATS
from bot.scheduling.scheduler import Scheduler
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Input, Typed
from storage.core.schema import outbox
from storage.database.unit_of_work import Store
from storage.repositories import outbox as stored_outbox
from storage.repositories import people
from tests.support.browser import Browser, browser, server, turns
from tests.support.collaboration_world import Circle
from tests.support.command_line import environment, run
from tests.support.exports import everything_in
from tests.support.postgres import on_both
from tests.support.traces import found_in, rows, traces, values

__all__ = ["browser", "server", "turns"]  # fixtures
WHO = "491555000123456"


class Life(Circle):
    """Someone among others, of whom everything that is kept is known."""

    async def whole(self) -> set[Any]:
        """A round filled in, a pulse of their own, a talk that was brought up, a turn that failed;
        returns what is in the database because of it."""
        group = await self.found("owner")
        token = await self.invite("owner", group)
        going = await self.open("owner", group)
        before = await values(self.store)
        await self.join(WHO, token, "Wilhelmina Zwaluwstaart")
        await self.fill(WHO, going, 3, 4, 5, line="Wij zien elkaar te weinig.")
        await self.give(WHO, Command("start", "tiny"), Typed("raadslid"), Typed("30 woningen"))
        await self.later(8)
        await self.deliver()
        async with self.store.begin() as work:
            owner = (await people.people_at(work, {(self.channel, "owner")})).popitem()[1].id
        return await values(self.store) - before - await values(self.store, "owner", owner)

    async def erase(self) -> None:
        await self.give(WHO, Command("erase"), Command("erase", "yes"))
        await self.deliver()

    async def deliver(self) -> None:
        """What waits was sent."""
        async with self.store.begin() as work:
            keys = select(outbox.c.key).where(outbox.c.status == "pending")
            found = (await work.connection.execute(keys)).scalars().all()
            await stored_outbox.mark_sent(work, found)
        await self.store.truncate_log()


@pytest.fixture
def world(content: Content, store: Store) -> Life:
    Circle.updates = 70_000_000  # as long as Telegram's own
    return Life(content, store)


@on_both
async def test_nothing_of_a_life_is_left(world: Life) -> None:
    """No id, no address or half of it, no plain hash of one, no time, no sealed value."""
    held = await world.whole()
    assert WHO in held and any(str(one).startswith("fire/resume/") for one in held)
    assert any(str(one).startswith("round/") for one in held), "it has prompts of a round too"
    await world.erase()
    assert await traces(world.store, held) == []


async def test_no_file_made_of_them_is_left(
    world: Life, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker writes nothing down while it makes documents of them, and what an operator exports
    after the erasure holds nothing of them, in names of files and in what nobody looks at."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    held, untouched, pool = await world.whole(), scratch.stat().st_mtime_ns, WorkerPool()
    async with world.store.begin() as work:
        found = (await people.people_at(work, {(world.channel, WHO)})).popitem()[1]
        report = await of_person(work, world.turns.content, found, world.now)
    for format in FORMATS:
        assert await pool.make_report(report, format)
        open_files = {os.readlink(one) for one in Path(f"/proc/{pool.bench.pid}/fd").iterdir()}
        open_files -= {os.readlink("/proc/self/fd/2")}  # the log
        assert not [one for one in open_files if "deleted" in one or str(tmp_path) in one]
    assert not [*scratch.iterdir()] and scratch.stat().st_mtime_ns == untouched
    await pool.close()
    assert found_in(exported(tmp_path, "before"), held), "they were in the files before"
    await world.erase()
    assert found_in(exported(tmp_path, "after"), held) == []


def exported(folder: Path, name: str) -> bytes:
    """What is in the files of all who are there, as an operator makes them while the coach runs."""
    settings = environment(folder) | {
        "SAMENSPRAAK_DATABASE": f"sqlite+aiosqlite:///{folder}/data/db.sqlite3"
    }
    raw = b""
    for format in ("json", "pdf"):
        out = folder / f"{name}-{format}"
        asked = ("export", "--all", "--kind", "everything", "--format", format, "--out", str(out))
        assert run(*asked, **settings).returncode == 0
        for file in out.iterdir():
            raw += file.name.encode() + everything_in(file.read_bytes(), format).encode()
    return raw


async def test_nothing_of_a_visitor_is_left(browser: Browser, store: Store) -> None:
    """Nor in the web chat, whose forms have numbers of their own."""
    before = await values(store)
    await browser.begin()
    await browser.tap("Raadslid")
    await browser.say("Een nieuw zwembad")
    held = await values(store) - before
    await browser.get("/privacy?erase=ask")
    await browser.post("/say", tap="/erase yes")
    assert "gewist" in browser.page
    assert await traces(store, held) == []


async def test_the_number_of_a_form_tells_nobody_apart(browser: Browser, store: Store) -> None:
    """Not even while they are here: what is logged of a form holds no part of their address."""
    before = await values(store)
    await browser.begin()
    held = {one for one in await values(store) - before if isinstance(one, str)}
    address = next(one for one in held if len(one) == 32)
    assert not [one for one in held if one != address and address[:8] in one]


@on_both
async def test_after_the_copies_two_databases_are_alike(world: Life, store: Store) -> None:
    """Once copies of before are gone, a database where they were is as one where they never were:
    neither the number of an update nor who was erased is marked any more."""
    await world.give(WHO, Command("start", "tiny"), Typed("raadslid"))
    await world.erase()
    marked = await rows(store)
    assert marked == {"fingerprints": 4 + 1}, "by keyed marks, of updates and of a person"
    world.scheduler = Scheduler(world.turns, lambda: world.now, copies=90 * 24 * 3600)
    await world.later(4)
    assert await rows(store) == {"fingerprints": 1}
    await world.later(90)
    assert await rows(store) == {}


@on_both
async def test_what_comes_again_begins_nothing_anew(world: Life) -> None:
    """A channel repeats what it saw no answer to, also across an erasure."""
    given: list[Input] = [Command("start", "tiny"), Typed("raadslid"), Command("erase", "yes")]
    batch = [world.inbound(WHO, one) for one in given]
    await world.turns.apply(batch)
    await world.deliver()
    outcomes = await world.turns.apply(batch)
    assert not any(one.fresh for one in outcomes)
    assert set(await rows(world.store)) == {"fingerprints"}


@on_both
async def test_a_last_word_that_is_refused_is_not_kept(world: Life) -> None:
    """It has their address, and nobody is to send it again."""
    await world.give(WHO, Command("start", "tiny"), Command("erase", "yes"))
    async with world.store.begin() as work:
        (last,) = await stored_outbox.due(work, world.channel, 10)
        await stored_outbox.mark_failed(work, last.key, "Forbidden")
    assert set(await rows(world.store)) == {"fingerprints"}
