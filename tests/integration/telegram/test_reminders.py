"""A talk that was left, brought up on a phone a week later."""

from __future__ import annotations

from bot.scheduling.scheduler import Scheduler
from dialogues.calendar.moments import next_allowed
from dialogues.calendar.timezones import SECONDS_PER_WEEK
from tests.fake_bot_api.server import Chat
from tests.support.telegram_coach import Coach, begin, labels


async def week_later(coach: Coach) -> None:
    """The first moment at which a prompt may come, a week after the newest word."""
    moment = next_allowed(coach.turns.clock() + SECONDS_PER_WEEK)
    coach.turns.clock = lambda: moment
    await Scheduler(coach.turns, coach.turns.clock).tick()


async def test_a_talk_goes_on_where_it_was(coach: Coach, anna: Chat) -> None:
    """The prompt comes by itself; a tap on it asks the question that was open."""
    await begin(anna, "tiny")
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?")
    await week_later(coach)
    prompt = await anna.hears("ligt nog klaar")
    assert labels(prompt) == ["Verdergaan", "Later", "Niet meer vragen"]
    await anna.taps("Verdergaan")
    await anna.hears("Welkom terug")


async def test_later_and_never(coach: Coach, emma: Chat) -> None:
    """In English: once more after a week, and then no more."""
    await begin(emma, "tiny")
    await emma.says("/pause")
    await emma.hears("we pause")
    await week_later(coach)
    await emma.hears("still here for you")
    await emma.taps("Later")
    await emma.hears("ask again in a week")
    await week_later(coach)
    await emma.hears(lambda message: "Do not ask again" in labels(message))
    await emma.taps("Do not ask again")
    await emma.hears("not bring up this talk any more")
    await week_later(coach)
    await emma.says("/menu")
    await emma.hears("Which talk")
    said = [message.text or "" for message in emma.messages]
    assert sum("still here for you" in text for text in said) == 2
