"""A simulation from one seed: persons, the Bot API, and lives of the bot until all is said."""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog

from dialogues.authoring.loader import load
from dialogues.definition.content import Content
from tests.simulation.bot_api import BotApi
from tests.simulation.browser import WEB, Browser
from tests.simulation.checks import faults_of
from tests.simulation.clock import Wall
from tests.simulation.disk import Disk
from tests.simulation.life import Life, simulated
from tests.simulation.loop import Loop, Stuck
from tests.simulation.people import Act, perform, plan
from tests.simulation.postman import Postman
from tests.simulation.runner import Result

CONTENT = Path(__file__).parent / "content"
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where databases are: a kill of a process loses nothing of a file system in memory."""
MOST_MENDINGS = 5
LONGEST_AFTER, MOST_STEPS = 2400.0, 400_000
Bug = Callable[[], AbstractContextManager[object]]
_graves: list[object] = []
"""What died, kept for ever: taken apart, its clean-up code would still run."""


@dataclass
class World:
    """One seed at work. What outlives a process of the bot is kept here."""

    seed: int
    folder: Path
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = rng = random.Random(self.seed)
        self.now, self.steps, self.kills, self.disk_faults = 0.0, 0, 0, 0
        self.faults: list[str] = []
        self.at_rest = self.mended = False
        self.loop: Loop | None = None
        self.acts = plan(rng)
        self.horizon = self.acts[-1].at + LONGEST_AFTER
        self.made: list[tuple[int, int]] = []
        self.api = BotApi(rng, self._clock, lambda: self.wall.at(self._clock()), _often(rng, 0.3))
        self.failing = _often(rng, 0.02)
        self.wall = Wall(rng, self.acts[-1].at + 30.0)
        self.browser = Browser(rng, self.api.faulty)
        webhook = rng.random() < 0.4
        self.postman = Postman(self.api, rng, rng.random() < 0.5) if webhook else None
        self.limits = [rng.randint(1, 1500) for _ in range(rng.choice((0, 0, 1, 2, 4, 8)))]

    def run(self) -> None:
        """Until all is said; then what was parked is mended, run again and answered."""
        self._rest()
        self.mended = True
        for again in range(MOST_MENDINGS):
            if self.faults or not self._count("inbox", "parked"):
                break
            self._live(MOST_STEPS if again else self.rng.choice((100, 200, MOST_STEPS)), Life.mend)
        self.at_rest = False
        self._rest()

    def _rest(self) -> None:
        while not (self.at_rest or self.faults):
            self._live(self.limits.pop() if self.limits else MOST_STEPS, Life.run)

    def _live(self, limit: int, what: Callable[[Life], Coroutine[Any, Any, None]]) -> None:
        """One process, until it is killed at a step or everything is done."""
        self.loop = loop = Loop(self.rng, self.now)
        disk = Disk(self.rng, self.failing, loop.time)
        gently = self.rng.random() < 0.25
        with disk.plugged_in():
            life = Life(content(), self, disk)
            main = loop.create_task(what(life))
            main.add_done_callback(lambda _: loop.stop())
            self._schedule(loop, life)
            loop.before_step = lambda: self._before_step(loop, life, limit, gently)
            self._until_stopped(loop)
            self._bury(loop, disk)
        self.faults += [f"a task of the bot failed: {why}" for why in life.failed]
        if main.done() and not main.cancelled() and (error := main.exception()):
            self.faults.append(f"the bot did not run: {error!r}")
        self.faults += [f"a callback failed: {why}" for why in loop.errors]
        self.now, self.steps = loop.time(), self.steps + loop.steps
        self.disk_faults += disk.faults

    def _until_stopped(self, loop: Loop) -> None:
        try:
            loop.run_forever()
        except Stuck:
            self.faults.append("everybody waits for somebody else")

    def _before_step(self, loop: Loop, life: Life, limit: int, gently: bool) -> None:
        if loop.steps >= limit:
            if not gently or life.stopping is None:
                self.kills += 1
                loop.stop()
            elif not life.stopping.is_set():
                self.kills += 1  # a send that is slow is given up, and that leaves it in doubt
                life.stopping.set()
        if loop.steps >= MOST_STEPS or loop.time() > self.horizon:
            self.faults.append(f"not at rest: {len(self.api.updates)} updates wait")
            loop.stop()

    def _schedule(self, loop: Loop, life: Life) -> None:
        for act in self.acts:
            loop.call_at(max(act.at, loop.time()), self._act, act)
        loop.call_later(2.0, self._watch, loop, life)

    def _clock(self) -> float:
        return self.loop.time() if self.loop else 0.0

    def _act(self, act: Act) -> None:
        """Someone whose chat just moved goes on when the bot has written that down."""
        known = f"SELECT 1 FROM addresses WHERE address = '{act.chat}'"
        if act.chat in self.api.moved and self._read(known):
            assert self.loop
            self.loop.call_later(1.0, self._act, act)
            return
        self.acts.remove(act)
        number = self.api.number() if act.chat == WEB else perform(self.api, act, self.rng)
        if act.chat == WEB and number:
            self.browser.say(number, act.text)
        if number:
            self.made.append((number, act.chat))

    def _watch(self, loop: Loop, life: Life) -> None:
        """Stop in good order as soon as there is nothing left to do."""
        busy = self.acts or self.api.updates or self.browser.waiting
        if not busy and not self._count("outbox", "pending") and life.stopping:
            self.at_rest = True
            life.stopping.set()
        else:
            loop.call_later(2.0, self._watch, loop, life)

    def _count(self, table: str, status: str) -> int:
        """So many rows have this status, but for those that were emptied."""
        rows = self._read(
            f"SELECT count(*) FROM {table} WHERE status = '{status}' AND data IS NOT NULL"
        )
        return int(rows[0][0]) if rows else 0

    def _read(self, query: str) -> list[Any]:
        connection = sqlite3.connect(self.folder / "data" / "db.sqlite3")
        try:
            return connection.execute(query).fetchall()
        except sqlite3.OperationalError:
            return []  # killed before there were tables
        finally:
            connection.close()

    def _bury(self, loop: Loop, disk: Disk) -> None:
        """Nothing of a dead process may run: its tasks are kept where nothing wakes them."""
        tasks = asyncio.all_tasks(loop)
        disk.crash()
        written = self._read(
            "SELECT address, max(not_before) FROM outbox WHERE status = 'pending' GROUP BY 1"
        )
        self.api.process_died({int(address): until for address, until in written})
        _graves.append((loop, tasks))
        loop.close()

    def trace(self) -> str:
        story = (self.api.trace, self.made, self.steps, self.kills, self.faults)
        return hashlib.sha256(repr(story).encode()).hexdigest()[:16]


def simulate(seed: int, bug: Bug | None = None) -> Result:
    """Run one seed on the production code, or with a bug planted in it."""
    structlog.configure(processors=[_drop])
    with tempfile.TemporaryDirectory(prefix="simulation", dir=MEMORY) as name, ExitStack() as stack:
        folder = Path(name)
        world = World(seed, folder)
        if world.rng.random() < 0.95:
            shutil.copytree(_template(), folder, dirs_exist_ok=True)
        simulated(stack, world.api, world.rng, lambda: world.mended)
        if bug:
            stack.enter_context(bug())
        world.run()
        faults = world.faults or faults_of(world)
    structlog.reset_defaults()
    counts = {
        "kills": world.kills,
        "calls": world.api.calls.total(),
        "inputs": len(world.made),
        "disk faults": world.disk_faults,
    }
    return Result(seed, faults, world.trace(), counts)


def _often(rng: random.Random, most: float) -> float:
    """How often something goes wrong in this seed: never in some, and never too often."""
    return rng.choice((0.0, rng.uniform(0, most)))


def _drop(*_: object) -> Any:
    raise structlog.DropEvent


@lru_cache
def content() -> Content:
    return load(CONTENT)


@lru_cache
def _template() -> Path:
    """An empty database, so that not every seed has to migrate."""
    from storage.database.unit_of_work import Store

    folder = Path(tempfile.mkdtemp(prefix="simulation-template"))

    async def make() -> None:
        store = await Store.open(f"sqlite+aiosqlite:///{folder}/data/db.sqlite3", folder / "key")
        await store.close()

    asyncio.run(make())
    return folder
