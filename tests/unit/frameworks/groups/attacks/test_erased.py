"""Someone has all that is theirs erased between two rounds."""

from __future__ import annotations

from tests.support.moves import CEILING, EVERYONE, OTHERS, Together, surest


def test_the_one_is_erased() -> None:
    """What was published of A to F stays; A to E are told by themselves afterwards."""

    def watch(group: Together) -> bytes:
        return b"".join(group.round(who).dump() for who in (EVERYONE, OTHERS, OTHERS))

    assert surest(watch) <= CEILING


def test_all_others_are_erased_and_join_again() -> None:
    """They erase themselves to be new: their coins are too, so the difference is more than F."""

    def watch(group: Together) -> bytes:
        first = group.round(EVERYONE)
        group.erased(OTHERS)
        return first.dump() + group.round(OTHERS).dump()

    assert surest(watch) <= CEILING


def test_the_collaboration_is_erased_and_founded_again() -> None:
    """The result of A to F was kept as a file; the new collaboration has no round before."""

    def watch(group: Together) -> bytes:
        anew = Together(group.answers, group.coins, "anew")
        return group.round(EVERYONE).dump() + anew.round(OTHERS).dump()

    assert surest(watch) <= CEILING
