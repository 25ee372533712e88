"""kill -9 amid the answers of many: after it nothing is lost and nothing counts twice.

Three kills are enough for every day. `make kills KILLS=25` does more, and prints its figures. The
database is SQLite, or the empty one that SAMENSPRAAK_DATABASE names.
"""

from __future__ import annotations

import asyncio
import os
import random
from pathlib import Path

import pytest

from tests.fake_bot_api.server import Chat, FakeBotApi
from tests.support.load import everything_delivered, outcome, portions, type_all
from tests.support.processes import Coach, telegram
from tests.support.telegram_coach import in_vain

KILLS = int(os.environ.get("KILLS", "3"))
PEOPLE = max(2 * KILLS, 6)


async def kill_soon(coach: Coach, api: FakeBotApi, chance: random.Random) -> None:
    """At a moment that nobody chose: while it takes messages, while it answers, or between."""
    enough = len(api.calls) + chance.randint(1, 30)
    await api.until(lambda: len(api.calls) >= enough)
    await asyncio.sleep(chance.choice([0, 0, 0.01, 0.05]))
    await coach.kill()


def most_repeats(users: list[Chat]) -> int:
    """Of the person who heard most replies again: how many."""
    heard = [[message.text for message in user.messages] for user in users]
    return max(len(texts) - len(set(texts)) for texts in heard)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_nothing_is_lost_by_kills(mode: str, tmp_path: Path) -> None:
    """Every answer that Telegram delivered is there once and in order, every reply went out."""
    chance = random.Random(KILLS)
    async with FakeBotApi() as api:
        users = [api.user(700 + number) for number in range(PEOPLE)]
        settings = telegram(api, mode)
        if database := os.environ.get("SAMENSPRAAK_DATABASE"):
            settings["DATABASE"] = database
        async with Coach(tmp_path, settings) as coach:
            for portion in portions(users, KILLS):
                typing = asyncio.create_task(type_all(portion, pause=0.01))
                await kill_soon(coach, api, chance)
                await coach.start()
                await typing
            await everything_delivered(api, users)
            assert await coach.stop() == 0
        found = await outcome(coach, api, users)
        print(f"\n{mode}, {KILLS} kills: {found}")
        assert found.good, found
        assert most_repeats(users) <= KILLS, "a kill repeats one reply to a person at most"
        assert [call for call in api.refused if not in_vain(call)] == []
        assert "Traceback" not in coach.log
        assert '"level": "error"' not in coach.log
