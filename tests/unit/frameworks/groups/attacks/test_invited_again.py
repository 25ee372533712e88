"""A facilitator removes people and invites them again, so that they might count as newcomers."""

from __future__ import annotations

from frameworks.groups.publish import Ballot
from frameworks.groups.rules import Rules
from tests.support.group_results import published
from tests.support.moves import CEILING, EVERYONE, OTHERS, Together, surest


def test_all_but_one_are_removed_and_invited_again() -> None:
    """A to F; then A to E as newcomers with the same answers: the difference is F with a shift."""

    def watch(group: Together) -> bytes:
        first = group.round(EVERYONE)
        group.again(OTHERS)
        return first.dump() + group.round(OTHERS).dump()

    assert surest(watch) <= CEILING


def test_only_the_one_is_removed_and_invited_again() -> None:
    """The same account has the same coins."""

    def watch(group: Together) -> bytes:
        first = group.round(EVERYONE)
        group.again("F")
        return first.dump() + group.round(EVERYONE).dump()

    assert surest(watch) <= CEILING


def wrote(many: int) -> list[Ballot]:
    return [Ballot(f"m{i}", {}, {"x_a": i % 5 + 1}, (), f"line {i}", True) for i in range(many)]


def test_all_writers_but_one_answer_again() -> None:
    """By the rule of ten eleven lines are shown; of ten of the same accounts none is: whose line
    would be gone, wrote it. To be invited again makes nobody another account."""
    first, here = published(wrote(11), Rules(texts="ten"))
    second, _ = published(wrote(10), Rules(texts="ten"), [here])
    assert len(first.lines) == 11 and not second.lines


def test_writers_who_are_many_go_on_with_some_held_back() -> None:
    """One of thirty is away: nine more are held back by lot, so that ten lines are gone."""
    first, here = published(wrote(30), Rules(texts="ten"))
    second, _ = published(wrote(29), Rules(texts="ten"), [here])
    assert len(first.lines) == 30 and len(second.lines) == 20
