"""People leave by themselves and return, one by one or together, to the same town or another."""

from __future__ import annotations

from tests.support.moves import CEILING, EVERYONE, OTHERS, Together, surest


def test_they_leave_and_return_one_by_one() -> None:
    """A round after each return."""

    def watch(group: Together) -> bytes:
        told = [group.round(EVERYONE).dump()]
        for who in OTHERS:
            group.again(who)
            told.append(group.round(EVERYONE).dump())
        return b"".join(told)

    assert surest(watch) <= CEILING


def test_one_leaves_and_returns_in_the_round_after() -> None:
    """A to F, A to E, and A to F again."""

    def watch(group: Together) -> bytes:
        return b"".join(group.round(who).dump() for who in (EVERYONE, OTHERS, EVERYONE))

    assert surest(watch) <= CEILING


def test_they_return_in_another_town() -> None:
    """Two groups of four; then F is moved to where the others are, and back."""
    people = "ABCDEFGH"
    answers = {"A": 2, "B": 3, "C": 3, "D": 4, "E": 4, "G": 2, "H": 5}
    apart = {who: "Aa" if who in "ABCD" else "Beemd" for who in people}

    def watch(group: Together) -> bytes:
        moved = {**apart, "F": "Aa"}
        return b"".join(group.round(people, towns).dump() for towns in (apart, moved))

    assert surest(watch, answers) <= CEILING
