"""What fires and schedules cost: an idle tick with none and with 100,000 to come of each, and
10,000 fires due at once.

python -m tests.bench.fires
"""

from __future__ import annotations

import asyncio
import io
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import func, insert, select

from bot.config.logs import set_up_logs
from bot.messages.messages import Inbound
from bot.scheduling.scheduler import Scheduler
from bot.turns.processor import Turns
from dialogues.authoring.loader import load
from dialogues.calendar.schedule import Schedule
from dialogues.calendar.timezones import SECONDS_PER_WEEK
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.messages.inputs import Command
from storage.core.schema import outbox, schedules
from storage.database.unit_of_work import Store
from storage.repositories import fires
from storage.repositories.fires import Fire
from tests.conftest import FIXTURES
from tests.support.abandoned_sessions import TUESDAY, leave

TO_COME, DUE, TICKS = 100_000, 10_000, 500
CONTENT = load(FIXTURES / "content")


@asynccontextmanager
async def scheduler() -> AsyncIterator[Scheduler]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = await Store.open(f"sqlite+aiosqlite:///{folder}/db/db.sqlite3", folder / "key")
        yield Scheduler(Turns(CONTENT, store, lambda: TUESDAY), lambda: TUESDAY)
        await store.close()


async def idle(one: Scheduler) -> float:
    """CPU of a tick that finds nothing, in milliseconds: the median of some."""
    costs = []
    for _ in range(TICKS):
        began = time.process_time()
        await one.tick()
        costs.append(time.process_time() - began)
    return statistics.median(costs) * 1000


async def scheduled(store: Store) -> None:
    """Put in as many schedules, each with its next moment."""
    async with store.begin() as work:
        text = PulseSchedule("", Schedule(date(2026, 1, 1))).dump()
        rows = (
            {"id": f"x{n}", "person": f"x{n}", "collaboration": "", "going": 1, "slot": 20270105,
             "due": TUESDAY + SECONDS_PER_WEEK + n, "data": work.vault.seal(text, f"rhythms/x{n}")}
            for n in range(TO_COME)
        )  # fmt: skip
        await work.connection.execute(insert(schedules), list(rows))


async def waits(one: Scheduler, ticking: asyncio.Task[None]) -> list[float]:
    """How long someone who writes during it waits for the commit, in milliseconds."""
    found: list[float] = []
    while not ticking.done():
        began = time.perf_counter()
        update = f"u{len(found)}"
        await one.turns.submit(Inbound("web", update, "someone", Command("menu"), TUESDAY))
        found.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0.05)
    return found


async def main() -> None:
    set_up_logs("json", stream=io.StringIO())
    async with scheduler() as one:
        print(f"idle tick, no fires: {await idle(one):.3f} ms of CPU")
        async with one.turns.store.begin() as work:
            later = (
                Fire("resume", f"x{n}", 1, f"x{n}", TUESDAY + SECONDS_PER_WEEK)
                for n in range(TO_COME)
            )
            await fires.add(work, later)
        print(f"idle tick, {TO_COME} fires to come: {await idle(one):.3f} ms of CPU")
        await scheduled(one.turns.store)
        print(f"idle tick, {TO_COME} schedules besides: {await idle(one):.3f} ms of CPU")
        await leave(one.turns.store, CONTENT, range(DUE))
        cpu, wall = time.process_time(), time.perf_counter()
        ticking = asyncio.create_task(one.tick())
        waited = await waits(one, ticking)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        async with one.turns.store.begin() as work:
            said = select(func.count()).where(outbox.c.prompt == 1)
            assert (await work.connection.execute(said)).scalar_one() == DUE
        print(
            f"{DUE} due at once: {wall:.1f} s, {cpu:.1f} s of CPU, {cpu / DUE * 1000:.2f} ms each"
        )
        print(f"meanwhile a message waited {statistics.median(waited):.0f} ms (median of "
              f"{len(waited)}), {max(waited):.0f} ms at most")  # fmt: skip


if __name__ == "__main__":
    asyncio.run(main())
