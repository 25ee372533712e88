"""Buttons come off when they were answered or there are newer ones, and never at a talk's cost."""

from __future__ import annotations

import pytest
from aiogram.types import Message

from bot.delivery import decorations
from bot.delivery.sender import Sender
from bot.messages.messages import Outbound
from dialogues.messages.events import Button, Part, Prompt
from tests.fake_bot_api.server import Chat
from tests.support.telegram_coach import Coach, begin, has_buttons, labels, put, sent

OFF = "editMessageReplyMarkup"


def shown(anna: Chat, number: int) -> Message:
    return next(message for message in anna.messages if message.message_id == number)


async def stripped(coach: Coach, anna: Chat, number: int) -> None:
    """Returns when a message has no buttons."""
    await coach.api.until(lambda: not has_buttons(shown(anna, number)))


@pytest.mark.parametrize("typed", ["Raadslid", "/back", "/help", "/start", "/privacy"])
async def test_what_is_typed_takes_the_buttons_off(coach: Coach, anna: Chat, typed: str) -> None:
    """An answer, a way back, a menu or a command: only what was said last can be tapped."""
    question = await begin(anna, "tiny")
    await anna.says(typed)
    following = await anna.hears(lambda m: m.message_id > question.message_id and has_buttons(m))
    await stripped(coach, anna, question.message_id)
    assert shown(anna, question.message_id).text == question.text
    await coach.api.until(lambda: len([m for m in anna.messages if has_buttons(m)]) == 1)
    assert has_buttons(shown(anna, following.message_id))


async def test_a_tap_costs_no_call_more(coach: Coach, anna: Chat) -> None:
    """What was tapped is closed by its own edit."""
    question = await begin(anna, "tiny")
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?")
    await stripped(coach, anna, question.message_id)
    await anna.says("/back")
    await anna.hears(lambda m: m.message_id > question.message_id + 1 and has_buttons(m))
    assert all(c.params["message_id"] != question.message_id for c in sent(coach, anna, OFF))


async def test_a_decoration_holds_nothing_back(
    coach: Coach, anna: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five errors on the edit of what was tapped: the next question comes as if there were none."""
    monkeypatch.setattr(decorations, "PAUSE", 0.01)
    question = await begin(anna, "tiny")
    coach.api.fail("internal", "editMessageText", times=5)
    before = len(coach.api.calls)
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?")
    edits = [c for c in coach.api.calls[before:] if c.method == "editMessageText"]
    (asked,) = sent(coach, anna)[-1:]
    assert asked.at - min(call.at for call in edits or [asked]) < 0.9
    await stripped(coach, anna, question.message_id)  # left over, and so taken off with the next
    assert len(sent(coach, anna, "editMessageText")) <= decorations.TRIES


async def test_a_decoration_that_hangs_holds_nothing_back(coach: Coach, anna: Chat) -> None:
    """Nor one that is not answered at all."""
    await begin(anna, "tiny")
    coach.api.fail("slow", "editMessageText", seconds=8)
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?", timeout=4)


async def test_buttons_come_off_in_a_later_life(coach: Coach, anna: Chat) -> None:
    """A process that began meanwhile knows whose buttons stand."""
    question = await begin(anna, "tiny")
    await coach.api.until(lambda: anna.messages)
    *_, sending, _polling = coach.tasks
    sending.cancel()
    await coach.api.until(sending.done)
    coach.turns.committed.clear()
    sender = Sender(coach.store, coach.channel, coach.api.clock)
    coach.turns.committed.append(sender.committed)
    coach.run(sender.run())
    await anna.says("Raadslid")
    await anna.hears("Wat is uw doel?")
    await stripped(coach, anna, question.message_id)


async def test_a_way_elsewhere_stays(coach: Coach, anna: Chat) -> None:
    """Of buttons that lead elsewhere nothing can be answered, so they may be used later."""
    link = Button("Naar de groep", "https://t.me/samenspraak_bot?startgroup=x")
    ways = Prompt("menu", (link, Button("Terug", "/start")))
    await put(coach, anna, Outbound("telegram", "7", "say", (Part("text", "Kies"),), ways))
    message = await anna.hears("Kies")
    await anna.says("/start")
    await coach.api.until(lambda: labels(shown(anna, message.message_id)) == ["Naar de groep"])


async def test_what_is_said_at_once_keeps_its_buttons(coach: Coach, anna: Chat) -> None:
    """Two messages of one turn are two things to choose from; both go with what comes next."""
    for number in range(2):
        await put(coach, anna, _asking(f"Kies {number}"), f"0/{number}")
        await anna.hears(f"Kies {number}")
    await put(coach, anna, Outbound("telegram", "7", "say", (Part("text", "Klaar"),)), "0/2")
    await anna.hears("Klaar")
    assert [has_buttons(message) for message in anna.messages] == [True, True, False]
    await anna.says("/start")
    await coach.api.until(lambda: sum(map(has_buttons, anna.messages)) == 1)


def _asking(words: str) -> Outbound:
    prompt = Prompt("menu", (Button("Terug", "/start"),))
    return Outbound("telegram", "7", "say", (Part("text", words),), prompt)


async def test_who_is_erased_has_nothing_to_tap(coach: Coach, anna: Chat) -> None:
    """The last word takes off what stood there, though nothing is kept of it."""
    await begin(anna, "tiny")
    await anna.says("/privacy")
    await anna.hears("Wat ik bewaar")
    await anna.taps("Wis alles")
    await anna.hears("Wilt u echt alles wissen?")
    await anna.taps("Ja, wis alles")
    await anna.hears("Alles is gewist")
    await coach.api.until(lambda: not any(map(has_buttons, anna.messages)))
