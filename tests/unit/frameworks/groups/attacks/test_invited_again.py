"""A facilitator removes people and invites them again, so that they count as newcomers."""

from __future__ import annotations

import pytest

from frameworks.groups.publish import Ballot
from frameworks.groups.rules import Rules
from tests.support.group_results import published
from tests.support.moves import EVERYONE, OTHERS, Answers, Together, given_away


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="who is invited again is another member to the ledger",
)
def test_all_but_one_are_removed_and_invited_again() -> None:
    """A to F; then A to E as newcomers with the same answers: the difference is F."""

    def watch(world: Answers) -> object:
        group = Together(world)
        first = group.round(EVERYONE)
        group.again(OTHERS)
        return first.dump(), group.round(OTHERS).dump()

    assert not given_away(watch)


def test_all_are_removed_and_invited_again() -> None:
    """Whoever comes back with all others stays among them."""

    def watch(world: Answers) -> object:
        group = Together(world)
        first = group.round(EVERYONE)
        group.again(EVERYONE)
        return first.dump(), group.round(EVERYONE).dump()

    assert not given_away(watch)


def test_only_the_one_is_removed_and_invited_again() -> None:
    """A newcomer alone waits, and who knew them is held back."""

    def watch(world: Answers) -> object:
        group = Together(world)
        first = group.round(EVERYONE)
        group.again("F")
        return first.dump(), group.round(EVERYONE).dump()

    assert not given_away(watch)


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="who is invited again is another writer to the ledger",
)
def test_all_writers_but_one_are_invited_again() -> None:
    """By the rule of ten eleven lines are shown; then ten: whose line is gone, wrote it."""
    wrote = [Ballot(f"m{i}", {}, {"x_a": i % 5 + 1}, (), f"line {i}", True) for i in range(11)]
    again = [Ballot(f"n{i}", {}, b.ratings, (), b.line, True) for i, b in enumerate(wrote[:10])]
    first, ledger = published(wrote, Rules(texts="ten"))
    second, _ = published(again, Rules(texts="ten"), [ledger])
    assert len(first.lines) == 11, "hardly anything was published"
    assert len({*first.lines} - {*second.lines}) != 1


def test_all_writers_but_one_stay() -> None:
    """Ten of eleven who stay members are shown no lines: they would tell whose is gone."""
    wrote = [Ballot(f"m{i}", {}, {"x_a": i % 5 + 1}, (), f"line {i}", True) for i in range(11)]
    first, ledger = published(wrote, Rules(texts="ten"))
    second, _ = published(wrote[:10], Rules(texts="ten"), [ledger])
    assert len(first.lines) == 11 and not second.lines
