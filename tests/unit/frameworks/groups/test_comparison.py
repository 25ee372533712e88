"""What moved between two rounds, and what differs in one."""

from __future__ import annotations

from random import Random

from frameworks.groups.comparison import apart, change, differing
from frameworks.groups.figures import Estimate
from frameworks.groups.publish import publish
from frameworks.groups.results import GroupPart, GroupResult
from frameworks.groups.rules import Rules
from tests.support.group_results import COINS, VARIED, ballots, figure, published
from tests.support.small_frameworks import framework, text

TEN = [*VARIED, *VARIED[:4]]


def test_a_change_of_the_same_people() -> None:
    """Their shifts are the same, so a point more is a point more."""
    before, here = published(ballots(a=[1, 2, 2, 3] * 6), round_id="one")
    now, _ = published(ballots(a=[2, 3, 3, 4] * 6), earlier=[here], round_id="two")
    (moved,) = change(now, before)
    assert moved.same and moved.moved.value == 1 and moved.moved.word == "differs"
    assert moved.moved.margin < 0.2


def test_a_change_of_other_people_says_so() -> None:
    before, here = published(ballots(a=TEN), round_id="one")
    now, _ = published(ballots(a=TEN[:8], b=(3, 3)), earlier=[here], round_id="two")
    (moved,) = change(now, before)
    (unknown,) = change(published(ballots(a=TEN))[0], before)
    assert moved.same is False and unknown.same is None
    assert moved.moved.margin < unknown.moved.margin


def test_of_few_people_no_change_is_told() -> None:
    few, many = published(ballots(a=VARIED))[0], published(ballots(a=TEN))[0]
    assert change(few, many) == change(many, few) == []
    assert change(many, GroupResult("some", Rules())) == []


def test_other_words_are_no_change() -> None:
    """Nor is another label on the scale."""
    before, _ = published(ballots(a=TEN))
    plain = framework(5, ["x"])
    item = plain.items[0]
    statement = item.statements[0]
    reworded = item.model_copy(update={"statements": [type(statement)(
        id=statement.id, text=text("y"), source=[])]})  # fmt: skip
    other = plain.model_copy(update={"items": [reworded]})
    now, _ = publish(other, ballots(a=TEN), Rules(), COINS, Random(0))
    assert now.digests["x"] != before.digests["x"] and change(now, before) == []
    assert change(before, before)


def shown(digests: dict[str, str], **items: Estimate) -> GroupResult:
    return GroupResult("some", Rules(), (GroupPart(None, "", 9, items),), digests=digests)


def test_an_item_that_cannot_be_compared_does_not_stop_the_next() -> None:
    """Reworded, not shown before, or beyond the same end both times: each is passed over."""
    same = dict.fromkeys(["new", "other", "end", "x"], "as it was")
    three, high, low = figure(3, 9), figure(5, 9), figure(1, 9)
    before = shown({**same, "other": "reworded"}, other=three, end=high, x=low)
    now = shown(same, new=three, other=three, end=high, x=high)
    assert [one.item for one in change(now, before)] == ["x"]
    assert change(shown({}, x=three), shown({}, x=three)) == [], "in which words is not known"


def parts(**values: float) -> GroupResult:
    """Towns of six with such means."""
    towns = tuple(
        GroupPart("municipality", name, 6, {"x": figure(value, 6)})
        for name, value in values.items()
    )
    return GroupResult("some", Rules(), (GroupPart(None, "", 18, {"x": figure(3, 18)}), *towns))


def test_the_highest_is_set_beside_the_lowest() -> None:
    found = apart(parts(a=3, b=4.5, c=2), "municipality", "x")
    assert found and found.value == 2.5 and found.word == "differs"
    assert differing(parts(a=3, b=4.5), "x") == ["municipality"]
    assert differing(parts(a=3, b=4), "x") == [] == differing(parts(a=3, b=3), "x")


def test_one_alone_is_set_beside_all() -> None:
    """Of whom it is a part, so their shifts partly cancel out."""
    found = apart(parts(a=4.5), "municipality", "x")
    assert found and found.value == 1.5 and found.margin < 0.75
    assert apart(parts(), "municipality", "x") is None
