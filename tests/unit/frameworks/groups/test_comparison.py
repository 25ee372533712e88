"""What moved between two rounds."""

from __future__ import annotations

from random import Random

import pytest

from frameworks.groups.cells import Ledger
from frameworks.groups.comparison import Change, change
from frameworks.groups.publish import publish
from frameworks.groups.results import GroupResult
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
