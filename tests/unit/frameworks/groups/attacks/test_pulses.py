"""Pulses come back with nearly the same people, beside each other and beside rounds."""

from __future__ import annotations

import pytest

from tests.support.moves import EVERYONE, OTHERS, Answers, Together, given_away


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="pulses are published without regard to those before"
)
def test_one_is_absent_from_the_next_pulse() -> None:
    """Six answer, then the same without F: two means in halves leave F one answer."""

    def watch(world: Answers) -> object:
        group = Together(world)
        return group.pulse(EVERYONE).dump(), group.pulse(OTHERS).dump()

    assert not given_away(watch)


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="pulses are published without regard to rounds"
)
def test_a_pulse_beside_a_round() -> None:
    """The round has A to E, exactly; the pulse on the same thing has F too."""

    def watch(world: Answers) -> object:
        group = Together(world)
        return group.round(OTHERS).dump(), group.pulse(EVERYONE).dump()

    assert not given_away(watch)


def test_one_pulse() -> None:
    """By itself, and again and again with the same people."""

    def watch(world: Answers) -> object:
        group = Together(world)
        return group.pulse(EVERYONE).dump(), group.pulse(EVERYONE).dump()

    assert not given_away(watch)


def test_a_pulse_of_the_people_of_a_round() -> None:
    """The same six in both."""

    def watch(world: Answers) -> object:
        group = Together(world)
        return group.round(EVERYONE).dump(), group.pulse(EVERYONE).dump()

    assert not given_away(watch)
