"""What moved between two rounds."""

from __future__ import annotations

from random import Random

import pytest

from frameworks.groups.cells import DisclosureCell, Ledger
from frameworks.groups.comparison import Change, change
from frameworks.groups.publish import publish
from frameworks.groups.results import Distribution, GroupPart, GroupResult
from frameworks.groups.rules import Rules
from tests.support.group_results import VARIED, ballots, published
from tests.support.round_histories import framework, text


def test_a_change_of_the_same_people() -> None:
    """By mean and median, with who stayed when the ledgers are there."""
    before, old = published(ballots(a=(1, 2, 2, 3, 4)))
    now, new = published(ballots(a=(2, 3, 3, 4, 5), b=(2, 3, 3, 4, 5)), earlier=[old])
    (moved,) = change(now, before)
    assert moved == Change("x", moved.mean, 1.0, n=10, before=5)
    assert moved.mean == pytest.approx(1.0)
    assert [one.stayed for one in change(now, before, (new, old))] == [5]


def test_who_stayed_is_not_told_of_a_few() -> None:
    """Ledgers of rounds that did not know of each other could say it of one."""
    before, old = published(ballots(a=VARIED))
    now, new = published(ballots(a=VARIED[:5], b=(1, 2)))
    assert [one.stayed for one in change(now, before, (new, old))] == [None]


def test_other_words_are_no_change() -> None:
    """Nor is another label on the scale, nor an item that is only known to lie in a span."""
    before, _ = published(ballots(a=VARIED))
    plain = framework(5, ["x"])
    item = plain.items[0]
    statement = item.statements[0]
    reworded = item.model_copy(update={"statements": [type(statement)(
        id=statement.id, text=text("y"), source=[])]})  # fmt: skip
    other = plain.model_copy(update={"items": [reworded]})
    now, _ = publish(other, ballots(a=VARIED), Rules(), [], Random(0))
    assert now.digests["x"] != before.digests["x"] and change(now, before) == []
    agreed, _ = published(ballots(a=(4, 4, 4, 4, 4)))
    assert change(agreed, before) == [] and change(before, agreed) == []
    assert change(before, before) and change(before, GroupResult("some", Rules())) == []


def test_a_ledger_is_not_needed() -> None:
    """Without ledgers, or with empty ones, nothing is said of who stayed."""
    empty: Ledger = {}
    before, _ = published(ballots(a=VARIED))
    assert [one.stayed for one in change(before, before)] == [None]
    assert [one.stayed for one in change(before, before, (empty, empty))] == [None]


def shown(digests: dict[str, str], **counts: tuple[int, ...]) -> GroupResult:
    """A result of six people; an item without counts has a span."""
    items = {
        item: Distribution((1, 2, 3), 6, each) if each else Distribution((1, 2, 3), 6, span=(1, 3))
        for item, each in counts.items()
    }
    return GroupResult("some", Rules(), (GroupPart(None, "", 6, items),), digests=digests)


def test_an_item_that_cannot_be_compared_does_not_stop_the_next() -> None:
    """Reworded, not shown before, or only in a span: each is passed over."""
    same = dict.fromkeys(["new", "other", "span", "x"], "as it was")
    before = shown({**same, "other": "reworded"}, other=(2, 2, 2), span=(), x=(2, 2, 2))
    now = shown(same, new=(2, 2, 2), other=(2, 2, 2), span=(2, 2, 2), x=(1, 2, 3))
    assert [one.item for one in change(now, before)] == ["x"]


def test_without_a_digest_nothing_is_compared() -> None:
    """It is not known in which words it was asked."""
    assert change(shown({}, x=(1, 2, 3)), shown({}, x=(2, 2, 2))) == []


@pytest.mark.parametrize(
    ("now", "before", "stayed"),
    [
        (range(10), range(5, 15), 5),
        (range(7), range(2, 12), None),
        (range(10), range(5, 12), None),
        (range(5), range(5), 5),
        (range(5), range(5, 10), 0),
    ],
)
def test_who_stayed_joined_and_left_are_each_none_or_many(
    now: range, before: range, stayed: int | None
) -> None:
    """By subtraction each of the three could be known, so none of them may be of a few."""
    result = shown({"x": "as it was"}, x=(2, 2, 2))
    ledgers = tuple(
        {"x": (DisclosureCell(frozenset(f"m{n}" for n in who)),)} for who in (now, before)
    )
    assert [one.stayed for one in change(result, result, (ledgers[0], ledgers[1]))] == [stayed]
