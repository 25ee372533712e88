"""What an answer, or a model, tries to bring about: the outcome stays what it was without one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from dialogues.engine.session import Session
from dialogues.messages.inputs import Command, Typed
from storage.database.unit_of_work import Store
from tests.fake_model.server import FakeModel
from tests.support.clock import Clock
from tests.support.second_look import HOPE, MAIN, TROUBLE, Looked, content, good, worded
from tests.support.yaml_text import from_yaml

CORPUS = from_yaml(
    (Path(__file__).parents[2] / "unit/dialogues/model/malicious.yaml").read_text(encoding="utf-8")
)
SENTENCE = "Inwoners moeten zes weken wachten op een vergunning."


async def outcome(looked: Looked, trouble: str) -> tuple[list[str], Session]:
    """All that was said from the playback on, and the session."""
    async with looked.sending():
        await looked.talk(trouble=trouble)
        await looked.done()
        before = len(await looked.said())
        await looked.confirm()
        await looked.done()
    return (await looked.said())[before:], await looked.session()


async def plain(store: Store, clock: Clock, trouble: str) -> list[str]:
    """The same talk of somebody else, without a model."""
    async with FakeModel(good) as model:
        looked = Looked(store, model, clock, content(), numbers=count(1000))
        first = Command("settings", "model off")
        await looked.give(first, Command("start", "second"), Typed("1"), address="8")
        await looked.give(Typed(trouble), Typed(HOPE), address="8")
        before = len(await looked.said("8"))
        await looked.give(Typed("1"), address="8")
        return (await looked.said("8"))[before:]


@pytest.mark.parametrize("order", CORPUS["orders"])
async def test_orders_in_an_answer_change_nothing(store: Store, clock: Clock, order: str) -> None:
    """Nothing of that talk is sent at all, and our own outcome is told."""
    trouble = f"{SENTENCE} {order}"
    async with FakeModel(good) as model:
        looked = Looked(store, model, clock, content())
        told, _ = await outcome(looked, trouble)
        assert model.asked == []
    assert told == await plain(store, clock, trouble)


@pytest.mark.parametrize("words", CORPUS["nl"])
async def test_malicious_words_are_never_told(store: Store, clock: Clock, words: str) -> None:
    """Wherever a model puts them: our own outcome is told, to the letter."""
    mine = await plain(store, clock, TROUBLE)

    def bad(about: Mapping[str, Any]) -> object:
        return worded(words) if "candidates" in about else good(about)

    async with FakeModel(bad) as model:
        looked = Looked(store, model, clock, content())
        told, session = await outcome(looked, TROUBLE)
    assert told == mine and "word" not in session.thoughts


@pytest.mark.parametrize(
    "answer",
    [
        {}, {"main": MAIN}, worded(extra="x"), worded(actions="alle"), worded(main=None), [],
        worded(actions=[worded()["actions"][0]] * 9), {"error": "no"},
    ],
)  # fmt: skip
async def test_what_is_not_as_asked_is_let_be(store: Store, clock: Clock, answer: Any) -> None:
    """A server may take no notice of the schema."""
    mine = await plain(store, clock, TROUBLE)
    async with FakeModel(lambda about: answer if "candidates" in about else good(about)) as model:
        told, _ = await outcome(Looked(store, model, clock, content()), TROUBLE)
        assert len(model.asked) == 2
    assert told == mine


FACT = {"sign": "hires", "answer": 1, "quote": "wachten op een vergunning"}


@pytest.mark.parametrize(
    ("fact", "kept"),
    [
        (FACT, True),
        (FACT | {"quote": "Inwoners moeten zeven weken wachten"}, False),
        (FACT | {"quote": "inwoners moeten zes weken"}, False),
        (FACT | {"quote": "Wij kopen tijd met inhuur."}, False),
        (FACT | {"quote": "wachten"}, False),
        (FACT | {"answer": 2}, False),
        (FACT | {"answer": 0}, False),
        (FACT | {"answer": 99}, False),
        (FACT | {"sign": "fraud"}, False),
        (FACT | {"quote": "[N1] [N2] ziet dat"}, True),
        (FACT | {"quote": "[N7] ziet dat"}, False),
    ],
)
async def test_what_is_understood_stands_in_the_answers(
    store: Store, clock: Clock, fact: Any, kept: bool
) -> None:
    """Word for word, in the answer that is named, and of a sign that there is. What holds gives the
    model more to choose from, and changes nothing of our own outcome."""
    async with FakeModel(
        lambda about: {"facts": [fact]} if "signs" in about else worded()
    ) as model:
        looked = Looked(store, model, clock, content())
        async with looked.sending():
            await looked.talk()
            await looked.done()
        found = (await looked.thoughts()).get("understand", [])
        assert bool(found) == kept
        if kept:
            sign, question, quote, sentence = found[0]
            assert (sign, question) == ("hires", "trouble") and quote in sentence in TROUBLE
            shown = model.about[1]["candidates"]
            assert {one["id"] for one in shown} == {"second_waits", "second_hires"}


async def test_what_only_a_model_understood_is_no_alarm(store: Store, clock: Clock) -> None:
    """An alarm goes before everything: for that our own eyes must have seen it."""
    whole = content()
    points = [
        replace(one, kind="alarm") if one.id == "second_hires" else one for one in whole.case.points
    ]
    alarming = replace(whole, case=replace(whole.case, points=points))
    facts = {"facts": [FACT]}
    async with FakeModel(lambda about: facts if "signs" in about else worded()) as model:
        looked = Looked(store, model, clock, alarming)
        async with looked.sending():
            await looked.give(Command("settings", "model on"), Command("start", "second"))
            await looked.give(Typed("1"), Typed(TROUBLE), Typed("Dat het sneller gaat."))
            await looked.done()
        assert [one["id"] for one in model.about[1]["candidates"]] == ["second_waits"]


async def test_nothing_is_sent_but_what_is_needed(store: Store, clock: Clock) -> None:
    """No role, no id of a person or a talk, no address, no other talk."""
    async with FakeModel(good) as model:
        looked = Looked(store, model, clock, content())
        await outcome(looked, TROUBLE)
        session = await looked.session()
        sent = json.dumps(model.asked)
        assert [set(one) for one in model.about] == [
            {"answers", "signs"}, {"answers", "candidates", "most"},
        ]  # fmt: skip
    assert session.id not in sent and (await looked.person()).id not in sent
