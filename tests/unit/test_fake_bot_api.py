"""The fake Bot API answers an aiogram bot over HTTP, and refuses what Telegram refuses."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendDocument, SendMessage
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    InaccessibleMessage,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonCommands,
    Message,
    MessageEntity,
    Update,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import ClientSession, FormData, web

from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_api_chats import Chat
from tests.fake_bot_api_checks import MEGABYTE, METHODS, check_limits
from tests.fake_bot_api_updates import Pulse

pytestmark = pytest.mark.asyncio
ANNA = 7


@pytest_asyncio.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    """A fake Bot API on a free port."""
    async with FakeBotApi() as server:
        yield server


@pytest_asyncio.fixture
async def bot(api: FakeBotApi) -> Bot:
    """An aiogram bot that talks with the fake."""
    return api.bot()


@pytest_asyncio.fixture
async def anna(api: FakeBotApi) -> Chat:
    """A person with a private chat."""
    return api.user(ANNA, first_name="Anna", language_code="nl")


@pytest_asyncio.fixture
async def http() -> AsyncIterator[ClientSession]:
    """A plain HTTP client."""
    async with ClientSession() as session:
        yield session


class Hook:
    """A webhook receiver: keeps updates and headers, answers from a list of statuses (then 200)."""

    def __init__(self) -> None:
        self.url = ""
        self.pulse = Pulse()
        self.updates: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.reply: dict[str, Any] = {}
        self.gate = asyncio.Event()
        self.gate.set()
        self.inside = 0
        self.most_inside = 0

    @property
    def texts(self) -> list[str]:
        """The texts that arrived, in order, repeats included."""
        return [update["message"]["text"] for update in self.updates]

    async def receive(self, request: web.Request) -> web.Response:
        self.updates.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        self.pulse.fire()
        await self.gate.wait()
        self.inside -= 1
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.reply if status == 200 else {}, status=status)


@pytest_asyncio.fixture
async def hook() -> AsyncIterator[Hook]:
    """A webhook receiver; `hook.url` is where it listens."""
    receiver = Hook()
    async for url in _served(receiver.receive):
        receiver.url = url
        yield receiver


async def _served(handler: Any) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.05, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


def keyboard(*buttons: tuple[str, str]) -> InlineKeyboardMarkup:
    """One row of (text, callback data) buttons."""
    row = [InlineKeyboardButton(text=text, callback_data=data) for text, data in buttons]
    return InlineKeyboardMarkup(inline_keyboard=[row])


async def called(
    http: ClientSession, api: FakeBotApi, method: str, **params: Any
) -> tuple[int, dict]:
    """Call with a JSON body; return status and body."""
    async with http.post(f"{api.url}/bot{api.token}/{method}", json=params) as answer:
        return answer.status, await answer.json()


# --- the doors -----------------------------------------------------------------------------------


async def test_messages_are_numbered_per_chat(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """Each chat counts its own messages, of both sides, from 1."""
    bram = api.user(8, first_name="Bram")
    await anna.says("Hallo")
    sent = [await bot.send_message(chat, "Dag") for chat in (ANNA, ANNA, 8)]
    assert [(m.chat.id, m.message_id) for m in sent] == [(ANNA, 2), (ANNA, 3), (8, 1)]
    assert [m.text for m in anna.messages] == ["Dag", "Dag"]
    assert sent[0].from_user.id == bot.id
    assert bram.last.message_id == 1
    assert api.refused == []


async def test_get_me_is_the_owner_of_the_token(bot: Bot) -> None:
    """GetMe returns the bot whose id is in the token."""
    me = await bot.get_me()
    assert (me.id, me.is_bot) == (bot.id, True)


async def test_wrong_token_is_unauthorized(api: FakeBotApi) -> None:
    """A call with another token is refused with 401."""
    api.token, right = "1:other", api.token
    stranger = api.bot()
    api.token = right
    with pytest.raises(TelegramUnauthorizedError, match="Unauthorized"):
        await stranger.get_me()
    assert [call.status for call in api.refused] == [401]


async def test_unknown_method_is_not_found(api: FakeBotApi, http: ClientSession) -> None:
    """A method outside the schema gives 404."""
    status, body = await called(http, api, "sendNothing")
    assert (status, body["error_code"], body["ok"]) == (404, 404, False)


async def test_method_names_ignore_case_and_get_works(
    api: FakeBotApi, anna: Chat, http: ClientSession
) -> None:
    """GET with a query and a lower-case name is the same call."""
    url = f"{api.url}/bot{api.token}/sendmessage"
    async with http.get(url, params={"chat_id": ANNA, "text": "Hoi"}) as answer:
        assert answer.status == 200
    assert anna.last.text == "Hoi"
    assert [(c.method, c.chat_id, c.status) for c in api.calls] == [("sendMessage", ANNA, 200)]


@pytest.mark.parametrize("multipart", [False, True])
async def test_form_fields_are_decoded(
    api: FakeBotApi, anna: Chat, http: ClientSession, multipart: bool
) -> None:
    """Forms carry numbers as text and objects as JSON; a text of digits stays a text."""
    form = FormData(default_to_multipart=multipart)
    form.add_field("chat_id", str(ANNA))
    form.add_field("text", "12345")
    form.add_field("reply_markup", keyboard(("Ja", "yes")).model_dump_json(exclude_none=True))
    async with http.post(f"{api.url}/bot{api.token}/sendMessage", data=form) as answer:
        assert answer.status == 200
    assert (anna.last.text, anna.buttons) == ("12345", ["Ja"])


async def test_body_that_is_not_json_is_refused(api: FakeBotApi, http: ClientSession) -> None:
    """A broken JSON body gives 400, not a server error."""
    headers = {"Content-Type": "application/json"}
    url = f"{api.url}/bot{api.token}/getMe"
    async with http.post(url, data=b"{", headers=headers) as answer:
        assert answer.status == 400
    assert len(api.refused) == 1


async def test_lone_surrogates_are_refused(
    api: FakeBotApi, anna: Chat, http: ClientSession
) -> None:
    """Text that cannot be UTF-8 is refused."""
    _, body = await called(http, api, "sendMessage", chat_id=ANNA, text="\ud83d")
    assert body["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_every_method_of_the_schema_is_known(bot: Bot) -> None:
    """The schema is that of aiogram; what has no effect here is answered with True."""
    assert len(METHODS) > 100
    assert await bot.close() is True


# --- the schema and the limits -------------------------------------------------------------------

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
    api: FakeBotApi, anna: Chat, http: ClientSession, method: str, params: dict, reason: str
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
    api: FakeBotApi, anna: Chat, http: ClientSession, method: str, params: dict
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
    assert [e.type for e in anna.last.entities] == ["bold"]


# --- documents -----------------------------------------------------------------------------------


async def test_a_document_is_kept_and_can_be_sent_again(
    api: FakeBotApi, bot: Bot, anna: Chat
) -> None:
    """An upload keeps its name and bytes; its file_id sends the same file."""
    file = BufferedInputFile(b"%PDF-1.7", "verslag.pdf")
    sent = await bot.send_document(ANNA, file, caption="Je verslag")
    again = await bot.send_document(ANNA, sent.document.file_id)
    assert again.document.file_id == sent.document.file_id
    assert api.files[sent.document.file_id].data == b"%PDF-1.7"
    assert (anna.messages[0].document.file_name, anna.messages[0].caption) == (
        "verslag.pdf",
        "Je verslag",
    )


async def test_a_photo_has_a_size(bot: Bot, anna: Chat) -> None:
    """A photo comes back as a list of sizes."""
    sent = await bot.send_photo(ANNA, BufferedInputFile(b"png", "kaart.png"))
    assert sent.photo[0].width > 0
    assert anna.last.photo[0].file_id == sent.photo[0].file_id


async def test_an_empty_document_is_refused(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """A file of 0 bytes is not a file."""
    with pytest.raises(TelegramBadRequest, match="file must be non-empty"):
        await bot.send_document(ANNA, BufferedInputFile(b"", "leeg.txt"))
    assert anna.messages == []


async def test_a_document_over_50_megabyte_is_too_large(
    api: FakeBotApi, bot: Bot, anna: Chat
) -> None:
    """50 MB passes the check, one byte more gives 413."""
    most = BufferedInputFile(bytes(50 * MEGABYTE), "groot.bin")
    check_limits("sendDocument", {"document": most}, forbid_parse_mode=True)
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_document(ANNA, BufferedInputFile(most.data + b"x", "groot.bin"))


# --- chats that do not take messages -------------------------------------------------------------


async def test_an_unknown_chat_is_not_found(bot: Bot) -> None:
    """A chat that never wrote to the bot does not exist for it."""
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(404, "Dag")


async def test_a_chat_that_blocked_the_bot_forbids(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """Blocking gives 403 and an update; unblocking opens the chat again."""
    anna.blocks()
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(ANNA, "Dag")
    anna.unblocks()
    await bot.send_message(ANNA, "Dag")
    changes = [update.my_chat_member for update in await bot.get_updates()]
    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]
    assert [change.old_chat_member.status for change in changes] == ["member", "kicked"]


async def test_a_migrated_group_names_its_new_id(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """The old id of a group is refused with the new one, where messages do arrive."""
    group = api.group(-50, title="Regio", type="group", sender=anna)
    supergroup = group.migrates(-10050)
    with pytest.raises(TelegramMigrateToChat) as caught:
        await bot.send_message(-50, "Dag")
    assert caught.value.migrate_to_chat_id == -10050
    await bot.send_message(-10050, "Dag")
    assert supergroup.last.text == "Dag"
    kinds = [update.message.migrate_to_chat_id for update in await bot.get_updates()]
    assert kinds == [-10050, None]


async def test_a_bot_that_left_a_group_cannot_write(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """After leaveChat the group is closed to the bot."""
    api.group(-50, sender=anna)
    await bot.leave_chat(-50)
    with pytest.raises(TelegramForbiddenError, match="not a member"):
        await bot.send_message(-50, "Dag")


async def test_a_group_message_names_its_sender(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """In a group the given person speaks, else the sender of the group."""
    group = api.group(-50, title="Regio", sender=anna)
    await group.says("Hallo")
    await group.says("Hoi", by=api.user(8, first_name="Bram"))
    messages = [update.message for update in await bot.get_updates()]
    assert [m.from_user.first_name for m in messages] == ["Anna", "Bram"]
    assert {m.chat.title for m in messages} == {"Regio"}


# --- edits ---------------------------------------------------------------------------------------


async def test_an_edit_changes_the_message_in_its_place(
    api: FakeBotApi, bot: Bot, anna: Chat
) -> None:
    """A new text without keyboard takes the keyboard away, on the same message."""
    first = await bot.send_message(ANNA, "Een", reply_markup=keyboard(("Ja", "yes")))
    await bot.send_message(ANNA, "Twee")
    edited = await bot.edit_message_text("Drie", chat_id=ANNA, message_id=first.message_id)
    assert edited.edit_date
    assert [m.text for m in anna.messages] == ["Drie", "Twee"]
    assert anna.buttons == []


async def test_a_keyboard_can_be_changed_alone(bot: Bot, anna: Chat) -> None:
    """editMessageReplyMarkup leaves the text, and without keyboard removes it."""
    sent = await bot.send_message(ANNA, "Een", reply_markup=keyboard(("Ja", "yes")))
    await sent.edit_reply_markup(reply_markup=keyboard(("Nee", "no")))
    assert (anna.last.text, anna.buttons) == ("Een", ["Nee"])
    await sent.as_(bot).edit_reply_markup()
    assert anna.buttons == []


@pytest.mark.parametrize("text", ["Een", " Een\n"])
async def test_an_edit_to_the_same_is_not_modified(bot: Bot, anna: Chat, text: str) -> None:
    """Equal text and keyboard are refused; spaces around the text do not count."""
    sent = await bot.send_message(ANNA, "Een", reply_markup=keyboard(("Ja", "yes")))
    with pytest.raises(TelegramBadRequest, match="message is not modified: specified new"):
        await sent.edit_text(text, reply_markup=keyboard(("Ja", "yes")))
    await sent.edit_text(text, reply_markup=keyboard(("Nee", "no")))


async def test_unknown_and_foreign_messages_cannot_be_edited(bot: Bot, anna: Chat) -> None:
    """A message of the person, or a deleted one, is not there to edit."""
    await anna.says("Van mij")
    sent = await bot.send_message(ANNA, "Van de bot")
    assert await bot.delete_message(ANNA, sent.message_id)
    for message_id in (1, sent.message_id, 99):
        with pytest.raises(TelegramBadRequest, match="message to edit not found"):
            await bot.edit_message_text("x", chat_id=ANNA, message_id=message_id)
    assert anna.messages == []


async def test_a_caption_can_be_edited_but_not_the_text_of_a_document(bot: Bot, anna: Chat) -> None:
    """A document has a caption and no text."""
    sent = await bot.send_document(ANNA, BufferedInputFile(b"x", "a.txt"), caption="Een")
    await sent.edit_caption(caption="Twee")
    assert anna.last.caption == "Twee"
    with pytest.raises(TelegramBadRequest, match="no text in the message"):
        await sent.edit_text("x")


# --- callbacks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["Ja", "yes"])
async def test_a_tap_sends_the_data_with_the_message(
    api: FakeBotApi, bot: Bot, anna: Chat, button: str
) -> None:
    """A button is found by text or data, on the newest message that has it."""
    await bot.send_message(ANNA, "Een", reply_markup=keyboard(("Ja", "yes")))
    await bot.send_message(ANNA, "Twee", reply_markup=keyboard(("Ja", "yes")))
    await bot.send_message(ANNA, "Drie", reply_markup=keyboard(("Nee", "no")))
    await anna.taps(button)
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert (query.data, query.message.text, query.from_user.id) == ("yes", "Twee", ANNA)
    assert api.unanswered_callbacks == [query.id]
    assert await bot.answer_callback_query(query.id, text="Dank") is True
    assert api.unanswered_callbacks == []


async def test_a_callback_is_answered_once_and_in_time(
    api: FakeBotApi, bot: Bot, anna: Chat
) -> None:
    """Answered, expired and unknown callbacks are too old."""
    await bot.send_message(ANNA, "Een", reply_markup=keyboard(("Ja", "yes")))
    await anna.taps("Ja")
    await anna.taps("Ja")
    first, second = api.unanswered_callbacks
    await bot.answer_callback_query(first)
    for callback_id in (first, "unknown", second):
        if callback_id == second:
            api.expire_callbacks()
        with pytest.raises(TelegramBadRequest, match="query is too old and response timeout"):
            await bot.answer_callback_query(callback_id)
    assert api.unanswered_callbacks == [second]


async def test_a_button_that_is_not_there_cannot_be_tapped(bot: Bot, anna: Chat) -> None:
    """The assertion shows the keyboards that are there."""
    await bot.send_message(ANNA, "Een", reply_markup=keyboard(("Ja", "yes"), ("Nee", "no")))
    with pytest.raises(AssertionError, match=r"'Misschien'.*'Ja', 'Nee'"):
        await anna.taps("Misschien")


async def test_an_old_button_can_still_be_tapped(bot: Bot, anna: Chat) -> None:
    """The data of a button that is gone arrives, with what is left of its message."""
    sent = await bot.send_message(ANNA, "Een", reply_markup=keyboard(("Ja", "yes")))
    await sent.edit_text("Twee")
    await anna.taps_old(sent.message_id, "yes")
    await sent.delete()
    await anna.taps_old(sent.message_id, "yes")
    edited, deleted = (update.callback_query for update in await bot.get_updates())
    assert (edited.data, edited.message.text) == ("yes", "Twee")
    assert isinstance(deleted.message, InaccessibleMessage)


# --- settings of the bot -------------------------------------------------------------------------


async def test_commands_are_kept_per_scope_and_language(api: FakeBotApi, bot: Bot) -> None:
    """Commands come back for the same scope and language, and for no other."""
    scope = BotCommandScopeAllPrivateChats()
    commands = [BotCommand(command="help", description="Uitleg")]
    await bot.set_my_commands(commands, scope=scope, language_code="nl")
    (kept,) = await bot.get_my_commands(scope=scope, language_code="nl")
    assert (kept.command, kept.description) == ("help", "Uitleg")
    assert await bot.get_my_commands(scope=scope) == []
    assert await bot.get_my_commands(language_code="nl") == []
    await bot.delete_my_commands(scope=scope, language_code="nl")
    assert await bot.get_my_commands(scope=scope, language_code="nl") == []


async def test_descriptions_and_menu_button_are_kept(bot: Bot, anna: Chat) -> None:
    """What the bot set about itself can be read back."""
    await bot.set_my_description("Lang", language_code="nl")
    await bot.set_my_short_description("Kort")
    await bot.set_chat_menu_button(ANNA, MenuButtonCommands())
    assert (await bot.get_my_description(language_code="nl")).description == "Lang"
    assert (await bot.get_my_description()).description == ""
    assert (await bot.get_my_short_description()).short_description == "Kort"
    assert (await bot.get_chat_menu_button(ANNA)).type == "commands"


# --- long polling --------------------------------------------------------------------------------


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
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await api.until(lambda: api.calls)
    assert api.calls[0].status == 0
    update_id = await anna.says("Hallo")
    async with asyncio.timeout(5):
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
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await api.until(lambda: api.calls)
    second = asyncio.create_task(bot.get_updates(timeout=30))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await first
    await anna.says("Hallo")
    assert len(await second) == 1


async def test_a_poll_whose_client_is_gone_takes_nothing(
    api: FakeBotApi, bot: Bot, anna: Chat
) -> None:
    """An update after the poller died is delivered to the next one, and counted once."""
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await api.until(lambda: api.calls)
    await bot.session.close()
    with pytest.raises(TelegramNetworkError):
        await poll
    update_id = await anna.says("Hallo")
    assert [u.update_id for u in await api.bot().get_updates()] == [update_id]
    assert api.updates.deliveries[update_id] == 1
    assert api.refused == []


# --- the webhook ---------------------------------------------------------------------------------


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
    assert "204" in (await bot.get_webhook_info()).last_error_message


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
    assert await hook.pulse.until(lambda: hook.inside == 2, timeout=5)
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
        assert api.files[sent.document.file_id].data == b"inhoud"
    assert api.refused == []


async def test_a_public_webhook_url_can_be_delivered_on_loopback(
    api: FakeBotApi, bot: Bot, anna: Chat, hook: Hook
) -> None:
    """With webhook.origin an https url is posted there, on its own path."""
    api.webhook.origin = hook.url.removesuffix("/hook")
    await bot.set_webhook("https://bot.example.org/hook")
    await anna.says("een")
    assert await hook.pulse.until(lambda: hook.texts == ["een"], timeout=5)


async def test_polling_conflicts_with_a_webhook(
    api: FakeBotApi, bot: Bot, anna: Chat, hook: Hook
) -> None:
    """With a webhook there is no polling: not a running one and not a new one."""
    poll = asyncio.create_task(bot.get_updates(timeout=30))
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


# --- faults --------------------------------------------------------------------------------------


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
        await bot.send_message(ANNA, "Dag", request_timeout=0.2)
    assert len(anna.messages) == 1


@pytest.mark.parametrize(
    "wrong", [{"kind": "flood"}, {"kind": "slow", "method": "x"}, {"kind": "retry_after"}]
)
async def test_a_fault_that_cannot_happen_is_an_error(api: FakeBotApi, wrong: dict) -> None:
    """A mistyped fault does not pass in silence."""
    with pytest.raises(ValueError, match=r"unknown|seconds"):
        api.fail(**wrong)


# --- people --------------------------------------------------------------------------------------


async def test_commands_and_start_payloads_have_entities(bot: Bot, anna: Chat) -> None:
    """A leading slash is a command, a slash in the text is not."""
    await anna.starts("uitnodiging_1")
    await anna.says("en/of")
    start, plain = (update.message for update in await bot.get_updates())
    assert start.text == "/start uitnodiging_1"
    assert [(e.type, e.offset, e.length) for e in start.entities] == [("bot_command", 0, 6)]
    assert plain.entities == []
    assert start.from_user.language_code == "nl"
    with pytest.raises(AssertionError, match="deep link"):
        await anna.starts("a b")


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "document", "location"])
async def test_other_kinds_of_message_arrive(bot: Bot, anna: Chat, kind: str) -> None:
    """Each kind is a message with that content and no text."""
    await anna.sends(kind)
    (update,) = await bot.get_updates()
    assert update.message.content_type == kind
    assert update.message.text is None


async def test_own_content_membership_and_edits_arrive(bot: Bot, anna: Chat) -> None:
    """A person can send given content, edit it, and remove the bot."""
    await anna.sends("contact", contact={"phone_number": "1", "first_name": "Bram"})
    await anna.says("Halo")
    await anna.sends("edited_message", text="Hallo")
    await anna.sends("my_chat_member", status="kicked")
    contact, said, edited, removed = await bot.get_updates()
    assert contact.message.contact.first_name == "Bram"
    assert edited.edited_message.text == "Hallo"
    assert edited.edited_message.message_id == said.message.message_id
    assert removed.my_chat_member.new_chat_member.status == "kicked"
    assert isinstance(removed, Update)


async def test_hearing_waits_for_new_and_edited_messages(bot: Bot, anna: Chat) -> None:
    """A message is heard when it comes or changes, and once."""
    heard = asyncio.create_task(anna.hears("Een"))
    sent = await bot.send_message(ANNA, "Een")
    assert (await heard).message_id == sent.message_id
    await sent.edit_text("Een en twee")
    assert (await anna.hears(lambda m: m.edit_date)).text == "Een en twee"
    with pytest.raises(AssertionError, match="did not hear 'Een'"):
        await anna.hears("Een", timeout=0.05)


async def test_what_came_before_an_action_is_not_heard_after_it(bot: Bot, anna: Chat) -> None:
    """An answer that is already there is not taken for the answer to a new question."""
    await bot.send_message(ANNA, "Dag")
    await anna.says("Hallo")
    with pytest.raises(AssertionError, match="did not hear"):
        await anna.hears("Dag", timeout=0.05)


async def test_a_silent_bot_has_no_last_message(anna: Chat) -> None:
    """Asking for the last message of a bot that said nothing is a failure."""
    with pytest.raises(AssertionError, match="said nothing"):
        _ = anna.last
    assert anna.buttons == []


# --- as a process --------------------------------------------------------------------------------


async def test_the_server_runs_as_a_process_with_control_endpoints(http: ClientSession) -> None:
    """A test can drive the fake and read from it over HTTP only."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.fake_bot_api", "--port", "0", "--token", "5:abc"),
        cwd=Path(__file__).parents[2],
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        url = (await process.stdout.readline()).decode().split()[-1]

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
