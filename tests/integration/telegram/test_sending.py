"""What Telegram answers to our calls, and what that does to the messages that wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import func, select

from bot.channels.telegram import delivery
from bot.messages.messages import Outbound
from dialogues.messages.events import Button, Part, Prompt
from storage.core.schema import addresses, outbox
from tests.fake_bot_api.server import Chat, FaultKind
from tests.support.telegram_coach import Coach, begin, has_buttons, put, sent
from tests.support.until import until


async def reachable(coach: Coach, chat: Chat) -> int | None:
    async with coach.store.begin() as work:
        found = await work.connection.execute(
            select(addresses.c.reachable).where(addresses.c.address == str(chat.id))
        )
        return found.scalar_one_or_none()


async def waiting(coach: Coach, chat: Chat, *statuses: str) -> int:
    """How many messages for this chat wait, or have one of these statuses."""
    async with coach.store.begin() as work:
        found = await work.connection.execute(
            select(func.count()).where(
                outbox.c.address == str(chat.id), outbox.c.status.in_(["pending", *statuses])
            )
        )
        return found.scalar_one()


async def eventually(look: Callable[[], Awaitable[int | None]]) -> None:
    """Wait until what is looked at is 0."""

    async def is_0() -> bool:
        return await look() == 0

    await until(is_0)


async def test_a_wait_is_obeyed(coach: Coach, anna: Chat) -> None:
    """After 429 nothing goes to that chat until the time is over; then all comes, in order."""
    coach.api.fail("retry_after", "sendMessage", chat_id=anna.id, seconds=2)
    await anna.says("/start")
    await anna.says("/privacy")
    await anna.hears("Welk gesprek")
    await anna.hears("Wat ik bewaar")
    first, *later = sent(coach, anna)
    assert first.status == 429 and later[0].at - first.at >= 2


async def test_nobody_else_waits(coach: Coach, anna: Chat) -> None:
    """A wait is of one chat; another one's reply comes while it lasts."""
    coach.api.fail("retry_after", "sendMessage", chat_id=anna.id, seconds=600)
    await anna.says("/start")
    await coach.api.until(lambda: sent(coach, anna))
    bert = coach.api.user(8, first_name="Bert")
    await bert.says("/start")
    await bert.hears("Samenspraak")
    assert not anna.messages


async def test_a_tap_is_answered_after_the_wait(coach: Coach, anna: Chat) -> None:
    """A 429 on the answer to a tap is obeyed, and the answer comes after all."""
    await begin(anna, "tiny")
    coach.api.fail("retry_after", "answerCallbackQuery", seconds=1)
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?")
    await coach.api.until(lambda: not coach.api.unanswered_callbacks)


async def test_who_blocked_us_hears_nothing_more(coach: Coach, anna: Chat) -> None:
    """A 403 marks the person as unreachable, and what waits for them goes nowhere."""
    await anna.says("/start")
    await anna.hears("Samenspraak")
    coach.api.updates.put("my_chat_member", _change(anna, "left"))
    anna.blocks()
    coach.api.updates.drop()  # the news of it is lost: only the 403 tells
    coach.api.calls.clear()
    await put(coach, anna, Outbound("telegram", "7", "say", (Part("text", "Hallo"),)))
    await coach.api.until(lambda: coach.api.refused)
    await eventually(lambda: reachable(coach, anna))
    assert await waiting(coach, anna) == 0
    assert [call.status for call in coach.api.refused] == [403]
    await asyncio.sleep(1.2)
    assert len(sent(coach, anna)) == 1
    coach.api.refused.clear()


def _change(chat: Chat, status: str) -> dict[str, object]:
    bot = {"id": 4242, "is_bot": True, "first_name": "Samenspraak"}
    old, new = {"user": bot, "status": "member"}, {"user": bot, "status": status}
    return {
        "chat": chat.info,
        "from": chat.sender,
        "date": 0,
        "old_chat_member": old,
        "new_chat_member": new,
    }


async def test_blocked_and_unblocked(coach: Coach, anna: Chat) -> None:
    """The news that we were blocked is kept without a word; so is that we are welcome again."""
    await anna.says("/start")
    await anna.hears("Samenspraak")
    coach.api.calls.clear()
    number = anna.blocks()
    await coach.api.until(lambda: number in coach.api.updates.confirmed)
    assert await reachable(coach, anna) == 0
    number = anna.unblocks()
    await coach.api.until(lambda: number in coach.api.updates.confirmed)
    assert await reachable(coach, anna) == 1
    assert not sent(coach, anna)


@pytest.mark.parametrize("kind", ["internal", "bad_gateway", "lost_request"])
async def test_a_failure_on_their_side(coach: Coach, anna: Chat, kind: FaultKind) -> None:
    """An error, an HTML page or a closed connection is tried again, and comes once."""
    coach.api.fail(kind, "sendMessage")
    await anna.says("/start")
    await anna.hears("Samenspraak")
    assert len(sent(coach, anna)) == 2
    assert len(anna.messages) == 1


@pytest.mark.parametrize("seconds", [0, 1])
async def test_a_lost_answer_is_sent_again(
    coach: Coach, anna: Chat, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where we cannot know whether it arrived it comes again: one duplicate for one doubt.

    So after a connection that broke, and after a time-out.
    """
    monkeypatch.setattr(delivery, "TIMEOUT", 0.3)
    coach.api.fail("lost_answer", "sendMessage", seconds=seconds)
    await anna.says("/start")
    await coach.api.until(lambda: len(anna.messages) == 2)
    await asyncio.sleep(1.2)
    assert len(anna.messages) == 2
    assert await waiting(coach, anna) == 0


async def test_a_chat_that_does_not_exist_is_unreachable(coach: Coach) -> None:
    """'Chat not found' is no message to keep trying."""
    stranger = Chat(coach.api, {"id": 555, "first_name": "X", "type": "private"}, None)
    await put(coach, stranger, Outbound("telegram", "555", "say", (Part("text", "Hallo"),)))
    await coach.api.until(lambda: coach.api.refused)
    await eventually(lambda: waiting(coach, stranger, "sent", "failed"))
    coach.api.refused.clear()


async def test_a_refused_message_does_not_hold_up_the_next(coach: Coach, anna: Chat) -> None:
    """What Telegram will never take is given up, and what comes after it is sent."""
    button = Prompt("menu", (Button("x", "/" + "x" * 80),))
    await put(coach, anna, Outbound("telegram", "7", "say", (Part("text", "Hallo"),), button))
    await coach.api.until(lambda: coach.api.refused)
    await anna.says("/start")
    await anna.hears("Samenspraak")
    assert [call.description for call in coach.api.refused] == ["Bad Request: BUTTON_DATA_INVALID"]
    coach.api.refused.clear()


async def test_a_group_that_moved_is_followed(coach: Coach, anna: Chat) -> None:
    """A group that became a supergroup gets its message at the new number."""
    group = coach.api.group(-100, "Oostdam", type="group", sender=anna)
    new = group.migrates(-100200)
    await put(coach, group, Outbound("telegram", "-100", "say", (Part("text", "Hallo"),)))
    await new.hears("Hallo")
    assert [call.params["chat_id"] for call in coach.api.refused] == [-100]
    coach.api.refused.clear()


async def test_all_comes_right_after_an_outage(coach: Coach, anna: Chat) -> None:
    """Nobody is reached for a while: when the first is, the others do not sit out their waits."""
    others = [coach.api.user(20 + number, first_name="B") for number in range(4)]
    coach.api.fail("internal", "sendMessage", times=16)
    for chat in (anna, *others):
        await chat.says("/start")
    for chat in (anna, *others):
        await chat.hears("Samenspraak")
    came = [
        call.at for call in coach.api.calls if call.method == "sendMessage" and call.status == 200
    ]
    assert came[len(others)] - came[0] < 1.5


@pytest.mark.parametrize("kind", ["strange", "strange_json"])
async def test_an_answer_that_is_not_telegrams(
    coach: Coach, anna: Chat, kind: FaultKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy's page and a web framework's JSON: tried again, but not for ever."""
    monkeypatch.setattr(delivery, "TRIES", 2)
    coach.api.fail(kind, "sendMessage")
    await anna.says("/start")
    await anna.hears("Samenspraak")
    coach.api.fail(kind, "sendMessage", times=2)
    await anna.says("/privacy")
    await coach.api.until(lambda: sum(c.status in (403, 422) for c in sent(coach, anna)) == 3)
    await anna.says("/start")
    await anna.hears("Welk gesprek")


@pytest.mark.parametrize("kind", ["too_large", "strange", "strange_json"])
async def test_a_document_that_is_not_taken_is_told(
    coach: Coach, anna: Chat, kind: FaultKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After "it is coming" nobody is left waiting: it failed, and how to try again."""
    monkeypatch.setattr(delivery, "TRIES", 1)
    await begin(anna, "tiny")
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?")
    coach.api.fail(kind, "sendDocument")
    await anna.says("/samenvatting")
    await anna.hears("In welk bestand wilt u het?")
    await anna.taps("Platte tekst")
    told = await anna.hears("Uw document is niet gemaakt")
    assert has_buttons(told)
