"""The same people in two collaborations, of which one has a member more."""

from __future__ import annotations

from tests.support.moves import CEILING, EVERYONE, OTHERS, Together, surest


def other(group: Together) -> Together:
    return Together(group.answers, group.coins, "other")


def test_a_member_more_in_the_other_collaboration() -> None:
    """A to F in the one, A to E in the other, on the same subject."""
    assert surest(lambda g: g.round(EVERYONE).dump() + other(g).round(OTHERS).dump()) <= CEILING


def test_a_pulse_with_a_member_more_in_the_other_collaboration() -> None:
    """The same with two pulses."""
    assert surest(lambda g: g.pulse(EVERYONE).dump() + other(g).pulse(OTHERS).dump()) <= CEILING


def test_the_same_people_in_both() -> None:
    """A to F twice tell no more than once: coins are tossed by account, not by collaboration."""

    def watch(group: Together) -> float:
        figures = {one.round(EVERYONE).overall["x"] for one in (group, other(group))}
        assert len(figures) == 1
        return figures.pop().value

    assert surest(watch) <= CEILING
