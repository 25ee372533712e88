"""What a coach runs, and how it ends."""

from __future__ import annotations

import asyncio
import signal

from sqlalchemy import select

from bot.app import App
from bot.config.settings import Settings
from bot.messages.messages import Inbound, Outbound
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Input, Typed
from storage.core.schema import fires
from storage.database.unit_of_work import Store
from storage.repositories import outbox, people
from storage.repositories.outbox import OutboxRow
from tests.fake_model.server import FakeModel
from tests.support.abandoned_sessions import leave
from tests.support.clock import Clock
from tests.support.second_look import HOPE, OWNER, TROUBLE, good
from tests.support.second_look import content as small_talk
from tests.support.until import until


async def test_a_task_that_stops_makes_it_end_as_failed(
    content: Content, store: Store, clock: Clock
) -> None:
    """So that something starts it again: an exit code of 0 would be left alone."""

    async def fails() -> None:
        raise RuntimeError

    app, ended = App(Settings(), content, store, clock), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    app._run(fails())
    await until(ended.is_set)
    asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)
    assert app.failed


async def test_a_coach_that_runs_looks_after_its_fires(
    content: Content, store: Store, clock: Clock
) -> None:
    """One that is years late is noted as passed, whatever the hour is now."""
    await leave(store, content, range(1), due=1e9)
    app = App(Settings(web_port=0), content, store, clock)
    taken = asyncio.Event()
    app.turns.committed.append(lambda _: taken.set())
    await app.start()
    await until(taken.is_set)
    async with store.begin() as work:
        rows = await work.connection.execute(select(fires.c.status))
        assert rows.scalars().all() == ["skipped"]
    await app.close()


async def test_a_model_is_asked_by_a_coach_that_has_one(store: Store, clock: Clock) -> None:
    """From the settings to the words; the log says where answers may go."""
    async with FakeModel(good) as model:
        settings = Settings(
            web_port=0, model_url=model.url, model="tiny", model_owner=OWNER, model_seconds=20.0
        )
        app = App(settings, small_talk(), store, clock)
        await app.start()
        given: list[Input] = [Command("settings", "model on"), Command("start", "second")]
        for number, one in enumerate([*given, Typed("1"), Typed(TROUBLE), Typed(HOPE)]):
            await app.turns.submit(Inbound("telegram", str(number), "7", one, clock()))

        async def worded() -> bool:
            async with store.begin() as work:
                person = (await people.people_at(work, {("telegram", "7")}))["telegram", "7"]
            return "word" in person.sessions[-1].open().thoughts

        await until(worded)
        await app.close()
        assert len(model.asked) == 2


async def test_without_a_model_nothing_waits_for_one(store: Store, clock: Clock) -> None:
    """What was to be asked by an earlier life is let go."""
    out = Outbound("model", "s1", "think", request="{}")
    row = OutboxRow("k", "model", "s1", None, 1, 0.0, out.dump())
    async with store.begin() as work:
        await outbox.add_outbound(work, [row])
    app = App(Settings(web_port=0), small_talk(), store, clock)
    await app.start()
    async with store.begin() as work:
        assert await outbox.due(work, "model", 9) == []
    assert app.content.model is None
    await app.close()
