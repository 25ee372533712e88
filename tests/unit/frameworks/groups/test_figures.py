"""Figures in steps, with their margins; and what differs by these."""

from __future__ import annotations

from math import sqrt

import pytest

from frameworks.groups.figures import (
    HIDDEN,
    Difference,
    Estimate,
    difference,
    mean_of,
    share_of,
    step,
)


def test_steps_hide_a_changed_answer() -> None:
    """Times how many people they are 2.5 points or more, whatever the number."""
    assert all(step(n) * n >= HIDDEN for n in range(3, 500))
    assert [step(n) for n in (3, 4, 5, 11, 12, 24, 25, 900)] == [
        1,
        0.75,
        0.5,
        0.5,
        0.25,
        0.25,
        0.1,
        0.1,
    ]
    with pytest.raises(ValueError, match="3 or more"):
        step(2)


@pytest.mark.parametrize(
    ("n", "margin"), [(5, 0.78), (9, 0.6), (12, 0.49), (18, 0.41), (30, 0.3), (60, 0.22)]
)
def test_a_margin_is_of_shifts_and_steps(n: int, margin: float) -> None:
    assert mean_of([3.0] * n, 1, 5).margin == margin


@pytest.mark.parametrize(
    ("mean", "value", "beyond"),
    [
        (3.2, 3.25, 0),
        (3.125, 3.0, 0),
        (3.375, 3.5, 0),
        (4.9, 4.5, 1),
        (4.5, 4.5, 1),
        (0.3, 1.5, -1),
    ],
)
def test_a_mean_is_shown_in_steps_and_never_at_an_end(
    mean: float, value: float, beyond: int
) -> None:
    """Half to even; from half a point before an end on it stands for all beyond."""
    shown = mean_of([mean] * 18, 1, 5)
    assert (shown.value, shown.beyond, shown.n) == (value, beyond, 18)


def test_a_band_goes_on_to_the_end_of_the_scale() -> None:
    assert Estimate(4.5, 0.41, 18, 1).band(1, 5) == (4.09, 5)
    assert Estimate(1.5, 0.41, 18, -1).band(1, 5) == (1, 1.91)
    assert Estimate(3, 0.41, 18).band(1, 5) == (2.59, 3.41)


def test_a_share_is_set_right_for_the_flips() -> None:
    """Of twenty who all ticked it 17 are left, of whom nobody did 3 are."""
    assert [share_of(ticked, 20).value for ticked in (0, 3, 10, 17, 20)] == [0, 0, 0.5, 1, 1]
    assert share_of(10, 20).margin == pytest.approx(1.65 * sqrt(0.26 / 20 + 0.01 / 12), abs=0.01)


@pytest.mark.parametrize(
    ("gap", "word"),
    [(1.5, "differs"), (1.0, "perhaps"), (0.5, "alike"), (-1.5, "differs"), (0, "alike")],
)
def test_a_difference_is_named_by_its_margin(gap: float, word: str) -> None:
    """Of two towns of six, as the simulation behind the decision names them."""
    found = difference(Estimate(3 + gap, 0.71, 6), Estimate(3, 0.71, 6))
    assert found.value == gap and found.word == word


def test_shifts_of_who_stayed_cancel_out() -> None:
    """Of the same people only the steps are left; of two exact figures nothing is."""
    one = mean_of([3.0] * 18, 1, 5)
    assert difference(one, one).margin == 0.58
    assert difference(one, one, shared=18).margin == pytest.approx(1.65 * 0.25 / sqrt(6), abs=0.02)
    assert Difference(0.1, 0.0).word == "differs" and Difference(0.0, 0.0).word == "alike"
