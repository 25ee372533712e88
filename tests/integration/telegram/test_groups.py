"""Groups: one kind answer with the way to a private talk, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fake_bot_api.server import Chat
from tests.support.present import present
from tests.support.telegram_coach import Coach

OURS = {
    "message_id": 1,
    "date": 0,
    "chat": {"id": -100, "type": "supergroup", "title": "Oostdam"},
    "from": {"id": 4242, "is_bot": True, "first_name": "S", "username": "samenspraak_bot"},
    "text": "De ronde is open.",
}


async def test_a_group_is_asked_to_talk_in_private(coach: Coach, anna: Chat) -> None:
    """A command for us is answered with a button to a private talk; no talk begins."""
    group = coach.api.group(-100, "Oostdam", sender=anna)
    await group.says("/start@samenspraak_bot core_questions")
    answer = await group.hears("Een goed gesprek voeren we onder vier ogen.")
    (key,) = present(answer.reply_markup).inline_keyboard[0]
    assert (key.text, key.url) == ("Persoonlijk gesprek", "https://t.me/samenspraak_bot?start")
    assert await coach.person(group) is None and await coach.person(anna) is None


async def test_what_is_not_for_us_is_let_be(coach: Coach, anna: Chat) -> None:
    """Talk among people, other bots' commands and edits are ignored, and confirmed."""
    group = coach.api.group(-100, "Oostdam", sender=anna)
    await group.says("Zullen we fuseren?")
    await group.says("/start@other_bot")
    await group.says("/unheard_of")
    await group.sends("photo")
    last = await group.sends("edited_message", text="Of niet?")
    await coach.api.until(lambda: last in coach.api.updates.confirmed)
    assert not group.messages and await coach.person(group) is None


async def test_being_taken_into_a_group(coach: Coach, anna: Chat) -> None:
    """We introduce ourselves once, though the command comes right behind the news."""
    group = coach.api.group(-100, "Oostdam", sender=anna)
    group.blocks()
    group.unblocks()
    await group.says("/start@samenspraak_bot")
    last = await group.says("/help")
    await coach.api.until(lambda: last in coach.api.updates.confirmed)
    await coach.api.until(lambda: group.messages)
    assert len(group.messages) == 1


async def test_a_channel_gets_no_answer(coach: Coach, anna: Chat) -> None:
    """We never speak in a channel."""
    channel = coach.api.group(-300, "Nieuws", type="channel", sender=anna)
    channel.blocks()
    last = channel.unblocks()
    await coach.api.until(lambda: last in coach.api.updates.confirmed)
    assert not channel.messages


async def test_a_tap_in_a_group_is_answered_without_effect(coach: Coach, anna: Chat) -> None:
    """A button that came to stand in a group does nothing there."""
    group = coach.api.group(-100, "Oostdam", sender=anna)
    last = await group.taps_old(1, "/menu")
    await coach.api.until(lambda: last in coach.api.updates.confirmed)
    await coach.api.until(lambda: not coach.api.unanswered_callbacks)
    assert not group.messages and await coach.person(group) is None


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("text", {"text": "Wat vindt u, @Samenspraak_bot?"}),
        ("photo", {"caption": "@samenspraak_bot kijk eens"}),
        ("text", {"text": "Nee hoor", "reply_to_message": OURS}),
    ],
    ids=["mention", "caption", "reply"],
)
async def test_who_speaks_to_us_is_answered(
    coach: Coach, anna: Chat, kind: str, fields: dict[str, Any]
) -> None:
    """A mention, in a caption too, and a reply are said to us as a command is."""
    group = coach.api.group(-100, "Oostdam", sender=anna)
    await group.sends(kind, **fields)
    await group.hears("onder vier ogen")
    assert await coach.person(anna) is None


async def test_an_anonymous_administrator_is_told(coach: Coach, anna: Chat) -> None:
    """Telegram does not say who it is, so nothing can be linked: they hear what to do."""
    group = coach.api.group(-100, "Oostdam", sender=anna)
    robot = coach.api.user(1087968824, first_name="Group", is_bot=True)
    await group.says("/start@samenspraak_bot g-abc", by=robot, sender_chat=group.info)
    await group.hears("Zet anoniem blijven dan even uit")
    last = await group.says("Zomaar iets", by=robot, sender_chat=group.info)
    await coach.api.until(lambda: last in coach.api.updates.confirmed)
    assert len(group.messages) == 1
