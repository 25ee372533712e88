"""The coins of everybody: how they fall, and that they fall the same way for ever."""

from __future__ import annotations

from collections import Counter
from statistics import fmean, pvariance

import pytest

from frameworks.groups.shifts import FLIPPED, Shifts

COINS = Shifts(b"k")
MANY = [COINS.of(f"p{i}", f"q{j}") for i in range(4000) for j in range(10)]


def test_a_shift_has_no_lean_and_is_a_point_wide() -> None:
    assert abs(fmean(MANY)) < 0.015 and pvariance(MANY) == pytest.approx(1, abs=0.03)


def test_a_shift_is_none_in_a_third_and_each_half_point_half_as_likely() -> None:
    """So two answers a point apart are told apart four to one, at most."""
    found = Counter(MANY)
    assert found[0] / len(MANY) == pytest.approx(1 / 3, abs=0.01)
    for at in (0.0, 0.5, 1.0, 1.5):
        for side in (1, -1):
            further = found[side * (at + 0.5)] / found[side * at]
            assert further == pytest.approx(0.5, abs=0.05)


def test_coins_are_tossed_once() -> None:
    """By account and question, and by nothing else; another secret tosses anew."""
    again, other = Shifts(b"k"), Shifts(b"l")
    shifts = [[one.of(f"p{i}", "q") for i in range(200)] for one in (COINS, again, other)]
    assert shifts[0] == shifts[1] != shifts[2]
    assert shifts[0] != [COINS.of(f"p{i}", "r") for i in range(200)]


def test_a_few_ticks_are_flipped() -> None:
    flips = [COINS.flips(f"p{i}", "q") for i in range(8000)]
    assert fmean(flips) == pytest.approx(FLIPPED, abs=0.015)
    assert flips == [COINS.flips(f"p{i}", "q") for i in range(8000)]


def test_a_mark_and_a_name_tell_nothing() -> None:
    """Of the secret, nor of who it is without the secret."""
    assert "hidden" not in repr(Shifts(b"hidden"))
    assert COINS.mark("p1") != Shifts(b"l").mark("p1")
    assert len({COINS.mark(f"p{i}") for i in range(500)}) == 500
