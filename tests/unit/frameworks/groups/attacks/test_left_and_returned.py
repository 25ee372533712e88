"""People leave by themselves and return, one by one or together, to the same town or another."""

from __future__ import annotations

import pytest

from tests.support.moves import EVERYONE, OTHERS, Answers, Together, given_away


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="five who came back are k newcomers")
def test_they_leave_and_return_one_by_one() -> None:
    """A round after each return: newcomers wait until they are five, and then are told alone."""

    def watch(world: Answers) -> object:
        group = Together(world)
        told = [group.round(EVERYONE).dump()]
        for who in OTHERS:
            group.again(who)
            told.append(group.round(EVERYONE).dump())
        return tuple(told)

    assert not given_away(watch)


def test_one_leaves_and_returns_in_the_round_after() -> None:
    """A to F, A to E, and A to F with another F."""

    def watch(world: Answers) -> object:
        group = Together(world)
        first, second = group.round(EVERYONE), group.round(OTHERS)
        group.again("F")
        return first.dump(), second.dump(), group.round(EVERYONE).dump()

    assert not given_away(watch)


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="who returns in another town is another member"
)
def test_they_return_in_another_town() -> None:
    """Five move to a town of their own, in which they are shown by themselves."""

    def watch(world: Answers) -> object:
        group = Together(world)
        first = group.round(EVERYONE, dict.fromkeys(EVERYONE, "Aa"))
        group.again(OTHERS)
        towns = {**dict.fromkeys(OTHERS, "Beemd"), "F": "Aa"}
        return first.dump(), group.round(EVERYONE, towns).dump()

    assert not given_away(watch)


def test_they_move_without_leaving() -> None:
    """The same five, still the same members."""

    def watch(world: Answers) -> object:
        group = Together(world)
        first = group.round(EVERYONE, dict.fromkeys(EVERYONE, "Aa"))
        towns = {**dict.fromkeys(OTHERS, "Beemd"), "F": "Aa"}
        return first.dump(), group.round(EVERYONE, towns).dump()

    assert not given_away(watch)
