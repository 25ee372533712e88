"""Pulses come back with nearly the same people, beside each other and beside rounds."""

from __future__ import annotations

from tests.support.moves import CEILING, EVERYONE, OTHERS, Together, surest


def test_one_is_absent_from_the_next_pulse() -> None:
    """Six answer, then the same without F."""
    assert surest(lambda g: g.pulse(EVERYONE).dump() + g.pulse(OTHERS).dump()) <= CEILING


def test_a_pulse_beside_a_round() -> None:
    """The round has A to E; the pulse on the same thing has F too."""
    assert surest(lambda g: g.round(OTHERS).dump() + g.pulse(EVERYONE).dump()) <= CEILING


def test_a_pulse_of_the_people_of_a_round_tells_nothing_anew() -> None:
    """The same six in both have the same coins."""

    def watch(group: Together) -> float:
        one, other = group.round(EVERYONE).overall["x"], group.pulse(EVERYONE).items["x"]
        assert one == other
        return one.value

    assert surest(watch) <= CEILING
