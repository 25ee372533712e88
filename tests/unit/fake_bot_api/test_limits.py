"""The fake Bot API: it refuses what Telegram refuses, at exactly the limits."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import (
    MessageEntity,
)
from aiohttp import ClientSession

from tests.fake_bot_api.chats import Chat
from tests.fake_bot_api.server import FakeBotApi
from tests.support.present import present
from tests.unit.fake_bot_api.conftest import ANNA, called

SEND = {"chat_id": ANNA, "text": "Dag"}
ENTITY = {"type": "bold", "offset": 0, "length": 3}


def with_button(**button: Any) -> dict[str, Any]:
    """Return a message with one button."""
    return SEND | {"reply_markup": {"inline_keyboard": [[button]]}}


def with_rows(rows: int, per_row: int) -> dict[str, Any]:
    """Return a message with this many buttons."""
    row = [{"text": "x", "callback_data": "x"}] * per_row
    return SEND | {"reply_markup": {"inline_keyboard": [row] * rows}}


def with_entity(**changed: Any) -> dict[str, Any]:
    """Return a message with one entity."""
    return SEND | {"entities": [ENTITY | changed]}


def with_command(name: str = "help", description: str = "Uitleg") -> dict[str, Any]:
    """Return a list of one command."""
    return {"commands": [{"command": name, "description": description}]}


REFUSED = [
    ("sendMessage", {"chat_id": ANNA}, "message text is empty"),
    ("sendMessage", SEND | {"text": " \n "}, "message text is empty"),
    ("sendMessage", {"text": "Dag"}, "chat_id is empty"),
    ("sendMessage", SEND | {"text": "x" * 4097}, "message is too long"),
    ("sendMessage", SEND | {"text": "🚲" * 2049}, "message is too long"),
    ("sendMessage", SEND | {"text": 5}, "can't parse text"),
    ("sendMessage", SEND | {"txet": "Dag"}, "unknown field 'txet'"),
    ("sendMessage", SEND | {"parse_mode": "HTML"}, "parse_mode HTML is forbidden"),
    ("sendMessage", SEND | {"parse_mode": "RTF"}, "unsupported parse_mode"),
    ("sendMessage", SEND | {"reply_parameters": {"message_id": 99}}, "to be replied not found"),
    ("sendMessage", SEND | {"reply_markup": {"inline_keyboard": 5}}, "can't parse|unknown field"),
    ("sendMessage", with_button(text="x"), "Text buttons are unallowed"),
    ("sendMessage", with_button(text="", callback_data="x"), "button text must be non-empty"),
    ("sendMessage", with_button(text="x", callback_data=""), "BUTTON_DATA_INVALID"),
    ("sendMessage", with_button(text="x", callback_data="é" * 32 + "x"), "BUTTON_DATA_INVALID"),
    ("sendMessage", with_button(text="x", callback_dta="x"), "unknown field 'callback_dta'"),
    ("sendMessage", with_button(text="x", callback_data="x", url="https://a.nl"), "one action"),
    ("sendMessage", with_button(text="x", url="http://localhost/a"), "Wrong HTTP URL"),
    ("sendMessage", with_button(text="x", url="https://t.me/b?start=a.b"), "start payload"),
    (
        "sendMessage",
        with_button(text="x", url="https://t.me/b?start=" + "a" * 65),
        "start payload",
    ),
    ("sendMessage", with_rows(1, 9), "9 buttons in a row"),
    ("sendMessage", with_rows(101, 1), "REPLY_MARKUP_TOO_LONG$"),
    ("sendMessage", with_entity(offset=-1), "ENTITY_BOUNDS_INVALID"),
    ("sendMessage", with_entity(length=0), "ENTITY_BOUNDS_INVALID"),
    ("sendMessage", with_entity(length=4), "ENTITY_BOUNDS_INVALID"),
    ("sendMessage", with_entity(type="blink"), "unsupported type"),
    ("sendMessage", with_entity(length=1) | {"text": "🚲"}, "cuts a UTF-16 symbol"),
    ("sendPhoto", {"chat_id": ANNA}, "there is no photo in the request"),
    ("sendPhoto", {"chat_id": ANNA, "photo": "nope"}, "wrong file identifier"),
    ("sendPhoto", {"chat_id": ANNA, "photo": "x", "caption": "x" * 1025}, "caption is too long"),
    ("sendDocument", {"chat_id": ANNA}, "there is no document in the request"),
    (
        "sendDocument",
        {"chat_id": ANNA, "document": "x", "caption": "x", "caption_entities": [ENTITY]},
        "ENTITY_BOUNDS_INVALID",
    ),
    ("sendChatAction", {"chat_id": ANNA, "action": "sleeping"}, "wrong parameter action"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    ("editMessageText", {"text": "x"}, "message identifier is not specified"),
    ("editMessageText", {"chat_id": ANNA, "message_id": 1}, "message text is empty"),
    ("editMessageReplyMarkup", {"chat_id": ANNA, "message_id": 1}, "to edit not found"),
    ("deleteMessage", {"chat_id": ANNA, "message_id": 1}, "message to delete not found"),
    ("leaveChat", {"chat_id": ANNA}, "can't be changed in private chats"),
    ("setMyCommands", with_command(name="Help"), "BOT_COMMAND_INVALID"),
    ("setMyCommands", with_command(name="x" * 33), "BOT_COMMAND_INVALID"),
    ("setMyCommands", with_command(description=""), "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", with_command(description="x" * 257), "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": with_command()["commands"] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", with_command() | {"language_code": "nl-NL"}, "LANG_CODE_INVALID"),
    ("setMyDescription", {"description": "x" * 513}, "description is too long"),
    ("setMyShortDescription", {"short_description": "x" * 121}, "description is too long"),
    ("setChatMenuButton", {"menu_button": {"type": "banner"}}, "can't parse menu_button"),
    ("getUpdates", {"limit": 0}, "limit is out of range"),
    ("getUpdates", {"limit": 101}, "limit is out of range"),
    ("getUpdates", {"timeout": -1}, "timeout is out of range"),
    ("setWebhook", {"url": "http://127.0.0.1:1/", "secret_token": "a b"}, "secret token"),
    ("setWebhook", {"url": "http://127.0.0.1:1/", "secret_token": "a" * 257}, "secret token"),
    ("setWebhook", {"url": "http://127.0.0.1:1/", "max_connections": 101}, "max_connections"),
    ("setWebhook", {"url": "http://example.org/hook"}, "An HTTPS URL must be provided"),
    ("setWebhook", {"url": "https://example.org:8080/hook"}, "only on ports"),
    ("setWebhook", {"url": "https://example.org/hook"}, "only loopback"),
]


@pytest.mark.parametrize(("method", "params", "reason"), REFUSED)
async def test_a_call_outside_the_limits_is_refused(
    api: FakeBotApi,
    anna: Chat,
    http: ClientSession,
    method: str,
    params: dict[str, Any],
    reason: str,
) -> None:
    """What Telegram does not take gives 400 with its reason, and is kept as refused."""
    status, body = await called(http, api, method, **params)
    assert status == body["error_code"] == 400
    with pytest.raises(AssertionError, match=reason):
        raise AssertionError(body["description"])
    assert [call.description for call in api.refused] == [body["description"]]
    assert anna.messages == []


TAKEN = [
    ("sendMessage", SEND | {"text": "🚲" * 2048}),
    ("sendMessage", with_button(text="x", callback_data="é" * 32)),
    ("sendMessage", with_button(text="x", url="https://t.me/b?start=" + "a" * 64)),
    ("sendMessage", with_button(text="x", url="http://127.0.0.1:8000/login")),
    ("sendMessage", with_rows(12, 8)),
    ("sendMessage", with_entity(offset=2, length=3) | {"text": "🚲Dag"}),
    ("sendMessage", SEND | {"disable_notification": "True"}),
    ("setMyCommands", with_command(name="x" * 32, description="x" * 256)),
    ("setMyCommands", {"commands": with_command()["commands"] * 100}),
    ("getUpdates", {"limit": 100, "timeout": 0}),
    ("sendChatAction", {"chat_id": ANNA, "action": "typing"}),
]


@pytest.mark.parametrize(("method", "params"), TAKEN)
async def test_a_call_on_the_limit_is_taken(
    api: FakeBotApi, anna: Chat, http: ClientSession, method: str, params: dict[str, Any]
) -> None:
    """The last value inside a limit passes."""
    status, body = await called(http, api, method, **params)
    assert (status, api.refused) == (200, []), body


async def test_parse_mode_can_be_allowed(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """With forbid_parse_mode off a parse_mode is recorded with the call."""
    api.forbid_parse_mode = False
    await bot.send_message(ANNA, "<b>Dag</b>", parse_mode="HTML")
    assert api.calls[-1].params["parse_mode"] == "HTML"


async def test_entities_come_back_with_the_message(bot: Bot, anna: Chat) -> None:
    """Entities that the bot sends stay with the message."""
    entity = MessageEntity(type="bold", offset=0, length=3)
    await bot.send_message(ANNA, "Dag Anna", entities=[entity])
    assert [e.type for e in present(anna.last.entities)] == ["bold"]
