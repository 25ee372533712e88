"""What we say in the members' group chat: what all may know, and no more."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.telegram import group_rate_limit
from bot.messages.messages import Inbound
from dialogues.messages.inputs import Command
from tests.fake_bot_api.server import Chat
from tests.support.facilitator import GROUP, ROUND, agrees, answered, joined, opened
from tests.support.present import present
from tests.support.telegram_coach import Coach, labels


async def test_a_round_that_opened(coach: Coach, anna: Chat, linked: Chat, emma: Chat) -> None:
    """The button leads a member to their private talk, and a stranger to kind words."""
    await opened(coach)
    bram = coach.api.user(11, first_name="Bram", language_code="nl")
    await joined(coach, bram, "bram")
    await anna.says(f"/group {GROUP.id} chat")
    await anna.hears("Wat zal ik er zeggen?")
    await anna.taps("Melden dat de ronde open is")
    post = await linked.hears("De ronde van Vechtstreek is open tot")
    assert labels(post) == ["Invullen (privé)"]
    url = present(post.reply_markup).inline_keyboard[0][0].url
    await bram.follows(url)
    await bram.hears("Hoe staat Vechtstreek ervoor?")
    await emma.follows(url)
    refused = await emma.hears("for the members of a collaboration")
    assert "Vechtstreek" not in present(refused.text)
    assert len(linked.messages) == 2


async def test_a_result_and_its_agenda(coach: Coach, anna: Chat, linked: Chat) -> None:
    """Pictures with the same in words, of all together; then what to talk about, and how long."""
    await opened(coach)
    await answered(coach, 9)
    await agrees(anna, f"/group {GROUP.id} close {ROUND} yes")
    await agrees(anna, f"/group {GROUP.id} post result {ROUND}")
    line = await linked.hears("De uitkomst van Vechtstreek is er.")
    means = await linked.hears("Wat de groep gemiddeld vindt")
    assert line.photo and means.photo
    bodies = [coach.api.files[present(one.photo)[-1].file_id].data for one in (line, means)]
    assert all(body.startswith(b"\x89PNG") for body in bodies) and bodies[0] != bodies[1]
    await agrees(anna, f"/group {GROUP.id} post agenda {ROUND}")
    agenda = present((await linked.hears("Hierover gaat ons gesprek, in 60 minuten.")).text)
    assert "\n1. " in f"\n{agenda}" and "minuten)" in agenda and "?" in agenda


async def test_too_few_answers(coach: Coach, anna: Chat, linked: Chat) -> None:
    """The group hears that, and not how many."""
    await opened(coach)
    await answered(coach, 2)
    await agrees(anna, f"/group {GROUP.id} close {ROUND}")
    await anna.hears(lambda message: "Sluit zonder uitkomst" in anna.buttons)
    await anna.taps("Sluit zonder uitkomst")
    for what in ("result", "agenda"):
        await agrees(anna, f"/group {GROUP.id} post {what} {ROUND}")
        post = await linked.hears("Er waren te weinig antwoorden voor een uitkomst.")
        assert not any(sign.isdigit() for sign in present(post.text))


async def test_of_few_people_there_is_no_agenda(coach: Coach, anna: Chat, linked: Chat) -> None:
    """Their means are told, and that what is lowest would be chance."""
    await opened(coach)
    await answered(coach, 6)
    await agrees(anna, f"/group {GROUP.id} close {ROUND} yes")
    await agrees(anna, f"/group {GROUP.id} post result {ROUND}")
    assert (await linked.hears("Wat de groep gemiddeld vindt")).photo
    await agrees(anna, f"/group {GROUP.id} post agenda {ROUND}")
    await linked.hears("Voor een agenda uit de cijfers deden te weinig mensen mee")


async def test_closed_and_posted_in_one_batch(coach: Coach, anna: Chat, linked: Chat) -> None:
    """A result that is made in the same transaction is there to be posted."""
    await opened(coach)
    await answered(coach, 9)
    given = (f"{GROUP.id} close {ROUND} yes", f"{GROUP.id} post result {ROUND}")
    await coach.turns.apply(
        [
            Inbound(
                "telegram", f"b{number}", "7", Command("group", text, True), coach.turns.clock()
            )
            for number, text in enumerate(given)
        ]
    )
    assert (await linked.hears("De uitkomst van Vechtstreek is er.")).photo


async def test_what_cannot_be_posted(coach: Coach, anna: Chat, linked: Chat) -> None:
    """A result that is not there yet, a round of nobody, a word that we do not know."""
    await opened(coach)
    for what in (f"result {ROUND}", f"agenda {ROUND}", "opened abc", f"hello {ROUND}", "x y z"):
        await agrees(anna, f"/group {GROUP.id} post {what}")
        await anna.hears("Dat kan nu niet in de groepschat.")
    assert len(linked.messages) == 1


async def test_a_group_gets_so_many_a_minute(
    coach: Coach, anna: Chat, linked: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is above that waits, and all of it comes, once."""
    await opened(coach)
    monkeypatch.setattr(group_rate_limit, "MAX_PER_WINDOW", 3)
    monkeypatch.setattr(group_rate_limit, "WITHIN", 1.5)
    for _ in range(6):
        await agrees(anna, f"/group {GROUP.id} post opened {ROUND}")
    await coach.api.until(lambda: len(linked.messages) == 7)
    await asyncio.sleep(0.3)
    at = [c.at for c in coach.api.calls if c.chat_id == -100 and c.method == "sendMessage"]
    assert len(at) == 7
    assert all(later - first > 1.4 for first, later in zip(at[1:], at[4:], strict=False))
