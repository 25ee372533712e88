"""Being called with updates: who may, and when it is 200."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.channels.telegram.errors import TelegramError
from storage.repositories import dead_letters
from storage.repositories import inbox as stored_inbox
from tests.fake_bot_api.server import Chat
from tests.support.present import present
from tests.support.telegram_coach import SECRET, Coach, noticed
from tests.support.until import until
from tests.support.webhook import post, update


@pytest.fixture
async def hooked(idle: Coach) -> AsyncIterator[Coach]:
    """A coach that Telegram calls."""
    await idle.send()
    await idle.channel.set_webhook(await idle.serve(), SECRET)
    yield idle
    await idle.api.until(lambda: not idle.api.unanswered_callbacks)


async def test_a_talk_over_the_webhook(hooked: Coach, anna: Chat) -> None:
    """Texts and taps come in by webhook, and the answer to a tap goes with the 200."""
    await anna.says("/start tiny")
    question = await anna.hears("Wat is uw rol?")
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?")
    await anna.taps_old(
        question.message_id,
        present(present(question.reply_markup).inline_keyboard[0][0].callback_data),
    )
    notice = await noticed(hooked)
    assert "Hij doet niets meer" in notice.params["text"]
    assert not hooked.api.updates.pending
    assert max(hooked.api.updates.deliveries.values()) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "é"])
async def test_only_telegram_may_call(idle: Coach, anna: Chat, secret: str | None) -> None:
    """Without the secret it is 401, and nothing happens."""
    assert await post(await idle.serve(), secret, json=update(1)) == 401
    assert await idle.person(anna) is None


async def test_no_webhook_without_a_secret(idle: Coach) -> None:
    """An empty or odd secret is refused before anything listens."""
    for secret in ("", "with space", "x" * 257):
        with pytest.raises(TelegramError, match="SAMENSPRAAK_WEBHOOK_SECRET"):
            idle.channel.webhook(idle.turns, secret)
        with pytest.raises(TelegramError, match="SAMENSPRAAK_WEBHOOK_SECRET"):
            await idle.channel.set_webhook("https://example.nl/telegram", secret)


async def test_200_comes_after_the_commit(idle: Coach, anna: Chat) -> None:
    """As long as the transaction cannot be committed there is no answer."""
    url = await idle.serve()
    async with idle.store.begin():
        posted = asyncio.create_task(post(url, json=update(1)))
        await asyncio.sleep(0.3)
        assert not posted.done()
    assert await posted == 200
    assert await idle.person(anna) is not None


async def test_a_commit_that_fails_is_tried_again(
    hooked: Coach, anna: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The storage fails: 503, Telegram calls again, and it is answered once."""
    add, left = stored_inbox.add_inbound, [2]

    async def fails(*args: Any) -> object:
        left[0] -= 1
        if left[0] >= 0:
            raise OSError("no space left on device")
        return await add(*args)

    monkeypatch.setattr(stored_inbox, "add_inbound", fails)
    number = await anna.says("/start")
    await anna.hears("Samenspraak")
    await hooked.api.until(lambda: number in hooked.api.updates.confirmed)
    assert hooked.api.updates.deliveries[number] == 3
    assert len(anna.messages) == 1


async def test_a_redelivery_is_dropped(idle: Coach, anna: Chat) -> None:
    """The same update twice is 200 twice, and counts once."""
    await idle.send()
    url = await idle.serve()
    assert [await post(url, json=update(5)) for _ in range(3)] == [200] * 3
    await anna.hears("Samenspraak")
    await asyncio.sleep(0.2)
    assert len(anna.messages) == 1


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"1", b'{"message": {}}', b"\xff\xfe"])
async def test_what_is_no_update_is_200_and_kept(idle: Coach, body: bytes) -> None:
    """It would come again for ever if it were refused."""
    url = await idle.serve()
    assert [await post(url, data=body) for _ in range(2)] == [200, 200]
    async with idle.store.begin() as work:
        assert [one.error for one in await dead_letters.parked(work)] == [
            "cannot be read: ValueError"
        ]


async def test_an_update_of_tomorrow_is_200(idle: Coach) -> None:
    """An update that we cannot read would come again for ever if it were refused."""
    assert await post(await idle.serve(), json={"update_id": 1, "message": {"text": "x"}}) == 200
    assert await post(await idle.serve(), json={"update_id": 2, "something_new": {}}) == 200


async def test_a_body_has_a_limit(idle: Coach) -> None:
    """More than an update can be is not read; what it begins with is kept."""
    assert await post(await idle.serve(), data=b"x" * 2_000_000) == 200
    async with idle.store.begin() as work:
        (_, row), *others = await dead_letters.unsealed(work, [1])
    assert not others and 32_000 < len(row.text) < 33_000


async def test_posts_of_a_moment_share_a_commit(
    idle: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty updates at once are committed in a few batches, and all of them are kept."""
    sizes: list[int] = []
    add = stored_inbox.add_inbound

    async def counts(work: Any, rows: Any) -> object:
        sizes.append(len(rows))
        return await add(work, rows)

    monkeypatch.setattr(stored_inbox, "add_inbound", counts)
    came, submit = 0, idle.turns.submit

    async def comes(*args: Any) -> Any:
        nonlocal came
        came += 1
        return await submit(*args)

    monkeypatch.setattr(idle.turns, "submit", comes)
    url = await idle.serve()
    async with idle.store.begin():
        posted = [
            asyncio.create_task(post(url, json=update(n, chat=100 + n))) for n in range(1, 51)
        ]
        await until(lambda: came == 50)
    assert [await one for one in posted] == [200] * 50
    assert sum(sizes) == 50 and len(sizes) <= 5
