"""The client meets every way in which a server can misbehave, over real HTTP."""

from __future__ import annotations

from typing import get_args

import pytest

from bot.channels.model.client import MAX_BYTES, ModelClient, ModelError, ModelRequest
from tests.fake_model.server import FakeModel, Fault

SCHEMA = {"type": "object", "properties": {"act": {"type": "string"}}}
QUESTION = ModelRequest("hear", "Answer in JSON.", '{"text": "ja"}', SCHEMA)
PASSING = {"429", "500", "cut"}
"""Faults that may be over in a moment."""


async def asked(model: FakeModel, *, key: str = "", seconds: float = 5.0) -> object:
    client = ModelClient(model.url, "tiny", key, seconds)
    try:
        return await client.ask(QUESTION)
    finally:
        await client.close()


async def test_a_good_answer_comes_back_and_the_call_says_what_is_wanted() -> None:
    """The model's name, the schema, no stream, the key: nothing else."""
    async with FakeModel(lambda about: {"act": about["text"]}, key="k") as model:
        assert await asked(model, key="k") == {"act": "ja"}
        (body,) = model.asked
    assert (body["model"], body["stream"], body["temperature"]) == ("tiny", False, 0)
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert [one["role"] for one in body["messages"]] == ["system", "user"]


@pytest.mark.parametrize("fault", get_args(Fault))
async def test_every_fault_is_one_error_without_content(fault: Fault) -> None:
    """It says in a few words what went wrong, and whether it may work in a moment."""
    async with FakeModel(lambda _: {"act": "x"}) as model:
        model.faults.append(fault)
        with pytest.raises(ModelError) as caught:
            await asked(model, seconds=1.0 if fault == "hang" else 20.0)
        assert len(model.asked) == 1, "nothing is asked elsewhere"
    assert caught.value.again == (fault in PASSING)
    assert "Graag" not in str(caught.value) and len(str(caught.value)) < 60


async def test_a_server_that_is_not_there_may_come_back() -> None:
    """Its address is not told in the error."""
    async with FakeModel(lambda _: {}) as model:
        gone = model.url
    client = ModelClient(gone, "tiny")
    with pytest.raises(ModelError) as caught:
        await client.ask(QUESTION)
    await client.close()
    assert caught.value.again and "127" not in str(caught.value)


async def test_a_wrong_key_is_refused_for_good() -> None:
    """Asking again would not help."""
    async with FakeModel(lambda _: {}, key="right") as model:
        with pytest.raises(ModelError) as caught:
            await asked(model, key="wrong")
    assert not caught.value.again and "wrong" not in str(caught.value)


@pytest.mark.parametrize("size", [MAX_BYTES // 2, 2 * MAX_BYTES])
async def test_a_body_is_read_up_to_a_size(size: int) -> None:
    """Half of what may come is read, the double is not."""
    async with FakeModel(lambda _: {"act": "x" * size}) as model:
        if size > MAX_BYTES:
            with pytest.raises(ModelError, match="too long"):
                await asked(model)
        else:
            assert await asked(model) == {"act": "x" * size}


@pytest.mark.parametrize(
    "words", ['<think>Hm {"a": 2}</think> {"a": 1}', '```json\n{"a": 1}\n```', ' {"a": 1}\n']
)
async def test_what_models_put_around_an_answer_is_taken_off(words: str) -> None:
    """Thoughts, fences and blanks."""
    async with FakeModel(lambda _: {}) as model:
        model.says = words
        assert await asked(model) == {"a": 1}
