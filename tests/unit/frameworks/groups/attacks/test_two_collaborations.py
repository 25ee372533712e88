"""The same people in two collaborations, of which one has a member more."""

from __future__ import annotations

import pytest

from tests.support.moves import EVERYONE, OTHERS, Answers, Together, given_away


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="collaborations do not know of each other's rounds"
)
def test_a_member_more_in_the_other_collaboration() -> None:
    """A to F in the one, A to E in the other, on the same subject: the difference is F."""

    def watch(world: Answers) -> object:
        one, other = Together(world), Together(world, "other")
        return one.round(EVERYONE).dump(), other.round(OTHERS).dump()

    assert not given_away(watch)


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="collaborations do not know of each other's pulses"
)
def test_a_pulse_with_a_member_more_in_the_other_collaboration() -> None:
    """The same with two pulses: where the halves are far apart, F is what lies between."""

    def watch(world: Answers) -> object:
        one, other = Together(world), Together(world, "other")
        return one.pulse(EVERYONE).dump(), other.pulse(OTHERS).dump()

    assert not given_away(watch)


def test_a_round_twice_in_one_collaboration() -> None:
    """A to F, and later A to E: one collaboration knows what it told before."""

    def watch(world: Answers) -> object:
        one = Together(world)
        return one.round(EVERYONE).dump(), one.round(OTHERS).dump()

    assert not given_away(watch)


def test_the_same_people_in_both() -> None:
    """A to F twice tell no more than once."""

    def watch(world: Answers) -> object:
        one, other = Together(world), Together(world, "other")
        return one.round(EVERYONE).dump(), other.round(EVERYONE).dump()

    assert not given_away(watch)
