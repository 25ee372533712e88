"""The cases are played with a language model too, by any server."""

from __future__ import annotations

import json
from typing import Any

import orjson

from dialogues.messages.model_events import ModelWanted
from tests.evals.cases import CASES, read
from tests.evals.model import Model, with_model
from tests.evals.play import play
from tests.support.content import loaded

CASE = read(CASES / "C03.yaml")


def test_a_model_without_answers_changes_nothing() -> None:
    """What is shown is what is shown without one, and the table says that nothing held."""
    content = with_model(loaded(), "tiny")
    model = Model(lambda _: "", "tiny", "1")
    assert play(content, CASE, model).shown == play(loaded(), CASE).shown
    assert not sum(model.used.values())
    assert {why for _, why in model.refused} <= {"no answer"}


def test_what_held_is_told_from_what_did_not() -> None:
    """By job and by reason."""
    asked: list[str] = []

    def ask(wanted: ModelWanted) -> str:
        asked.append(wanted.job)
        about: Any = orjson.loads(wanted.about)
        if wanted.job != "understand":
            return "{}"
        found = {"sign": next(iter(about["signs"])), "answer": 1, "quote": "dit staat er niet"}
        return json.dumps({"facts": [found]})

    model = Model(ask, "tiny", "1")
    play(with_model(loaded(), "tiny"), CASE, model)
    assert "understand" in asked
    assert model.refused["understand", "an invented quote"] == 1
    assert "| understand | 1 | an invented quote |" in model.table()
