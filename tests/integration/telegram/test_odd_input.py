"""Input that is no answer: kindly answered, and the talk stays as it was."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fake_bot_api.chats import SAMPLES
from tests.fake_bot_api.server import Chat
from tests.support.telegram_coach import Coach, begin, has_buttons

LIVE = {**SAMPLES["photo"][0], "duration": 3}
GIFT = {"gift": {"id": "1", "sticker": SAMPLES["sticker"], "star_count": 5}}


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("photo", {"caption": "Mijn antwoord"}, "Een foto kan ik niet lezen"),
        ("voice", {}, "Ik kan niet luisteren"),
        ("sticker", {}, "Die kan ik niet lezen"),
        ("document", {"caption": "Mijn antwoord"}, "Bestanden kan ik niet lezen"),
        ("location", {}, "Dat kan ik niet lezen"),
        ("contact", {"contact": {"phone_number": "1", "first_name": "B"}}, "Dat kan ik niet lezen"),
        ("rich_message", {"rich_message": {"blocks": []}}, "Dat kan ik niet lezen"),
        ("live_photo", {"live_photo": LIVE}, "Dat kan ik niet lezen"),
        ("checklist", {"checklist": {"title": "Doen", "tasks": []}}, "Dat kan ik niet lezen"),
        ("gift", {"gift": GIFT}, "Dat kan ik niet lezen"),
        ("kept_for_later", {"kept_for_later": {}}, "Dat kan ik niet lezen"),
        ("edited_message", {"text": "Anders"}, "een eerder bericht veranderde"),
    ],
)
async def test_what_we_cannot_read(
    coach: Coach, anna: Chat, kind: str, fields: dict[str, Any], words: str
) -> None:
    """It says what it cannot do, asks the same again, and records nothing."""
    await begin(anna, "tiny")
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?")
    before = await coach.session(anna)
    await anna.sends(kind, **fields)
    reply = await anna.hears(words)
    assert "Wat is uw doel?" in (reply.text or "") and has_buttons(reply)
    after = await coach.session(anna)
    assert (after.state, after.answers, after.path) == (before.state, before.answers, before.path)


async def test_a_caption_of_what_we_do_not_know_is_the_answer(coach: Coach, anna: Chat) -> None:
    """What was typed below it counts as if it stood alone."""
    await begin(anna, "tiny")
    await anna.sends("live_photo", live_photo=LIVE, caption="Raadslid")
    await anna.hears("Wat is uw doel?")
    assert (await coach.session(anna)).path[-1] == "role"


async def test_an_album_is_answered_once(coach: Coach, anna: Chat) -> None:
    """Three pictures of one album are one thing to answer."""
    await begin(anna, "tiny")
    for _ in range(3):
        await anna.sends("photo", media_group_id="77")
    await anna.hears("Een foto kan ik niet lezen")
    await anna.says("Raadslid")
    await anna.hears("Wat is uw doel?")
    assert sum("Een foto" in (message.text or "") for message in anna.messages) == 1


async def test_a_text_of_5000_characters(coach: Coach, anna: Chat) -> None:
    """An app sends it in two pieces: one answer, and the second piece answers nothing else."""
    await begin(anna, "tiny")
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?")
    text, now = "Wij willen een zwembad. " * 209, int(coach.turns.clock())
    await anna.says(text[:4096], date=now)
    await anna.says(text[4096:5000], date=now)
    await anna.hears("Uw hele tekst is bewaard: 5000 tekens")
    session = await coach.session(anna)
    assert session.answers["goal"].value == text[:5000]
    assert session.path[-1] == "goal"


async def test_service_messages_and_bots_are_let_be(coach: Coach, anna: Chat) -> None:
    """What nobody said to us is not answered, and yet confirmed."""
    await anna.sends(
        "pinned_message", pinned_message={"message_id": 1, "date": 0, "chat": anna.info}
    )
    robot = coach.api.user(99, first_name="Robot", is_bot=True)
    last = await robot.says("/start")
    await coach.api.until(lambda: last in coach.api.updates.confirmed)
    assert await coach.person(anna) is None and await coach.person(robot) is None
    assert not robot.messages


async def test_a_button_with_unknown_data(coach: Coach, anna: Chat) -> None:
    """Data that never was ours is answered kindly too."""
    question = await begin(anna, "tiny")
    await anna.taps_old(question.message_id, "what is this")
    await anna.hears("Dat kan ik niet lezen")
