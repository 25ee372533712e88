"""Cells of many rounds: what they leave, who is counted, and which parts are shown by them."""

from __future__ import annotations

from random import Random

from frameworks.groups.cells import DisclosureCell, counted, joint_cells
from frameworks.groups.publish import Ballot
from tests.support.group_results import VARIED, ballots, names, published


def people(letter: str, first: int = 0, last: int = 10) -> frozenset[str]:
    return frozenset(f"{letter}{i}" for i in range(first, last))


def test_what_is_left_out_of_a_cell_is_known_by_subtraction() -> None:
    """Of that cell alone; newcomers beside it have a cell of their own."""
    first = [DisclosureCell(people("a"), (5, 5)), DisclosureCell(people("b"), (5, 5))]
    later = [
        DisclosureCell(people("a"), (4, 6)),
        DisclosureCell(people("b", 0, 5), (3, 2)),
        DisclosureCell(people("n"), (9, 1)),
    ]
    assert joint_cells([first, later], 2) == [
        DisclosureCell(people("a"), (4, 6)),
        DisclosureCell(people("b", 0, 5), (3, 2)),
        DisclosureCell(people("b", 5), (2, 3)),
        DisclosureCell(people("n"), (9, 1)),
    ]


def test_counts_on_another_scale_are_none() -> None:
    """They can be neither added nor subtracted; who they were of stays known."""
    assert joint_cells([[DisclosureCell(people("a"), (5, 5))]], 3) == [DisclosureCell(people("a"))]


def test_a_cell_that_is_too_small_does_not_stop_the_others() -> None:
    """Four of five are left: none of them can be counted, all of the next cell can."""
    known = [DisclosureCell(people("a", 0, 5)), DisclosureCell(people("b"))]
    answered = people("a", 0, 4) | people("b")
    assert counted(known, answered, 5, Random(0)) == people("b")


def test_others_are_drawn_when_a_draw_tells() -> None:
    """Twenty times at most."""

    def seen(refused: int) -> tuple[int, int]:
        drawn: list[frozenset[str]] = []

        def keep(_: DisclosureCell, here: frozenset[str]) -> bool:
            drawn.append(here)
            return len(drawn) > refused

        who = counted([DisclosureCell(people("a", 0, 20))], people("a", 0, 19), 5, Random(0), keep)
        assert len(set(drawn)) > 1, "the same were drawn again and again"
        return len(who), len(drawn)

    assert seen(3) == (15, 4)
    assert seen(99) == (0, 20)


def test_two_parts_of_just_enough_are_shown() -> None:
    """Each leaves k others."""
    result, _ = published(ballots(a=VARIED[:5], b=VARIED[:5]))
    assert names(result) == ["", "a", "b"]


def test_of_a_block_of_three_all_are_shown_or_none() -> None:
    """Were two of them shown, it would be plain that the third agreed."""
    result, _ = published(ballots(a=VARIED, b=VARIED, c=(4, 4, 4, 4, 4, 4)))
    assert names(result) == [""]


def test_three_quarters_of_a_part_are_enough() -> None:
    """Two of eight came later, among eight of another town that must not be told apart."""
    first = ballots(a=VARIED, b=VARIED)
    _, ledger = published(first)
    came = [
        Ballot(f"n{i}", {"municipality": "a" if i < 2 else "b"}, {"x_a": i % 5 + 1})
        for i in range(10)
    ]
    result, _ = published(first + came, earlier=[ledger])
    assert [(part.name, part.items["x"].n) for part in result.parts] == [("", 22), ("a", 6)]


def test_who_agreed_before_may_be_counted_now() -> None:
    """All of them or none: a part of them would be told by what is left."""
    _, ledger = published(ballots(a=(4, 4, 4, 4, 4, 4)))
    result, _ = published(ballots(a=VARIED), earlier=[ledger])
    assert result.overall["x"].counts == (1, 1, 2, 1, 1)


def test_where_all_agree_no_earlier_counts_are_kept() -> None:
    """A span replaces them."""
    _, first = published(ballots(a=VARIED))
    assert first["x"][0].counts
    _, later = published(ballots(a=(4, 4, 4, 4, 4, 4)), earlier=[first])
    assert [cell.counts for cell in later["x"]] == [()]


def test_a_cell_that_is_as_whole_as_before_hides_nobody() -> None:
    """Its six agree now; with five newcomers, who do not, their town tells no more than it did."""
    _, ledger = published(ballots(a=VARIED, b=VARIED))
    now = ballots(a=(4, 4, 4, 4, 4, 4), b=VARIED)
    came = [
        Ballot(f"n{town}{i}", {"municipality": town}, {"x_a": i + 1})
        for town in "ab"
        for i in range(5)
    ]
    result, _ = published(now + came, earlier=[ledger])
    assert [(part.name, part.items["x"].n) for part in result.parts] == [
        ("", 22), ("a", 11), ("b", 11),
    ]  # fmt: skip
