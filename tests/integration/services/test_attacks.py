"""A facilitator's moves to learn one member's answer, through the chat and on a real database."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogues.definition.content import Content
from frameworks.groups.results import GroupResult
from storage.core.crypto import rotate
from storage.database.unit_of_work import Store
from tests.support.collaboration_world import Circle, gathered

ANSWERS = {"a0": 1, "a1": 2, "a2": 2, "b0": 4, "b1": 5, "b2": 4}
VICTIM = "b2"
OTHERS = [who for who in ANSWERS if who != VICTIM]


@pytest.fixture
def circle(content: Content, store: Store) -> Circle:
    return Circle(content, store)


async def told(circle: Circle, group: str, answering: list[str]) -> GroupResult:
    """What a round of these publishes."""
    going = await circle.open("owner", group)
    for who in answering:
        await circle.fill(who, going, *[ANSWERS[who]] * 3)
    await circle.do("owner", "group", f"{group} close {going} yes")
    record = await circle.record(going)
    assert set(record) == {"result", "attendance"}
    return GroupResult.load(record["result"])


async def test_five_are_removed_and_invited_again(circle: Circle) -> None:
    """The facilitator takes five of six out and lets them in again by a new invitation: their coins
    are those of before, so the same answers give the same figures, and no second look."""
    group, _ = await gathered(circle, 3)
    first = await told(circle, group, OTHERS)
    for who in OTHERS:
        gone = (await circle.membership(who)).id
        await circle.do("owner", "group", f"{group} remove {gone}")
    token = await circle.invite("owner", group, many=25)
    for who in OTHERS:
        await circle.join(who, token, f"Naam {who}")
    then = await told(circle, group, OTHERS)
    assert first.overall and then.overall == first.overall
    assert [*then.stayed[first.round].values()] == [5] * len(then.overall)


async def test_the_same_people_in_a_second_collaboration(circle: Circle) -> None:
    """The facilitator founds another one with them: that tells nothing anew either."""
    group, _ = await gathered(circle, 3)
    first = await told(circle, group, OTHERS)
    other = await circle.found("owner", "Nog een")
    token = await circle.invite("owner", other, many=25)
    for who in OTHERS:
        await circle.join(who, token, f"Naam {who}")
    then = await told(circle, other, OTHERS)
    assert first.overall and then.overall == first.overall and not then.stayed


async def test_a_new_key_tosses_no_new_coins(circle: Circle, tmp_path: Path) -> None:
    """The secret is sealed with the key, and not made of it."""
    group, everyone = await gathered(circle, 3)
    first = await told(circle, group, everyone)
    rotate(tmp_path / "key")
    assert (await told(circle, group, everyone)).overall == first.overall
