"""Who replies to one of our messages answers what stands in that one, and nothing else."""

from __future__ import annotations

from typing import Any

from aiogram.types import Message

from tests.fake_bot_api.server import Chat
from tests.support.telegram_coach import Coach, begin

EARLIER = "antwoord op een eerdere vraag"


def now(anna: Chat, message: Message) -> dict[str, Any]:
    """A message as it stands in the chat by now."""
    found = next(one for one in anna.messages if one.message_id == message.message_id)
    return found.model_dump(mode="json", exclude_none=True, by_alias=True)


async def test_a_reply_to_the_question_that_is_open_answers_it(coach: Coach, anna: Chat) -> None:
    question = await begin(anna, "tiny")
    await anna.says("Raadslid", reply_to_message=now(anna, question))
    await anna.hears("Wat is uw doel?")
    assert (await coach.session(anna)).path == ["role"]


async def test_a_reply_to_an_earlier_question_answers_no_later_one(
    coach: Coach, anna: Chat
) -> None:
    """Whether that was answered by a button, so that it shows the answer, or in words."""
    first = await begin(anna, "tiny")
    await anna.taps("Raadslid")
    second = await anna.hears("Wat is uw doel?")
    await anna.says("Toch wethouder", reply_to_message=now(anna, first))
    await anna.hears(EARLIER)
    assert (await coach.session(anna)).path == ["role"]
    await anna.says("Een zwembad voor alle kinderen uit de buurt")
    await anna.hears(lambda m: m.message_id > second.message_id and m.reply_markup is not None)
    before = await coach.session(anna)
    await anna.says("Een bibliotheek", reply_to_message=now(anna, second))
    await anna.hears(EARLIER)
    after = await coach.session(anna)
    assert (after.path, after.answers) == (before.path, before.answers)


async def test_a_button_that_could_not_be_taken_away_tells_which_question(
    coach: Coach, anna: Chat
) -> None:
    first = await begin(anna, "tiny")
    old = now(anna, first)
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?")
    await anna.says("Toch wethouder", reply_to_message=old)
    await anna.hears(EARLIER)
    assert (await coach.session(anna)).path == ["role"]


async def test_a_reply_to_what_asks_nothing_is_an_answer(coach: Coach, anna: Chat) -> None:
    """To one's own message, or to words without a question."""
    question = await begin(anna, "tiny")
    plain = {**now(anna, question), "text": "Ik vraag u drie dingen."}
    plain = {k: v for k, v in plain.items() if k not in ("reply_markup", "entities")}
    await anna.says("Raadslid", reply_to_message=plain)
    await anna.hears("Wat is uw doel?")
    own = {**plain, "from": {"id": 7, "is_bot": False, "first_name": "Anna"}}
    await anna.says("Een zwembad voor alle kinderen uit de buurt", reply_to_message=own)
    await anna.hears(lambda m: "zwembad" in (m.text or ""))
    assert (await coach.session(anna)).path[:2] == ["role", "goal"]
