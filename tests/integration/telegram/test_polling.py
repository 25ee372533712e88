"""Fetching updates: nothing is confirmed before its commit, and nothing stops the loop."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from storage.repositories import inbox as stored_inbox
from tests.fake_bot_api.server import Chat, FaultKind
from tests.support.telegram_coach import Coach


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """As long as its one number is positive each commit fails, and lowers it."""
    left, add = [3], stored_inbox.add_inbound

    async def fails(*args: Any) -> object:
        if left[0] > 0:
            left[0] -= 1
            raise OSError("no space left on device")
        return await add(*args)

    monkeypatch.setattr(stored_inbox, "add_inbound", fails)
    return left


async def test_what_was_not_committed_comes_again(
    coach: Coach, anna: Chat, full_disk: list[int]
) -> None:
    """A commit that fails confirms nothing; the update comes again, and is answered once."""
    number = await anna.says("/start")
    await coach.api.until(lambda: coach.api.updates.deliveries[number] == 3)
    assert number not in coach.api.updates.confirmed
    await anna.hears("Samenspraak")
    await coach.api.until(lambda: number in coach.api.updates.confirmed)
    assert full_disk == [0]
    assert coach.api.updates.deliveries[number] == 4
    assert len(anna.messages) == 1


async def test_a_repeated_tap_counts_once(coach: Coach, anna: Chat, full_disk: list[int]) -> None:
    """A tap whose commit failed is taken once and answered once when it comes again."""
    full_disk[0] = 0
    await anna.says("/start tiny")
    await anna.hears("Wat is uw rol?")
    full_disk[0] = 1
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?")
    await coach.api.until(lambda: not coach.api.unanswered_callbacks)
    assert (await coach.session(anna)).path == ["role"]


async def test_an_update_that_was_taken_before_is_dropped(
    idle: Coach, anna: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a batch was committed but not confirmed, it comes again and is taken once."""
    apply, left = idle.turns.apply, [1]

    async def fails(batch: Any) -> Any:
        outcomes = await apply(batch)
        left[0] -= 1
        if left[0] >= 0:
            raise OSError("the news of the commit got lost")
        return outcomes

    monkeypatch.setattr(idle.turns, "apply", fails)
    number = await anna.says("/start")
    await idle.start()
    await idle.api.until(lambda: number in idle.api.updates.confirmed)
    await anna.hears("Samenspraak")
    await asyncio.sleep(0.2)
    assert idle.api.updates.deliveries[number] == 2
    assert len(anna.messages) == 1


@pytest.mark.parametrize("kind", ["bad_gateway", "internal", "lost_request", "lost_answer"])
async def test_polling_outlives_their_failures(idle: Coach, anna: Chat, kind: FaultKind) -> None:
    """Whatever getUpdates answers, the loop goes on and each message is answered once."""
    idle.api.fail(kind, "getUpdates", times=2)
    await idle.start()
    await anna.says("/start")
    await anna.hears("Samenspraak")
    assert len(anna.messages) == 1


async def test_a_wait_is_obeyed_when_polling(idle: Coach, anna: Chat) -> None:
    """getUpdates waits as long as it is told."""
    idle.api.fail("retry_after", "getUpdates", seconds=1)
    await idle.start()
    await anna.says("/start")
    await anna.hears("Samenspraak")
    first, second = [c for c in idle.api.calls if c.method == "getUpdates"][:2]
    assert second.at - first.at >= 1


async def test_a_second_poller_is_outlived(coach: Coach, anna: Chat) -> None:
    """A 409, because another one polls, is tried again when that one is gone."""
    await coach.api.until(lambda: [c for c in coach.api.calls if c.method == "getUpdates"])
    await coach.api.bot().get_updates(timeout=0)
    await coach.api.until(lambda: [c for c in coach.api.refused if c.status == 409])
    coach.api.refused.clear()
    await anna.says("/start")
    await anna.hears("Samenspraak")


async def test_a_webhook_is_taken_away_first(idle: Coach, anna: Chat) -> None:
    """Polling begins by deleting the webhook, and what waited for that is taken."""
    await idle.api.bot().set_webhook("http://127.0.0.1:9/telegram")
    await anna.says("/start")
    await idle.start()
    await anna.hears("Samenspraak")
    assert idle.api.webhook.url == ""


async def test_polling_ends_at_once(coach: Coach) -> None:
    """Cancelled while it waits for updates, it does not wait for them to come."""
    await coach.api.until(lambda: [c for c in coach.api.calls if c.method == "getUpdates"])
    polling = coach.tasks[-1]
    polling.cancel()
    await asyncio.wait([polling])
    assert polling.cancelled()
    assert coach.api.calls[-1].status == 0, "the call had not been answered"


async def test_an_update_that_cannot_be_read_keeps_nobody_waiting(idle: Coach, anna: Chat) -> None:
    """One update that Telegram invents tomorrow is confirmed; the others are taken."""
    idle.api.updates.pending[900] = {"update_id": 900, "message": {"text": "no chat, no date"}}
    await anna.says("/start")
    await idle.start()
    await anna.hears("Samenspraak")
    await idle.api.until(lambda: 900 in idle.api.updates.confirmed)


async def test_logs_hold_neither_content_nor_token(
    coach: Coach, anna: Chat, full_disk: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever goes wrong, the log tells what, and nothing of what was said."""
    coach.api.fail("lost_request", "sendMessage")
    coach.api.fail("bad_gateway", "getUpdates")
    await anna.says("/start tiny")
    await anna.hears("Wat is uw rol?")
    await anna.says("Geheim van Oostdam")
    await anna.hears("Dat antwoord ken ik niet")
    logged = "".join(capsys.readouterr())
    assert "no updates taken" in logged and "OSError" in logged and "IncompleteRead" in logged
    assert "Oostdam" not in logged and coach.api.token not in logged
