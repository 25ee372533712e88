"""A whole coach on the fake Bot API: real HTTP, real turns, real sender, real database."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram import polling, updates
from dialogues.definition.content import Content
from storage.database.unit_of_work import Store
from tests.fake_bot_api.server import Chat, FakeBotApi
from tests.support.clock import Clock
from tests.support.facilitator import founded, way
from tests.support.telegram_coach import Coach


@pytest.fixture
async def api(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> AsyncIterator[FakeBotApi]:
    """The fake Bot API; at the end nothing was refused, too early, or left unanswered.

    A test that provokes a refusal takes it out of `refused` itself.
    """
    monkeypatch.setattr(polling, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(updates, "JOINED", 0.2)
    async with FakeBotApi(clock=clock) as api:
        yield api
        assert api.refused == []
        assert api.violations == []


@pytest.fixture
async def idle(api: FakeBotApi, content: Content, store: Store) -> AsyncIterator[Coach]:
    """A coach that does nothing yet."""
    coach = Coach(api, content, store)
    yield coach
    await coach.close()


@pytest.fixture
async def coach(idle: Coach) -> AsyncIterator[Coach]:
    """A coach that polls; at the end every tap has been answered."""
    await idle.start()
    yield idle
    await idle.api.until(lambda: not idle.api.unanswered_callbacks)


@pytest.fixture
async def anna(api: FakeBotApi) -> Chat:
    return api.user(7, first_name="Anna", language_code="nl")


@pytest.fixture
async def emma(api: FakeBotApi) -> Chat:
    return api.user(9, first_name="Emma", language_code="en-GB")


@pytest.fixture
async def linked(coach: Coach, anna: Chat) -> Chat:
    """A group that is the chat of Anna's collaboration."""
    await founded(coach, anna)
    group = coach.api.group(-100, "Vechtgroep", sender=anna)
    await group.follows(await way(anna))
    await group.hears("Dag allemaal.")
    await anna.hears("gekoppeld")
    return group
