"""A second look, from the commit to the words: durable, once, by consent, and never waited for."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.messages.messages import Inbound
from dialogues.messages.inputs import Command, Thought, Typed
from storage.core.schema import inbox, outbox, people
from storage.database.unit_of_work import Store
from tests.fake_model.server import FakeModel
from tests.support.clock import Clock
from tests.support.second_look import HOPE, MAIN, OWNER, Looked, content, good, worded

OURS = "Inwoners wachten te lang op antwoord."
"""What begins our own outcome."""


@pytest.fixture
async def model() -> AsyncIterator[FakeModel]:
    async with FakeModel(good) as server:
        yield server


@pytest.fixture
def looked(store: Store, model: FakeModel, clock: Clock) -> Looked:
    return Looked(store, model, clock, content())


async def test_it_looks_while_the_playback_is_read(looked: Looked, model: FakeModel) -> None:
    """When its words are there, they are the outcome, with where they come from below."""
    async with looked.sending():
        await looked.talk()
        await looked.done()
        await looked.confirm()
    said = "\n".join(await looked.said())
    assert MAIN in said and OURS not in said
    assert f"taalmodel (tiny) op de server van {OWNER}" in said
    assert [one["response_format"]["json_schema"]["name"] for one in model.asked] == [
        "understand", "word",
    ]  # fmt: skip
    kept = (await looked.thoughts())["word"]
    assert (kept["model"], kept["prompt"]) == ("tiny", content().asks.prompts.version)


async def test_who_is_quicker_gets_ours_at_once_and_a_second_look_later(looked: Looked) -> None:
    """Nobody waits; what comes later is told as what it is."""
    await looked.talk()
    await looked.confirm()
    assert OURS in (await looked.said())[-2]
    async with looked.sending():
        await looked.done()
    *_, again = await looked.said()
    said = "\n".join((await looked.said())[-3:])
    assert "Een taalmodel keek ook naar uw antwoorden" in said and MAIN in said
    assert "Kijk zelf wat het beste past" in again


async def test_without_consent_nothing_is_asked(looked: Looked, model: FakeModel) -> None:
    """It is offered after the outcome; a no is a no."""
    async with looked.sending():
        await looked.talk(agreed=False)
        await looked.confirm()
        assert await looked.waiting() == 0
        await looked.give(Command("settings", "model ask"))
        assert OWNER in (await looked.said())[-1]
        await looked.give(
            Command("settings", "model off"), Command("start", "second again", sure=True)
        )
        await looked.give(Typed("1"), Typed("Wachten duurt te lang."), Typed(HOPE), Typed("1"))
        await looked.done()
    assert model.asked == []
    assert OURS in "\n".join(await looked.said())


async def test_who_agrees_after_the_outcome_gets_a_look_at_it(looked: Looked) -> None:
    """The button names the talk."""
    async with looked.sending():
        await looked.talk(agreed=False)
        await looked.confirm()
        name = (await looked.session()).id
        await looked.give(Command("settings", f"model on {name}"))
        await looked.done()
    assert MAIN in "\n".join(await looked.said())


async def test_who_turns_it_off_hears_no_more_of_it(looked: Looked) -> None:
    """Also of what was asked already."""
    await looked.talk()
    await looked.confirm()
    await looked.give(Command("settings", "model off"))
    async with looked.sending():
        await looked.done()
    assert MAIN not in "\n".join(await looked.said())


async def test_names_never_leave(looked: Looked, model: FakeModel) -> None:
    """Neither the one in the answer nor a part of it; in our words it is back."""
    model.answer = lambda about: (
        worded("Uw inwoners wachten te lang, [N1] ziet dat ook. Dat is uw eigen probleem.")
        if "candidates" in about
        else good(about)
    )
    async with looked.sending():
        await looked.talk()
        await looked.done()
        await looked.confirm()
    sent = json.dumps(model.asked)
    assert "Pietersen" not in sent and "[N2] ziet dat ook" in sent
    assert "Jan ziet dat ook" in "\n".join(await looked.said())


@pytest.mark.parametrize("fault", ["429", "500", "hang", "cut", "html", "no json", "endless"])
async def test_a_server_that_fails_harms_nobody(
    looked: Looked, model: FakeModel, fault: Any
) -> None:
    """Ours is told, at once, and nothing is said of it."""
    model.faults.extend([fault] * 10)
    async with looked.sending():
        await looked.talk()
        await looked.done()
        await looked.confirm()
        await looked.done()
    said = "\n".join(await looked.said())
    assert OURS in said and "taalmodel (" not in said
    assert looked.pauses == ([2.0, 2.0] if fault in ("429", "500", "cut") else [])


async def test_a_server_that_recovers_is_asked_once_more(looked: Looked, model: FakeModel) -> None:
    """After a moment."""
    model.faults.append("429")
    async with looked.sending():
        await looked.talk()
        await looked.done()
        await looked.confirm()
    assert MAIN in "\n".join(await looked.said()) and looked.pauses == [2.0]


async def test_a_server_that_keeps_failing_is_left_alone(looked: Looked, model: FakeModel) -> None:
    """For a minute nobody is asked for."""
    model.faults.extend(["html"] * 4)
    async with looked.sending():
        for number in range(3):
            await looked.give(
                Command("settings", "model on"), Command("start", "second again", sure=True)
            )
            await looked.give(Typed("1"), Typed(f"Wachten duurt {number} weken te lang."))
            await looked.give(Typed(HOPE), Typed("1"))
            await looked.done()
        assert len(model.asked) == 3
        looked.clock.forward(61)
        await looked.give(Command("start", "second again", sure=True), Typed("1"))
        await looked.give(Typed("Wachten is naar."), Typed(HOPE))
        await looked.done()
    assert len(model.asked) > 3


async def test_a_kill_between_loses_nothing_and_repeats_nothing(
    looked: Looked, model: FakeModel
) -> None:
    """What was to be asked is asked by the next life; an answer that came twice is taken once."""
    await looked.talk()
    assert await looked.waiting() == 1
    async with looked.sending():
        await looked.done()
        await looked.confirm()
    before = await looked.said()
    thought = Thought((await looked.session()).id, 2, json.dumps(worded()), "tiny", "1")
    name = f"model/{thought.session}/2"

    outcome = await looked.turns.submit(Inbound("telegram", name, "7", thought, looked.clock()))
    assert not outcome.fresh and await looked.said() == before


async def test_a_day_has_so_many_calls(store: Store, model: FakeModel, clock: Clock) -> None:
    """Of one person; the next day there are as many again."""
    looked = Looked(store, model, clock, content(3))
    async with looked.sending():
        for number in range(3):
            await looked.give(
                Command("settings", "model on"), Command("start", "second again", sure=True)
            )
            await looked.give(Typed("1"), Typed(f"Wachten duurt {number} weken."), Typed(HOPE))
            await looked.confirm()
            await looked.done()
        assert len(model.asked) == 3
        clock.forward(86_400)
        await looked.give(
            Command("start", "second again", sure=True), Typed("1"), Typed("Wachten is naar.")
        )
        await looked.give(Typed(HOPE))
        await looked.done()
    assert len(model.asked) == 5


async def test_of_who_is_erased_nothing_is_asked_or_kept(looked: Looked, store: Store) -> None:
    """Nor is anybody made anew by an answer that comes late."""
    await looked.talk()
    name = (await looked.session()).id
    await looked.give(Command("erase", "yes", sure=True))

    late = Thought(name, 1, "{}", "tiny", "1")
    await looked.turns.submit(Inbound("telegram", f"model/{name}/1", "7", late, looked.clock()))
    assert await looked.waiting() == 0
    async with store.begin() as work:
        assert (await work.connection.execute(select(people))).all() == []
        rows = (await work.connection.execute(select(inbox.c.data))).scalars().all()
        assert set(rows) <= {None}
        assert (
            await work.connection.execute(select(outbox).where(outbox.c.channel == "model"))
        ).all() == []


async def test_the_answers_stay_as_they_are(looked: Looked) -> None:
    """A model changes nothing of what was said, whatever it answers."""
    async with looked.sending():
        await looked.talk()
        before = (await looked.session()).answers
        await looked.done()
    assert (await looked.session()).answers == before


async def test_an_answer_that_changes_meanwhile_has_another_look(
    looked: Looked, model: FakeModel
) -> None:
    """What was worded for other answers is not told."""
    await looked.talk()
    async with looked.sending():
        await looked.done()
        await looked.give(Command("edit", "3"), Typed("Dat inhuren stopt."), Typed("1"))
        assert MAIN not in "\n".join(await looked.said())
        await looked.done()
    assert len(model.asked) == 4


async def test_privacy_and_settings_say_so(looked: Looked) -> None:
    """Where it is, and whether it may."""
    await looked.give(Command("privacy"))
    assert OWNER in (await looked.said())[-1]
    await looked.give(Command("settings"))
    assert "Er kijkt geen taalmodel mee" in (await looked.said())[-1]
    await looked.give(Command("settings", "model on"), Command("settings"))
    assert f"Een taalmodel op de server van {OWNER} kijkt mee" in (await looked.said())[-1]
