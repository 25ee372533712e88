"""Old talks: their persons are told, may keep them, and else they go; nothing goes unannounced."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from sqlalchemy import func, select

from bot.messages.messages import Inbound, Outbound
from bot.scheduling.scheduler import Scheduler
from bot.turns.processor import Turns
from dialogues.calendar.timezones import SECONDS_PER_DAY, ZONE, zone_of
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Input, Typed
from dialogues.talks.retention_notice import NOTICE
from storage.core.schema import sessions
from storage.database.unit_of_work import Store
from storage.repositories import people
from tests.support.commands import command
from tests.support.postgres import on_both
from tests.support.traces import rows

pytestmark = on_both
BEGAN = datetime(2026, 11, 24, 10, 0, tzinfo=zone_of(ZONE)).timestamp()
YEAR = 365 * SECONDS_PER_DAY


class Life:
    """Someone who held a talk, and time that passes."""

    def __init__(self, content: Content, store: Store) -> None:
        self.now, self.store, self.said = BEGAN, store, list[Outbound]()
        self.turns = Turns(content, store, lambda: self.now)
        self.turns.committed.append(lambda replies: self.said.extend(o for _, o in replies))
        self.scheduler = Scheduler(self.turns, lambda: self.now, YEAR)

    async def begin(self) -> Life:
        stop: tuple[Input, ...] = (Command("start", "tiny"), Typed("raadslid"), Command("stop"))
        for number, one in enumerate(stop):
            await self.turns.apply([Inbound("telegram", f"{number}", "7", one, self.now)])
        return self

    async def pass_to(self, moment: float) -> list[str]:
        """Live on to a moment, a day at a time; returns what was said."""
        self.said.clear()
        while self.now < moment:
            self.now = min(self.now + SECONDS_PER_DAY, moment)
            await self.scheduler.tick()
        return ["\n".join(part.text for part in out.parts) for out in self.said]

    async def tap(self, label: str) -> None:
        prompts = [out.prompt for out in self.said if out.prompt]
        data = next(b.data for b in prompts[-1].choices if b.label == label)
        given = Inbound("telegram", f"{self.now}", "7", command(data), self.now)
        await self.turns.apply([given])

    async def count(self) -> int:
        async with self.store.begin() as work:
            counted = select(func.count()).select_from(sessions)
            return int((await work.connection.execute(counted)).scalar_one())


@pytest.fixture
async def life(content: Content, store: Store, log: io.StringIO) -> Life:
    return await Life(content, store).begin()


async def test_who_says_nothing_is_told_once_and_two_weeks_later_it_goes(life: Life) -> None:
    """On the day that was named, with all messages of then."""
    said = await life.pass_to(BEGAN + YEAR - NOTICE + 4 * SECONDS_PER_DAY)
    assert len(said) == 1 and "wis ik alles" in said[0] and "25 november 2027" in said[0]
    await life.pass_to(BEGAN + YEAR - SECONDS_PER_DAY)
    assert await life.count() == 1 and life.said == []
    await life.pass_to(BEGAN + YEAR + 3 * SECONDS_PER_DAY)
    assert await life.count() == 0
    await life.pass_to(BEGAN + YEAR + 8 * SECONDS_PER_DAY)
    assert await rows(life.store) == {"fingerprints": 1}, "nor is anything left of who it was"


async def test_who_keeps_it_has_it_for_another_period(life: Life) -> None:
    """And is told again before its end."""
    await life.pass_to(BEGAN + YEAR - NOTICE + 4 * SECONDS_PER_DAY)
    await life.tap("Bewaren")
    kept = life.now
    assert await life.pass_to(kept + YEAR - NOTICE - SECONDS_PER_DAY) == []
    assert await life.count() == 1
    assert len(await life.pass_to(kept + YEAR - NOTICE + 4 * SECONDS_PER_DAY)) == 1


async def test_going_on_with_it_keeps_it_too(life: Life) -> None:
    """Whoever uses a talk needs no question about it."""
    await life.pass_to(BEGAN + YEAR - 30 * SECONDS_PER_DAY)
    await life.turns.apply([Inbound("telegram", "x", "7", Command("resume"), life.now)])
    await life.turns.apply([Inbound("telegram", "y", "7", Command("stop"), life.now)])
    assert await life.pass_to(BEGAN + YEAR + 10 * SECONDS_PER_DAY) == []
    assert await life.count() == 1


async def test_who_cannot_be_reached_is_passed_after_two_weeks(life: Life) -> None:
    """Nothing is kept for ever because somebody blocked us."""
    async with life.store.begin() as work:
        await people.set_reachable(work, ("telegram", "7"), False)
    assert await life.pass_to(BEGAN + YEAR - SECONDS_PER_DAY) == [] and await life.count() == 1
    await life.pass_to(BEGAN + YEAR + 3 * SECONDS_PER_DAY)
    assert await life.count() == 0


async def test_after_a_down_time_nothing_goes_untold(life: Life) -> None:
    """Two weeks from the word, however long it is past its time."""
    life.now = BEGAN + 2 * YEAR
    said = await life.pass_to(life.now + 6 * SECONDS_PER_DAY)
    assert len(said) == 1 and await life.count() == 1
    await life.pass_to(life.now + NOTICE)
    assert await life.count() == 0


async def test_without_the_setting_all_stays(life: Life) -> None:
    """For ever."""
    life.scheduler = Scheduler(life.turns, lambda: life.now)
    life.now = BEGAN + 9 * YEAR
    assert await life.pass_to(life.now + 20 * SECONDS_PER_DAY) == [] and await life.count() == 1
