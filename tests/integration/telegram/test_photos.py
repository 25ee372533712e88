"""Pictures in Telegram: a photo with its words below it, and the words when it is refused."""

from __future__ import annotations

import pytest

from bot.channels.base import DeliveryRefusedError, DeliveryRetryError
from bot.channels.telegram import delivery
from bot.messages.messages import Outbound
from dialogues.messages.events import Part
from dialogues.messages.pictures import Balance, MetroLine, Picture, Side, Station
from tests.fake_bot_api.server import Chat
from tests.support.present import present
from tests.support.telegram_coach import Coach, begin, marked, sent

LINE = Picture("De reis", "nl", MetroLine((Station("Begin", "good", "goed"),)))


def picture(lines: int, shown: Picture = LINE) -> Outbound:
    words = tuple(Part("item", f"Reden {number}: goed") for number in range(lines))
    parts = (Part("heading", "De reis"), *words)
    return Outbound("telegram", "7", "say", parts, picture=shown)


async def test_a_picture_comes_as_a_photo(coach: Coach, anna: Chat) -> None:
    """In the talk, in its place, with its words as the caption; meanwhile it is shown coming."""
    await begin(anna, "tiny_pictures")
    for label in ("Ja", "Een beetje", "Nee", "Nee"):
        await anna.taps(label)
        await anna.hears(lambda m: m.reply_markup)
    photo = next(m for m in anna.messages if m.photo)
    assert photo.caption == (
        "Uw reis tot nu toe\n• Het begin: goed\n• Een doel: op weg\n"
        "• Het onderlinge bestuurlijke vertrouwen: nog niet\n• Een bestuursakkoord: nog niet"
    )
    assert marked(photo, "bold") == ["Uw reis tot nu toe"]
    assert present(photo.photo)[0].width == 1020
    assert present(anna.messages[-1].text).startswith("Wat helpt u?")
    actions = [c.params["action"] for c in coach.api.calls if c.method == "sendChatAction"]
    assert actions == ["upload_photo"]


async def test_words_that_the_caption_cannot_hold_follow(idle: Coach, anna: Chat) -> None:
    """A caption has 1,024 characters at most: the rest is a message below it."""
    await idle.channel.deliver(picture(70))
    photo, rest = anna.messages
    assert len(present(photo.caption)) <= 1024
    assert f"{photo.caption}\n{rest.text}".count("goed") == 70
    assert idle.api.refused == []


async def test_a_refused_photo_becomes_text(idle: Coach, anna: Chat) -> None:
    """A ribbon that Telegram does not take is told in words; nothing is lost."""
    left = Side("Wat helpt", tuple(f"Reden {i}" for i in range(300)))
    await idle.channel.deliver(picture(3, Picture("Te lang", "nl", Balance((left, left)))))
    (message,) = anna.messages
    assert message.text == "De reis\n• Reden 0: goed\n• Reden 1: goed\n• Reden 2: goed"
    assert [call.description for call in idle.api.refused] == [
        "Bad Request: PHOTO_INVALID_DIMENSIONS"
    ]
    idle.api.refused.clear()


async def test_a_picture_that_cannot_be_drawn_becomes_text(
    idle: Coach, anna: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the drawing raises, the words arrive."""

    def broken(_: Picture) -> bytes:
        raise ValueError

    monkeypatch.setattr(delivery, "png", broken)
    await idle.channel.deliver(picture(1))
    assert [message.text for message in anna.messages] == ["De reis\n• Reden 0: goed"]


async def test_a_retry_does_not_send_the_photo_twice(idle: Coach, anna: Chat) -> None:
    """When only the words below it failed, only those are sent again."""
    idle.api.fail("internal", "sendMessage")
    with pytest.raises(DeliveryRetryError):
        await idle.channel.deliver(picture(70))
    await idle.channel.deliver(picture(70))
    assert [bool(message.photo) for message in anna.messages] == [True, False]
    assert len(sent(idle, anna, "sendPhoto")) == 1


async def test_a_chat_that_refuses_all_is_told_so(idle: Coach, anna: Chat) -> None:
    """A refusal of the words too is a refusal of the message."""
    wrong = Outbound("telegram", "7", "say", (Part("text", "\ud800"),), picture=LINE)
    with pytest.raises(DeliveryRefusedError):
        await idle.channel.deliver(wrong)
    assert anna.messages == []
    idle.api.refused.clear()
