"""Someone has all that is theirs erased between two rounds."""

from __future__ import annotations

import pytest

from tests.support.moves import EVERYONE, OTHERS, Answers, Together, given_away


def test_the_one_is_erased() -> None:
    """What was published of A to F stays; A to E are not told by themselves afterwards."""

    def watch(world: Answers) -> object:
        group = Together(world)
        first = group.round(EVERYONE)
        return first.dump(), group.round(OTHERS).dump(), group.round(OTHERS).dump()

    assert not given_away(watch)


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="who was erased and joins again cannot be known again",
)
def test_all_others_are_erased_and_join_again() -> None:
    """They erase themselves to be new: the difference is F."""

    def watch(world: Answers) -> object:
        group = Together(world)
        first = group.round(EVERYONE)
        group.again(OTHERS)
        return first.dump(), group.round(OTHERS).dump()

    assert not given_away(watch)


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="erasing a collaboration erases what it told before"
)
def test_the_collaboration_is_erased_and_founded_again() -> None:
    """The result of A to F was kept as a file; the new collaboration has no round before."""

    def watch(world: Answers) -> object:
        kept = Together(world).round(EVERYONE)
        return kept.dump(), Together(world, "anew").round(OTHERS).dump()

    assert not given_away(watch)
