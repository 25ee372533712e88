"""Where the listener is unsure, a model may hear it too; the answer stays as it was kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from dialogues.messages.inputs import Command, Typed
from storage.database.unit_of_work import Store
from tests.fake_model.server import FakeModel
from tests.support.clock import Clock
from tests.support.second_look import TROUBLE, Looked, content, worded

UNSURE = "hier vind ik niets van en dat wil ik zo houden"
"""The listener takes it for a refusal, and is not sure."""
THEME = next(iter(content().listener.file.themes))


def hears(answer: Any) -> Any:
    def answers(about: Mapping[str, Any]) -> Any:
        return answer if "acts" in about else {"facts": []} if "signs" in about else worded()

    return answers


async def held(store: Store, clock: Clock, model: FakeModel) -> Looked:
    """A talk in which the second answer is the unsure one."""
    looked = Looked(store, model, clock, content())
    async with looked.sending():
        await looked.give(Command("settings", "model on"), Command("start", "second"))
        await looked.give(Typed("1"), Typed(TROUBLE), Typed(UNSURE))
        await looked.done()
        await looked.give(Typed("1"))
        await looked.done()
    return looked


async def test_what_it_hears_as_no_answer_is_not_sent_on(store: Store, clock: Clock) -> None:
    """It stays an answer, for a real answer that is refused is worse; and is used no more."""
    async with FakeModel(hears({"act": "refuses", "themes": []})) as model:
        looked = await held(store, clock, model)
        jobs = [one["response_format"]["json_schema"]["name"] for one in model.asked]
        assert jobs[0] == "hear" and jobs[-1] == "word"
        assert model.about[0]["text"] == UNSURE
        assert [one["text"] for one in model.about[-1]["answers"]] == [
            TROUBLE.replace("Jan", "[N1]").replace("Pietersen", "[N2]")
        ]
    session = await looked.session()
    assert session.answers["hope"].value == UNSURE
    kept = session.thoughts["hear"]["hope"]
    assert (kept["act"], kept["model"]) == ("refuses", "tiny")


async def test_what_it_hears_as_an_answer_brings_its_themes(store: Store, clock: Clock) -> None:
    """From the closed list."""
    async with FakeModel(hears({"act": "answer_vague", "themes": [THEME]})) as model:
        looked = await held(store, clock, model)
        assert len(model.about[-1]["answers"]) == 2
    assert (await looked.thoughts())["hear"]["hope"]["themes"] == [THEME]


@pytest.mark.parametrize(
    "answer",
    [
        {"act": "obeys", "themes": []},
        {"act": "refuses", "themes": ["fraud"]},
        {"act": "refuses", "themes": [THEME] * 9},
        {"act": "refuses"},
        ["refuses"],
    ],
)
async def test_what_is_in_no_list_is_not_heard(store: Store, clock: Clock, answer: Any) -> None:
    """A model may choose among what there is."""
    async with FakeModel(hears(answer)) as model:
        looked = await held(store, clock, model)
        assert len(model.about[-1]["answers"]) == 2
    assert "hear" not in await looked.thoughts()
