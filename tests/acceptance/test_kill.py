"""kill -9 in the middle of a batch: after the restart nothing is lost and nothing counts twice."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest

from dialogues.session import Session
from storage import people
from storage.unit_of_work import Store
from tests.fake_bot_api import Chat, FakeBotApi
from tests.processes import Coach, free_port

PEOPLE, KILLS = 6, 3
SECRET = "a-secret-of-the-tests"


def answers(person: int) -> list[str]:
    """Twenty ratings that no follow-up asks on, different for everyone."""
    chance = random.Random(person)
    return [str(chance.choice([3, 4, 5])) for _ in range(20)]


async def send_all(users: list[Chat], *, pause: float) -> None:
    """Everybody begins the questionnaire and types all its answers, whatever comes back."""
    said = [["/start success_factors", "1", "3", *answers(user.id)] for user in users]
    for round_of in zip(*said, strict=True):
        for user, text in zip(users, round_of, strict=True):
            await user.says(text)
        await asyncio.sleep(pause)


async def sessions(folder: Path, users: list[Chat]) -> dict[int, list[Session]]:
    """What the database holds when the process is gone."""
    url = f"sqlite+aiosqlite:///{folder}/data/samenspraak.sqlite3"
    store = await Store.open(url, folder / "samenspraak.key")
    async with store.begin() as work:
        found = await people.visitors(work, {("telegram", str(user.id)) for user in users})
    await store.close()
    return {int(a): [k.open() for k in v.kept] for (_, a), v in found.items()}


async def everything_delivered(api: FakeBotApi, users: list[Chat]) -> None:
    """The end of the talk has reached everyone."""

    def ended() -> bool:
        texts = [[message.text or "" for message in user.messages] for user in users]
        return all(any("Dank u wel" in text for text in mine) for mine in texts)

    await api.until(ended, timeout=60)


async def check(folder: Path, api: FakeBotApi, users: list[Chat]) -> None:
    kept = await sessions(folder, users)
    for user in users:
        assert len(kept[user.id]) == 1, "a start counted twice, or was lost"
        session = kept[user.id][0]
        rated = [session.answers[f"sf{n // 2 + 1}_{'ab'[n % 2]}"].value for n in range(20)]
        assert [str(value) for value in rated] == answers(user.id)
        assert session.status == "completed"
        asked = [m.text or "" for m in user.messages]
        for number in range(1, 21):
            assert any(f"{number} van 20" in text for text in asked), f"reply {number} was lost"
    assert api.refused == []


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_nothing_is_lost_by_kills(mode: str, tmp_path: Path) -> None:
    """Every answer that Telegram delivered is there once and in order, every reply went out."""
    async with FakeBotApi() as api:
        users = [api.user(700 + number) for number in range(PEOPLE)]
        settings = {"TOKEN": api.token, "TELEGRAM_API": api.url, "MODE": mode}
        if mode == "webhook":
            port = free_port()
            settings |= {
                "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
                "WEBHOOK_PORT": str(port),
                "WEBHOOK_SECRET": SECRET,
            }
        coach = await Coach(tmp_path, settings).start()
        sending = asyncio.create_task(send_all(users, pause=0.3 if mode == "webhook" else 0.0))
        for kill in range(KILLS):
            before = len(api.calls)
            await api.until(lambda before=before: len(api.calls) > before + 12, timeout=30)
            await asyncio.sleep(0.01 * kill)
            await coach.kill()
            await coach.start()
        await sending
        await everything_delivered(api, users)
        assert await coach.stop() == 0
        await check(tmp_path, api, users)
        assert "Traceback" not in coach.log
        assert '"level": "error"' not in coach.log
