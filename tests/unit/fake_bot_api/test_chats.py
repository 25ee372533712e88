"""The fake Bot API: chats, edits, taps and people."""

from __future__ import annotations

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
)
from aiogram.types import (
    BufferedInputFile,
    InaccessibleMessage,
    Message,
    Update,
)

from tests.fake_bot_api.chats import Chat
from tests.fake_bot_api.server import FakeBotApi
from tests.support.present import present
from tests.unit.fake_bot_api.conftest import ANNA, keyboard


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
    assert [present(change).new_chat_member.status for change in changes] == ["kicked", "member"]
    assert [present(change).old_chat_member.status for change in changes] == ["member", "kicked"]


async def test_a_migrated_group_names_its_new_id(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """The old id of a group is refused with the new one, where messages do arrive."""
    group = api.group(-50, title="Regio", type="group", sender=anna)
    supergroup = group.migrates(-10050)
    with pytest.raises(TelegramMigrateToChat) as caught:
        await bot.send_message(-50, "Dag")
    assert caught.value.migrate_to_chat_id == -10050
    await bot.send_message(-10050, "Dag")
    assert supergroup.last.text == "Dag"
    kinds = [present(update.message).migrate_to_chat_id for update in await bot.get_updates()]
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
    messages = [present(update.message) for update in await bot.get_updates()]
    assert [present(m.from_user).first_name for m in messages] == ["Anna", "Bram"]
    assert {m.chat.title for m in messages} == {"Regio"}


async def test_an_edit_changes_the_message_in_its_place(
    api: FakeBotApi, bot: Bot, anna: Chat
) -> None:
    """A new text without keyboard takes the keyboard away, on the same message."""
    first = await bot.send_message(ANNA, "Een", reply_markup=keyboard(("Ja", "yes")))
    await bot.send_message(ANNA, "Twee")
    edited = await bot.edit_message_text("Drie", chat_id=ANNA, message_id=first.message_id)
    assert isinstance(edited, Message) and edited.edit_date
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
    query = present(update.callback_query)
    assert isinstance(query.message, Message)
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
    edited, deleted = (present(update.callback_query) for update in await bot.get_updates())
    assert isinstance(edited.message, Message)
    assert (edited.data, edited.message.text) == ("yes", "Twee")
    assert isinstance(deleted.message, InaccessibleMessage)


async def test_commands_and_start_payloads_have_entities(bot: Bot, anna: Chat) -> None:
    """A leading slash is a command, a slash in the text is not."""
    await anna.starts("uitnodiging_1")
    await anna.says("en/of")
    start, plain = (present(update.message) for update in await bot.get_updates())
    assert start.text == "/start uitnodiging_1"
    entities = present(start.entities)
    assert [(e.type, e.offset, e.length) for e in entities] == [("bot_command", 0, 6)]
    assert plain.entities == []
    assert present(start.from_user).language_code == "nl"
    with pytest.raises(AssertionError, match="deep link"):
        await anna.starts("a b")


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "document", "location"])
async def test_other_kinds_of_message_arrive(bot: Bot, anna: Chat, kind: str) -> None:
    """Each kind is a message with that content and no text."""
    await anna.sends(kind)
    (update,) = await bot.get_updates()
    assert present(update.message).content_type == kind
    assert present(update.message).text is None


async def test_own_content_membership_and_edits_arrive(bot: Bot, anna: Chat) -> None:
    """A person can send given content, edit it, and remove the bot."""
    await anna.sends("contact", contact={"phone_number": "1", "first_name": "Bram"})
    await anna.says("Halo")
    await anna.sends("edited_message", text="Hallo")
    await anna.sends("my_chat_member", status="kicked")
    contact, said, edited, removed = await bot.get_updates()
    assert present(present(contact.message).contact).first_name == "Bram"
    assert present(edited.edited_message).text == "Hallo"
    assert present(edited.edited_message).message_id == present(said.message).message_id
    assert present(removed.my_chat_member).new_chat_member.status == "kicked"
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


async def test_a_topic_that_is_not_there(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """Only a forum has topics, and only its own; a message stays in its topic."""
    forum = api.group(-300, topics=[5])
    sent = await bot.send_message(-300, "Dag", message_thread_id=5)
    assert (sent.message_thread_id, sent.is_topic_message) == (5, True) and forum.messages
    api.group(-100)
    for chat, thread in ((-300, 6), (-100, 5), (ANNA, 5)):
        with pytest.raises(TelegramBadRequest, match="message thread not found"):
            await bot.send_message(chat, "Dag", message_thread_id=thread)
        with pytest.raises(TelegramBadRequest, match="message thread not found"):
            await bot.send_chat_action(chat, "typing", message_thread_id=thread)


async def test_a_group_where_the_bot_may_not_speak(api: FakeBotApi, bot: Bot) -> None:
    """It is refused what it sends there, and hears the group all the same."""
    group = api.group(-100, sender=api.user(ANNA))
    group.silent = True
    with pytest.raises(TelegramBadRequest, match="not enough rights to send text"):
        await bot.send_message(-100, "Dag")
    await group.says("/start")
    assert [present(update.message).text for update in await bot.get_updates()] == ["/start"]


async def test_deep_links_are_followed(api: FakeBotApi, bot: Bot, anna: Chat) -> None:
    """In private one presses Start; into a group the bot is brought first, when it is not there."""
    group = api.group(-100, sender=anna)
    group.blocks()
    await bot.get_updates()
    await anna.follows("https://t.me/samenspraak_bot?start=f-1")
    await group.follows("https://t.me/samenspraak_bot?startgroup=g-1")
    one, two, three, four = await bot.get_updates()
    assert (
        present(two.message).text == "/start f-1"
        and present(one.my_chat_member).new_chat_member.status == "kicked"
    )
    assert present(three.my_chat_member).new_chat_member.status == "member"
    assert present(four.message).text == "/start@samenspraak_bot g-1"
    for wrong in (
        "https://t.me/other_bot?start=1",
        "https://t.me/samenspraak_bot?startgroup=1",
        f"https://t.me/samenspraak_bot?start={'a' * 65}",
    ):
        with pytest.raises(AssertionError):
            await anna.follows(wrong)


async def test_what_botfather_set_is_told(api: FakeBotApi, bot: Bot) -> None:
    """Privacy mode is on unless a test turns it off."""
    assert (await bot.get_me()).can_read_all_group_messages is False
    api.privacy_mode = False
    assert (await bot.get_me()).can_read_all_group_messages is True
