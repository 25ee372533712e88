"""Clocks differ: what was signed by one that is ahead or behind is good, by five minutes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.channels.web.common.tokens import (
    COOKIE_AGE,
    NEWCOMER_AGE,
    SAID_AGE,
    SURE_AGE,
    Keys,
    Shown,
)
from bot.clock import Clock
from bot.messages.links import AGES, HOUR, Links

NOW, MINUTE = 1_790_000_000.0, 60
WHO, SECRET = "a" * 32, bytes(32)


class Two:
    """A replica that signs, and one whose clock differs that checks."""

    def __init__(self, seconds: float) -> None:
        self.signs: Clock = lambda: NOW
        self.checks: Clock = lambda: NOW + seconds


def keys(clock: Clock) -> Keys:
    return Keys(lambda: (SECRET,), clock)


def links(clock: Clock) -> Links:
    return Links(lambda: (SECRET,), clock)


def cookie(two: Two) -> bool:
    shown = Shown("a", "b", "c")
    return keys(two.checks).shown(keys(two.signs).cookie(shown)) == shown


def enter(two: Two) -> bool:
    made = links(two.signs).enter(WHO).rpartition("/")[2]
    return links(two.checks).opened("enter", made) is not None


def said(two: Two) -> bool:
    return keys(two.checks).heard(keys(two.signs).said(WHO, "Dag"), WHO) == "Dag"


def sure(two: Two) -> bool:
    return keys(two.checks).agreed(keys(two.signs).sure(WHO, "1", "go"), WHO, "1", "go")


def newcomer(two: Two) -> bool:
    return bool(keys(two.checks).newcomer(keys(two.signs).form("")))


def page_link(two: Two) -> bool:
    made = links(two.signs).page("telegram", "1", "/groups").rpartition("/")[2]
    return links(two.checks).opened("page", made) is not None


def group_link(two: Two) -> bool:
    made = links(two.signs).group("0" * 12, "1", NOW).rpartition("=")[2]
    return bool(links(two.checks).grouped(made, "1", two.checks()))


SIGNED: list[tuple[Callable[[Two], bool], int]] = [
    (cookie, COOKIE_AGE), (enter, AGES["enter"]), (said, SAID_AGE),
    (sure, SURE_AGE), (newcomer, NEWCOMER_AGE), (page_link, HOUR), (group_link, HOUR),
]  # fmt: skip
each = pytest.mark.parametrize(("works", "age"), SIGNED, ids=[one.__name__ for one, _ in SIGNED])


@each
def test_a_clock_that_is_behind_is_no_reason_to_refuse(
    works: Callable[[Two], bool], age: int
) -> None:
    assert works(Two(0)) and works(Two(-1)) and works(Two(-5 * MINUTE))


@each
def test_a_clock_that_is_ahead_is_none_either(works: Callable[[Two], bool], age: int) -> None:
    assert works(Two(age + 1)) and works(Two(age + 4 * MINUTE))


@each
def test_it_ends(works: Callable[[Two], bool], age: int) -> None:
    """And a time that is farther off is no matter of clocks."""
    assert not works(Two(age + 6 * MINUTE))
    assert works is group_link or not works(Two(-6 * MINUTE))
