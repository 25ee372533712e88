"""The fake Bot API: faults on demand, and as a process of its own."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiohttp import ClientSession

from tests.fake_bot_api.chats import Chat
from tests.fake_bot_api.server import FakeBotApi
from tests.support.present import present
from tests.unit.fake_bot_api.conftest import ANNA, keyboard


async def test_a_call_before_retry_after_is_a_violation(
    api: FakeBotApi, bot: Bot, anna: Chat
) -> None:
    """A 429 holds for the whole chat, and for no other chat; coming too early is recorded."""
    api.user(8)
    api.fail("retry_after", method="sendMessage", chat_id=ANNA, seconds=30)
    await bot.send_message(8, "Dag")
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(ANNA, "Dag")
    assert caught.value.retry_after == 30
    await bot.send_message(8, "Dag")
    assert api.violations == []
    with pytest.raises(TelegramRetryAfter):
        await bot.send_chat_action(ANNA, "typing")
    assert len(api.violations) == 1
    assert "sendChatAction to 7" in api.violations[0]
    assert (anna.messages, api.refused) == ([], [])


async def test_a_call_after_retry_after_is_taken(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """Who waits as long as asked is served, without violation."""
    api.fail("retry_after", seconds=0.1)
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(ANNA, "Dag")
    await asyncio.sleep(caught.value.retry_after)
    await bot.send_message(ANNA, "Dag")
    assert api.violations == []


@pytest.mark.parametrize(
    ("kind", "error", "status", "arrived"),
    [
        ("internal", TelegramServerError, 500, 0),
        ("bad_gateway", ClientDecodeError, 502, 0),
        ("lost_request", TelegramNetworkError, 0, 0),
        ("lost_answer", TelegramNetworkError, 0, 1),
    ],
)
async def test_faults_fail_as_often_as_asked(
    api: FakeBotApi, bot: Bot, anna: Chat, kind: Any, error: type, status: int, arrived: int
) -> None:
    """A fault hits its method `times` times, with or without effect, and then it is over."""
    api.fail(kind, method="sendmessage", times=2)
    assert await bot.get_me()
    for _ in range(2):
        with pytest.raises(error):
            await bot.send_message(ANNA, "Dag")
    assert len(anna.messages) == 2 * arrived
    await bot.send_message(ANNA, "Dag")
    assert [call.status for call in api.calls] == [200, status, status, 200]
    assert api.refused == []


async def test_a_slow_answer_comes_after_its_effect(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """A client that does not wait for a slow answer has yet sent its message."""
    api.fail("slow", chat_id=ANNA, seconds=30)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(ANNA, "Dag", request_timeout=1)
    assert len(anna.messages) == 1


@pytest.mark.parametrize(
    "wrong", [{"kind": "flood"}, {"kind": "slow", "method": "x"}, {"kind": "retry_after"}]
)
async def test_a_fault_that_cannot_happen_is_an_error(
    api: FakeBotApi, wrong: dict[str, Any]
) -> None:
    """A mistyped fault does not pass in silence."""
    with pytest.raises(ValueError, match=r"unknown|seconds"):
        api.fail(**wrong)


@pytest.mark.usefixtures("today")
async def test_the_server_runs_as_a_process_with_control_endpoints(http: ClientSession) -> None:
    """A test can drive the fake and read from it over HTTP only."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.fake_bot_api.server", "--port", "0", "--token", "5:abc"),
        cwd=Path(__file__).parents[3],
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        url = (await present(process.stdout).readline()).decode().split()[-1]

        async def control(path: str, **arguments: Any) -> tuple[int, Any]:
            async with http.post(f"{url}/control/{path}", json=arguments) as answer:
                return answer.status, await answer.json()

        async def read(path: str) -> Any:
            async with http.get(f"{url}/control/{path}") as answer:
                return await answer.json()

        assert await control("user", id=ANNA, first_name="Anna") == (200, {"id": ANNA})
        status, queued = await control(f"chat/{ANNA}/says", text="/start")
        assert status == 200
        api = f"{url}/bot5:abc"
        async with http.post(f"{api}/getUpdates", json={}) as answer:
            updates = (await answer.json())["result"]
        assert [update["update_id"] for update in updates] == [queued["update_id"]]
        markup = keyboard(("Ja", "yes")).model_dump(exclude_none=True)
        sent = {"chat_id": ANNA, "text": "Welkom", "reply_markup": markup}
        async with http.post(f"{api}/sendMessage", json=sent) as answer:
            assert answer.status == 200
        assert (await read(f"chat/{ANNA}/hears?text=Welkom"))["message_id"] == 2
        assert (await read(f"chat/{ANNA}"))["buttons"] == ["Ja"]
        assert (await control(f"chat/{ANNA}/taps", button="Ja"))[0] == 200
        status, failed = await control(f"chat/{ANNA}/taps", button="Nee")
        assert (status, "no button 'Nee'" in failed["error"]) == (409, True)
        assert (await control("fail", kind="internal", method="getMe"))[0] == 200
        async with http.get(f"{api}/getMe") as answer:
            assert answer.status == 500
        state = await read("state")
        assert [call["method"] for call in state["calls"]] == [
            "getUpdates",
            "sendMessage",
            "getMe",
        ]
        assert len(state["unanswered_callbacks"]) == 1
        assert (state["refused"], state["violations"]) == ([], [])
    finally:
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
