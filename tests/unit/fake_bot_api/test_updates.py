"""The fake Bot API: long polling and the webhook."""

from __future__ import annotations

import asyncio
import socket

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    TelegramConflictError,
    TelegramNetworkError,
)
from aiogram.methods import SendDocument, SendMessage
from aiogram.types import (
    BufferedInputFile,
    Message,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.fake_bot_api.chats import Chat
from tests.fake_bot_api.server import FakeBotApi
from tests.support.present import present
from tests.support.until import LIMIT
from tests.unit.fake_bot_api.conftest import ANNA, Hook, _served


async def test_updates_come_again_until_they_are_confirmed(
    api: FakeBotApi, bot: Bot, anna: Chat
) -> None:
    """An offset confirms what came before it; the rest is delivered again."""
    ids = [await anna.says(text) for text in ("een", "twee", "drie")]
    assert [u.update_id for u in await bot.get_updates(limit=2)] == ids[:2]
    assert [u.update_id for u in await bot.get_updates(offset=ids[0] + 1)] == ids[1:]
    assert api.updates.confirmed == ids[:1]
    assert [api.updates.deliveries[i] for i in ids] == [1, 2, 1]


async def test_a_negative_offset_keeps_the_newest(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """Offset -1 forgets all but the last update."""
    ids = [await anna.says(text) for text in ("een", "twee", "drie")]
    assert [u.update_id for u in await bot.get_updates(offset=-1)] == ids[2:]
    assert [*api.updates.pending] == ids[2:]


async def test_a_long_poll_wakes_for_an_update(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """A poll that waits returns when an update comes, long before its time is over."""
    poll = asyncio.create_task(bot.get_updates(timeout=600))
    await api.until(lambda: api.calls)
    assert api.calls[0].status == 0
    update_id = await anna.says("Hallo")
    async with asyncio.timeout(LIMIT):
        assert [u.update_id for u in await poll] == [update_id]


async def test_a_long_poll_without_updates_ends_empty(bot: Bot) -> None:
    """After its timeout a poll gives an empty list, not earlier."""
    started = asyncio.get_running_loop().time()
    assert await bot.get_updates(timeout=1) == []
    assert asyncio.get_running_loop().time() - started >= 1


async def test_only_allowed_updates_come(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """A kind that is not allowed is dropped, also in later polls that do not say so."""
    await bot.get_updates(allowed_updates=["message"])
    blocked = anna.blocks()
    said = await anna.says("Hallo")
    assert [u.update_id for u in await bot.get_updates()] == [said]
    assert api.updates.dropped == [blocked]


async def test_a_second_poll_ends_the_first(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """Two pollers are a conflict for the first one."""
    first = asyncio.create_task(bot.get_updates(timeout=600))
    await api.until(lambda: api.calls)
    second = asyncio.create_task(bot.get_updates(timeout=600))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await first
    await anna.says("Hallo")
    assert len(await second) == 1


async def test_a_poll_whose_client_is_gone_takes_nothing(
    api: FakeBotApi, bot: Bot, anna: Chat
) -> None:
    """An update after the poller died is delivered to the next one, and counted once."""
    poll = asyncio.create_task(bot.get_updates(timeout=600))
    await api.until(lambda: api.calls)
    await bot.session.close()
    with pytest.raises(TelegramNetworkError):
        await poll
    update_id = await anna.says("Hallo")
    assert [u.update_id for u in await api.bot().get_updates()] == [update_id]
    assert api.updates.deliveries[update_id] == 1
    assert api.refused == []


async def test_the_webhook_gets_updates_with_the_secret(
    api: FakeBotApi, bot: Bot, anna: Chat, hook: Hook
) -> None:
    """Queued and new updates are posted with the secret, and are confirmed by a 200."""
    ids = [await anna.says("een")]
    await bot.set_webhook(hook.url, secret_token="Geheim-1", max_connections=5)
    ids.append(await anna.says("twee"))
    await api.until(lambda: api.updates.confirmed == ids)
    assert hook.texts == ["een", "twee"]
    assert hook.secrets == ["Geheim-1", "Geheim-1"]
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, info.pending_update_count) == (hook.url, 5, 0)


async def test_a_webhook_that_fails_is_tried_again_in_order(
    api: FakeBotApi, bot: Bot, anna: Chat, hook: Hook
) -> None:
    """After a 500 and a 204 the same update comes again, before the next of that chat."""
    hook.statuses = [500, 204]
    api.webhook.backoff = 0.01
    await bot.set_webhook(hook.url)
    ids = [await anna.says("een"), await anna.says("twee")]
    await api.until(lambda: api.updates.confirmed == ids)
    assert hook.texts == ["een", "een", "een", "twee"]
    assert [api.updates.deliveries[i] for i in ids] == [3, 1]
    assert "204" in present((await bot.get_webhook_info()).last_error_message)


async def test_a_webhook_that_is_down_is_tried_again(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """An update waits for a receiver that starts later."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    api.webhook.backoff = 0.01
    await bot.set_webhook(f"http://127.0.0.1:{port}/hook")
    update_id = await anna.says("een")
    await api.until(lambda: api.webhook.last_error)
    receiver = Hook()
    app = web.Application()
    app.router.add_post("/hook", receiver.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await api.until(lambda: api.updates.confirmed == [update_id])
    assert receiver.texts == ["een"]
    await runner.cleanup()


async def test_the_webhook_serves_chats_beside_each_other(
    api: FakeBotApi, bot: Bot, hook: Hook
) -> None:
    """At most max_connections deliveries run at once, and never two of one chat."""
    hook.gate.clear()
    people = [api.user(id) for id in (1, 2, 3)]
    for person in people * 2:
        await person.says(f"van {person.id}")
    await bot.set_webhook(hook.url, max_connections=2)
    assert await hook.pulse.until(lambda: hook.inside == 2)
    hook.gate.set()
    await api.until(lambda: len(api.updates.confirmed) == 6)
    assert hook.most_inside == 2
    assert sorted(hook.texts[:2]) == ["van 1", "van 2"]


async def test_the_answer_to_a_webhook_can_be_a_call(
    api: FakeBotApi, bot: Bot, anna: Chat, hook: Hook
) -> None:
    """A method in the answer is carried out, and refused when it is wrong."""
    hook.reply = {"method": "sendMessage", "chat_id": ANNA, "text": "Dag"}
    await bot.set_webhook(hook.url)
    await anna.says("een")
    assert (await anna.hears("Dag")).chat.id == ANNA
    hook.reply = hook.reply | {"text": ""}
    await anna.says("twee")
    await api.until(lambda: api.refused)
    assert api.refused[0].description == "Bad Request: message text is empty"


async def test_a_dispatcher_of_aiogram_can_be_the_webhook(
    api: FakeBotApi, bot: Bot, anna: Chat
) -> None:
    """The multipart answers of aiogram, also with a file, are carried out."""
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def answer(message: Message) -> SendMessage | SendDocument:
        if message.text == "bestand":
            return message.answer_document(BufferedInputFile(b"inhoud", "a.txt"))
        return message.answer(f"Je zei {message.text}")

    handler = SimpleRequestHandler(
        dispatcher, bot, handle_in_background=False, secret_token="Geheim-1"
    )
    async for url in _served(handler.handle):
        await bot.set_webhook(url, secret_token="Geheim-1")
        await anna.says("iets")
        await anna.hears("Je zei iets")
        await anna.says("bestand")
        sent = await anna.hears(lambda message: message.document)
        assert api.files[present(sent.document).file_id].data == b"inhoud"
    assert api.refused == []


async def test_a_public_webhook_url_can_be_delivered_on_loopback(
    api: FakeBotApi, bot: Bot, anna: Chat, hook: Hook
) -> None:
    """With webhook.origin an https url is posted there, on its own path."""
    api.webhook.origin = hook.url.removesuffix("/hook")
    await bot.set_webhook("https://bot.example.org/hook")
    await anna.says("een")
    assert await hook.pulse.until(lambda: hook.texts == ["een"])


async def test_polling_conflicts_with_a_webhook(
    api: FakeBotApi, bot: Bot, anna: Chat, hook: Hook
) -> None:
    """With a webhook there is no polling: not a running one and not a new one."""
    poll = asyncio.create_task(bot.get_updates(timeout=600))
    await api.until(lambda: api.calls)
    await bot.set_webhook(hook.url)
    with pytest.raises(TelegramConflictError, match="terminated by setWebhook"):
        await poll
    with pytest.raises(TelegramConflictError, match="while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    update_id = await anna.says("Hallo")
    assert [u.update_id for u in await bot.get_updates()] == [update_id]
    assert hook.updates == []


@pytest.mark.parametrize("drop", [True, False])
async def test_pending_updates_are_dropped_on_request(
    api: FakeBotApi, bot: Bot, anna: Chat, drop: bool
) -> None:
    """Only drop_pending_updates forgets what waits."""
    update_id = await anna.says("Hallo")
    await bot.delete_webhook(drop_pending_updates=drop)
    assert [u.update_id for u in await bot.get_updates()] == ([] if drop else [update_id])
    assert api.updates.dropped == ([update_id] if drop else [])
