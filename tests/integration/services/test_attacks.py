"""A facilitator's moves to learn one member's answer, through the chat and on a real database."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from frameworks.groups.results import GroupResult
from storage.database.unit_of_work import Store
from tests.support.collaboration_world import Circle, gathered

ANSWERS = {"a0": 1, "a1": 2, "a2": 2, "b0": 4, "b1": 5, "b2": 4}
VICTIM = "b2"
ALONE = tuple(int(point == ANSWERS[VICTIM]) for point in (1, 2, 3, 4, 5))
OTHERS = [who for who in ANSWERS if who != VICTIM]


@pytest.fixture
def circle(content: Content, store: Store) -> Circle:
    return Circle(content, store)


async def counts(circle: Circle, group: str, answering: list[str]) -> list[tuple[int, ...]]:
    """What a round of these publishes, for each item."""
    going = await circle.open("owner", group)
    for who in answering:
        await circle.fill(who, going, *[ANSWERS[who]] * 3)
    await circle.do("owner", "group", f"{group} close {going} yes")
    result = GroupResult.load((await circle.record(going))["result"])
    return [one.counts for one in result.overall.values()]


def difference(first: list[tuple[int, ...]], then: list[tuple[int, ...]]) -> set[tuple[int, ...]]:
    """Of the two rounds, for each item that both tell."""
    if not first:
        raise RuntimeError("nothing was published: the move was not made")
    return {
        tuple(a - b for a, b in zip(*both, strict=True))
        for both in zip(first, then, strict=False)
        if all(both)
    }


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="they are other members than before")
async def test_five_are_removed_and_invited_again(circle: Circle) -> None:
    """The facilitator takes five of six out and lets them in again by a new invitation."""
    group, everyone = await gathered(circle, 3)
    first = await counts(circle, group, everyone)
    for who in OTHERS:
        gone = (await circle.membership(who)).id
        await circle.do("owner", "group", f"{group} remove {gone}")
    token = await circle.invite("owner", group, many=25)
    for who in OTHERS:
        await circle.join(who, token, f"Naam {who}")
    assert ALONE not in difference(first, await counts(circle, group, OTHERS))


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="each knows its own rounds only")
async def test_five_of_six_in_a_second_collaboration(circle: Circle) -> None:
    """The facilitator founds another one with the same people, but for the sixth."""
    group, everyone = await gathered(circle, 3)
    first = await counts(circle, group, everyone)
    other = await circle.found("owner", "Nog een")
    token = await circle.invite("owner", other, many=25)
    for who in OTHERS:
        await circle.join(who, token, f"Naam {who}")
    assert ALONE not in difference(first, await counts(circle, other, OTHERS))


async def test_one_is_removed(circle: Circle) -> None:
    """The facilitator takes only the sixth out, and asks the others once more."""
    group, everyone = await gathered(circle, 3)
    first = await counts(circle, group, everyone)
    gone = (await circle.membership(VICTIM)).id
    await circle.do("owner", "group", f"{group} remove {gone}")
    assert ALONE not in difference(first, await counts(circle, group, OTHERS))


async def test_one_keeps_silent(circle: Circle) -> None:
    """The sixth does not answer the second round."""
    group, everyone = await gathered(circle, 3)
    first = await counts(circle, group, everyone)
    assert ALONE not in difference(first, await counts(circle, group, OTHERS))
