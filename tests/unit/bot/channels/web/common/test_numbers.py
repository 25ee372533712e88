"""Numbers of messages: the same for their person each time, and nothing to anybody."""

from __future__ import annotations

import pytest

from bot.channels.web.common.numbers import Numbers

ANNA, BEN = "a" * 32, "b" * 32
OLD, NEW = bytes(32), bytes([1]) * 32


def numbers_of(*secrets: bytes) -> Numbers:
    """With these, the newest first."""
    return Numbers(lambda: secrets)


@pytest.mark.parametrize("number", [0, 1, 255, 2**40, 2**63 - 1])
def test_a_number_comes_back(number: int) -> None:
    numbers = numbers_of(OLD)
    assert numbers.show(numbers.hide(number, ANNA), ANNA) == number
    assert numbers.hide(number, ANNA) == numbers_of(OLD).hide(number, ANNA)


def test_it_is_one_persons() -> None:
    numbers = numbers_of(OLD)
    hidden = numbers.hide(7, ANNA)
    assert numbers.show(hidden, BEN) is None and hidden != numbers.hide(7, BEN)


@pytest.mark.parametrize("text", ["", "7", "é", "AAAA", "A" * 32, "=" * 60, "\udcff"])
def test_what_was_never_hidden_is_no_number(text: str) -> None:
    assert numbers_of(OLD).show(text, ANNA) is None


def test_what_an_older_key_hid_is_shown() -> None:
    assert numbers_of(NEW, OLD).show(numbers_of(OLD).hide(7, ANNA), ANNA) == 7
    assert numbers_of(NEW).show(numbers_of(OLD).hide(7, ANNA), ANNA) is None


def test_one_more_is_nothing_like_it() -> None:
    """Whoever sees two of their own learns nothing of how many there were between."""
    numbers = numbers_of(OLD)
    found = {numbers.hide(number, ANNA)[:6] for number in range(1000)}
    assert len(found) == 1000
