"""Fires on real SQLite: each taken once, in batches, between which people get their turn."""

from __future__ import annotations

import asyncio
import io
import json
import signal
import sys
from collections import Counter
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from bot.messages.messages import Inbound, Outbound
from bot.scheduling.scheduler import MAX_FIRES_PER_BATCH, Scheduler
from bot.services import pulses
from bot.turns import processor as turns_module
from bot.turns.processor import Turns
from dialogues.calendar.schedule import Schedule
from dialogues.calendar.timezones import SECONDS_PER_DAY, SECONDS_PER_WEEK
from dialogues.definition.content import Content
from dialogues.dispatcher import handle
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.messages.inputs import Command, Input, Timeout, Typed
from dialogues.turn.person import Person
from storage.core.schema import addresses, fires, inbox, outbox
from storage.database.unit_of_work import Store
from storage.repositories import outbox as stored_outbox
from storage.repositories import people, transcripts
from tests.support.abandoned_sessions import HOUR, TUESDAY, leave, person

ROOT = Path(__file__).parents[3]


class Time:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = TUESDAY

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def turns(content: Content, store: Store, clock: Time) -> Turns:
    return Turns(content, store, clock)


@pytest.fixture
def scheduler(turns: Turns, clock: Time) -> Scheduler:
    return Scheduler(turns, clock)


def inbound(update: str, given: Input, address: str = "7", channel: str = "telegram") -> Inbound:
    return Inbound(channel, update, address, given, TUESDAY)


async def prompts(store: Store) -> Counter[str]:
    """How many prompts stand in the outbox for whom."""
    async with store.begin() as work:
        rows = await work.connection.execute(select(outbox.c.address).where(outbox.c.prompt == 1))
        return Counter(rows.scalars())


async def statuses(store: Store) -> list[tuple[str, str]]:
    async with store.begin() as work:
        rows = await work.connection.execute(
            select(fires.c.key, fires.c.status).order_by(fires.c.id)
        )
        return [(key.partition("/")[2].partition("/")[2], status) for key, status in rows]


async def replies(store: Store) -> list[tuple[bool, str]]:
    """What goes out: whether it is a prompt, and its words."""
    async with store.begin() as work:
        rows = await stored_outbox.due(work, "telegram", 100)
    out = [(row.prompt, Outbound.load(row.text, "telegram", row.address)) for row in rows]
    return [(prompt, "\n".join(part.text for part in one.parts)) for prompt, one in out]


async def test_a_paused_talk_is_brought_up_once(
    turns: Turns, scheduler: Scheduler, store: Store, clock: Time
) -> None:
    """From the pause to the prompt and on: only what nobody asked for is marked as a prompt."""
    await turns.apply([inbound("1", Command("start", "tiny")), inbound("2", Command("pause"))])
    await scheduler.tick()
    assert not await prompts(store)
    clock.now += SECONDS_PER_WEEK
    for _ in range(3):
        await scheduler.tick()
    said = await replies(store)
    assert [prompt for prompt, _ in said] == [False, False, True]
    assert "ligt nog klaar" in said[2][1]
    assert await statuses(store) == [("1", "skipped"), ("2", "done")]
    await turns.apply([inbound("3", Command("resume"))])
    assert (await replies(store))[-1][0] is False
    assert (await statuses(store))[-1] == ("3", "pending")


async def test_one_who_started_and_paused_in_one_batch_has_one_fire(
    turns: Turns, store: Store
) -> None:
    """The first is taken back in the transaction that wrote it."""
    await turns.apply([inbound("1", Command("start", "tiny")), inbound("2", Command("pause"))])
    assert await statuses(store) == [("1", "skipped"), ("2", "pending")]


async def test_a_fire_and_an_answer_in_one_batch(turns: Turns, store: Store, clock: Time) -> None:
    """Who pauses in the batch in which a fire is put off keeps one fire."""
    await turns.apply([inbound("1", Command("start", "tiny")), inbound("2", Typed("2"))])
    async with store.begin() as work:
        key = (await work.connection.execute(select(fires.c.key))).scalar_one()
    clock.now += HOUR
    due = Timeout("resume", key.split("/")[1], 1, clock.now)
    await turns.apply([inbound(f"fire/{key}", due), inbound("3", Command("pause"))])
    assert await statuses(store) == [("1", "skipped"), ("2", "skipped"), ("3", "pending")]


async def test_erasing_leaves_no_fire(turns: Turns, scheduler: Scheduler, store: Store) -> None:
    """Also when its turn comes later: nobody is made anew by it."""
    await turns.apply([inbound("1", Command("start", "tiny"))])
    async with store.begin() as work:
        key = (await work.connection.execute(select(fires.c.key))).scalar_one()
    await turns.apply([inbound("2", Command("erase", "yes", sure=True))])
    assert await statuses(store) == []
    outcome = await turns.apply([inbound(f"fire/{key}", Timeout("resume", "s", 1, TUESDAY))])
    assert not outcome[0].fresh
    async with store.begin() as work:
        assert not list(await work.connection.execute(select(addresses)))


async def test_ten_thousand_due_at_once_are_each_said_once(
    scheduler: Scheduler, content: Content, store: Store
) -> None:
    """In batches; who writes meanwhile is answered long before the last of them."""
    await leave(store, content, range(10_000))
    ticking = asyncio.create_task(scheduler.tick())
    await asyncio.sleep(0)
    await scheduler.turns.submit(inbound("1", Command("menu"), "x"))
    assert not ticking.done()
    await asyncio.gather(ticking, scheduler.tick())
    assert await prompts(store) == Counter({str(number): 1 for number in range(10_000)})
    async with store.begin() as work:
        mine = select(inbox.c.id).where(inbox.c.update_id == "1")
        assert (await work.connection.execute(mine)).scalar_one() <= 3 * MAX_FIRES_PER_BATCH
        left = select(func.count()).where(fires.c.status != "done")
        assert (await work.connection.execute(left)).scalar_one() == 0


async def test_what_is_late_is_recorded_and_not_said(
    scheduler: Scheduler, content: Content, store: Store, clock: Time, log: io.StringIO
) -> None:
    """After a long time in which we were down, only what is fresh is said; no log names anyone."""
    await leave(store, content, range(5), due=TUESDAY)
    clock.now += SECONDS_PER_DAY + HOUR
    await leave(store, content, range(5, 8), due=clock.now)
    await scheduler.tick()
    assert await prompts(store) == Counter({"5": 1, "6": 1, "7": 1})
    assert [status for _, status in await statuses(store)] == ["skipped"] * 5 + ["done"] * 3
    assert json.loads(log.getvalue().splitlines()[0])["taken"] == 8
    assert person(5) not in log.getvalue()


async def test_who_cannot_be_reached_is_let_be(
    scheduler: Scheduler, content: Content, store: Store
) -> None:
    """Someone blocked us: the fire is passed, and they stay unreachable."""
    await leave(store, content, range(2))
    async with store.begin() as work:
        await people.set_reachable(work, ("telegram", "0"), False)
    await scheduler.tick()
    assert await prompts(store) == Counter({"1": 1})
    assert [status for _, status in await statuses(store)] == ["skipped", "done"]
    async with store.begin() as work:
        rows = await work.connection.execute(select(addresses.c.reachable))
        assert sorted(rows.scalars()) == [0, 1]


async def test_the_address_that_was_used_last_hears_it(
    turns: Turns, scheduler: Scheduler, content: Content, store: Store
) -> None:
    """Of two addresses of one person."""
    await leave(store, content, range(1))
    async with store.begin() as work:
        other = {"channel": "telegram", "address": "new", "person": person(0)}
        await work.connection.execute(insert(addresses).values(other))
    await turns.apply([inbound("1", Command("menu"), "new"), inbound("2", Command("menu"), "0")])
    await turns.apply([inbound("3", Command("menu"), "new")])
    await scheduler.tick()
    assert await prompts(store) == Counter({"new": 1})


async def test_two_fires_of_one_person_come_in_one_message(
    turns: Turns, scheduler: Scheduler, store: Store, clock: Time
) -> None:
    """With a button to go on for each; then both are done."""
    await turns.apply(
        [
            inbound("1", Command("start", "tiny")),
            inbound("2", Command("start", "tiny_scores now", sure=True)),
        ]
    )
    clock.now += SECONDS_PER_WEEK
    await scheduler.tick()
    said = (await replies(store))[-1]
    assert said[0] and "Klein gesprek" in said[1] and "Kleine scores" in said[1]
    assert [status for _, status in await statuses(store)] == ["done", "done"]
    clock.now += SECONDS_PER_WEEK
    await scheduler.tick()
    assert await prompts(store) == Counter({"7": 1})


async def test_on_the_web_it_stands_in_the_transcript(
    turns: Turns, scheduler: Scheduler, store: Store, clock: Time
) -> None:
    """Nothing is pushed; the row that caused it is no message of the person, nor in an export."""
    await turns.apply([inbound("1", Command("start", "tiny"), "w", "web")])
    await turns.apply([inbound("1a", Typed("raadslid"), "w", "web")])
    clock.now += SECONDS_PER_WEEK
    await scheduler.tick()
    async with store.begin() as work:
        lines = await transcripts.transcript(work, "web", "w", 0, 100)
        rows = await work.connection.execute(select(outbox.c.status, outbox.c.prompt))
        assert [tuple(row) for row in rows] == [("sent", 0), ("sent", 0), ("sent", 1)]
    last = Outbound.load(lines[-1].text, "web", "w")
    assert "ligt nog klaar" in last.parts[0].text
    await turns.apply([inbound("2", Command("export"), "w", "web")])
    async with store.begin() as work:
        line = (await transcripts.transcript(work, "web", "w", 0, 100))[-1]
    document = Outbound.load(line.text, "web", "w").document
    assert document is not None
    assert len(json.loads(document.body)["messages_from_you"]) == 3


async def test_a_fire_that_fails_is_parked_without_a_word(
    scheduler: Scheduler, content: Content, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds up nobody, and who said nothing hears of no failure."""
    real = handle

    def receive(*arguments: Any) -> object:
        if isinstance(arguments[2], Timeout) and arguments[2].subject == "s0000001":
            raise RuntimeError
        return real(*arguments)

    monkeypatch.setattr(turns_module, "handle", receive)
    await leave(store, content, range(3))
    await scheduler.tick()
    assert len(await replies(store)) == 2
    async with store.begin() as work:
        update_id = f"fire/resume/s0000001/1@{TUESDAY:.0f}"
        parked = select(inbox.c.update_id).where(inbox.c.status == "parked")
        assert (await work.connection.execute(parked)).scalar_one() == update_id
        left = select(func.count()).where(fires.c.status == "pending")
        assert (await work.connection.execute(left)).scalar_one() == 0


async def test_a_fire_that_was_taken_back_meanwhile_is_not_said(
    turns: Turns, content: Content, store: Store
) -> None:
    """Between looking and taking, the person went on."""
    await leave(store, content, range(1))
    async with store.begin() as work:
        await work.connection.execute(update(fires).values(status="skipped"))
    given = Timeout("resume", "s0000000", 1, TUESDAY)
    assert not (await turns.apply([inbound("fire/resume/s0000000/1", given, "0")]))[0].fresh
    assert not await prompts(store)


async def process(folder: Path, *arguments: str) -> int:
    """Run fires_process to its end; returns how it ended."""
    module = "tests.support.fires_process"
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, str(folder), *arguments, cwd=ROOT
    )
    return await started.wait()


@pytest.mark.parametrize("step", ["claimed", "written", "committed"])
async def test_a_kill_loses_no_fire_and_says_none_twice(
    step: str, content: Content, tmp_path: Path
) -> None:
    """kill -9 between claim and commit, and just after the commit; then again, to the end."""
    url = f"sqlite+aiosqlite:///{tmp_path}/data/db.sqlite3"
    store = await Store.open(url, tmp_path / "key")
    await leave(store, content, range(60))
    await store.close()
    ends = [await process(tmp_path, *kill) for kill in ((step, "2"), (step, "1"), ("never", "0"))]
    assert ends == [-signal.SIGKILL, -signal.SIGKILL, 0]
    store = await Store.open(url, tmp_path / "key")
    assert await prompts(store) == Counter({str(number): 1 for number in range(60)})
    assert {status for _, status in await statuses(store)} == {"done"}
    await store.close()


async def test_a_kill_loses_no_moment_of_a_schedule(content: Content, tmp_path: Path) -> None:
    """kill -9 while the moments of schedules are written, twice; then each is asked once."""
    url = f"sqlite+aiosqlite:///{tmp_path}/data/db.sqlite3"
    store = await Store.open(url, tmp_path / "key")
    weekly = Schedule(date(2026, 11, 1), "weekly", weekday=1, at=time(10))
    async with store.begin() as work:
        new = [(("telegram", str(n)), Person(person(n), "nl")) for n in range(60)]
        await people.add_people(work, new, TUESDAY - SECONDS_PER_DAY)
        for _, someone in new:
            kept = PulseSchedule(someone.id, weekly, person=someone.id)
            await pulses.keep(work, kept, TUESDAY - SECONDS_PER_DAY)
    await store.close()
    ends = [await process(tmp_path, *kill) for kill in (("beaten", "30"), ("beaten", "5"))]
    ends += [await process(tmp_path, "written", "1"), await process(tmp_path, "never", "0")]
    assert ends == [-signal.SIGKILL] * 3 + [0]
    store = await Store.open(url, tmp_path / "key")
    assert await prompts(store) == Counter({str(number): 1 for number in range(60)})
    assert {status for _, status in await statuses(store)} == {"done"}
    await store.close()
