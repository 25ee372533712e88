"""The fake Bot API: the doors, documents and settings."""

from __future__ import annotations

import struct

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    MenuButtonCommands,
)
from aiohttp import ClientSession, FormData

from tests.fake_bot_api.chats import Chat
from tests.fake_bot_api.checks import MEGABYTE, METHODS, check_limits
from tests.fake_bot_api.server import FakeBotApi
from tests.support.present import present
from tests.unit.fake_bot_api.conftest import ANNA, called, keyboard


async def test_messages_are_numbered_per_chat(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """Each chat counts its own messages, of both sides, from 1."""
    bram = api.user(8, first_name="Bram")
    await anna.says("Hallo")
    sent = [await bot.send_message(chat, "Dag") for chat in (ANNA, ANNA, 8)]
    assert [(m.chat.id, m.message_id) for m in sent] == [(ANNA, 2), (ANNA, 3), (8, 1)]
    assert [m.text for m in anna.messages] == ["Dag", "Dag"]
    assert present(sent[0].from_user).id == bot.id
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


async def test_a_document_is_kept_and_can_be_sent_again(
    api: FakeBotApi, bot: Bot, anna: Chat
) -> None:
    """An upload keeps its name and bytes; its file_id sends the same file."""
    file = BufferedInputFile(b"%PDF-1.7", "verslag.pdf")
    sent = await bot.send_document(ANNA, file, caption="Je verslag")
    again = await bot.send_document(ANNA, present(sent.document).file_id)
    assert present(again.document).file_id == present(sent.document).file_id
    assert api.files[present(sent.document).file_id].data == b"%PDF-1.7"
    assert (present(anna.messages[0].document).file_name, anna.messages[0].caption) == (
        "verslag.pdf",
        "Je verslag",
    )


async def test_a_photo_has_a_size(bot: Bot, anna: Chat) -> None:
    """A photo comes back as a list of sizes."""
    sent = await bot.send_photo(ANNA, photo(640, 480))
    assert (present(sent.photo)[0].width, present(sent.photo)[0].height) == (640, 480)
    assert present(anna.last.photo)[0].file_id == present(sent.photo)[0].file_id


def photo(width: int, height: int, size: int = 24) -> BufferedInputFile:
    """As much of a PNG as is looked at."""
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)
    return BufferedInputFile(head.ljust(size, b"\0"), "kaart.png")


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (BufferedInputFile(b"<svg/>", "kaart.svg"), "IMAGE_PROCESS_FAILED"),
        (photo(5001, 5000), "PHOTO_INVALID_DIMENSIONS"),
        (photo(100, 2001), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_what_is_no_photo_is_refused(
    bot: Bot, anna: Chat, file: BufferedInputFile, reason: str
) -> None:
    """A photo is an image of at most 10,000 pixels wide and high together, and no ribbon."""
    with pytest.raises(TelegramBadRequest, match=reason):
        await bot.send_photo(ANNA, file)
    assert anna.messages == []


async def test_a_photo_on_the_limits_is_taken(bot: Bot, anna: Chat) -> None:
    """The last size inside each limit passes; over 10 MB is too large."""
    for file in (photo(5000, 5000), photo(100, 2000)):
        await bot.send_photo(ANNA, file)
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_photo(ANNA, photo(9, 9, 10 * MEGABYTE + 1))
    assert len(anna.messages) == 2


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
