"""What of a round is published: who is shown, how, and who is not."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.groups.cells import (
    DisclosureCell,
    discloses,
    dump,
    joint_cells,
    load,
    members,
)
from frameworks.groups.publish import Ballot, publish
from frameworks.groups.results import Distribution
from frameworks.groups.rules import Rules
from tests.support.group_results import POINTS, VARIED, ballots, names, published
from tests.support.round_histories import framework

relaxed = settings(max_examples=150, deadline=None, derandomize=True)


# --- golden


def test_three_towns_of_six() -> None:
    """All, and each of them, by the alphabet."""
    result, ledger = published(ballots(Cedorp=VARIED, Aadorp=VARIED, Beburg=(1, 1, 2, 2, 5, 4)))
    assert names(result) == ["", "Aadorp", "Beburg", "Cedorp"]
    assert result.overall["x"] == Distribution(POINTS, 18, (4, 4, 4, 3, 3))
    assert result.parts[2].items["x"] == Distribution(POINTS, 6, (2, 2, 0, 1, 1))
    assert [len(cell.members) for cell in ledger["x"]] == [6, 6, 6]


def test_towns_of_six_six_and_four() -> None:
    """Four are too few. Were both others shown, these four would be what is left; so one is."""
    result, ledger = published(ballots(Aadorp=VARIED, Beburg=VARIED, Cedorp=(1, 2, 3, 4)))
    assert names(result) == ["", "Aadorp"]
    assert sorted(len(cell.members) for cell in ledger["x"]) == [6, 10]


def test_the_largest_towns_are_shown() -> None:
    """Whatever their names are."""
    seven = (*VARIED, 4)
    result, _ = published(ballots(Aadorp=VARIED, Cedorp=(1, 2, 3, 4), Zeedorp=seven))
    assert names(result) == ["", "Zeedorp"]


def test_a_town_that_agrees_takes_another_with_it() -> None:
    """So that nobody can tell which of them agreed."""
    result, _ = published(ballots(a=VARIED, b=(4, 4, 4, 4, 4, 5), c=VARIED, d=VARIED))
    assert names(result) == ["", "c", "d"]


@pytest.mark.parametrize(
    ("values", "span"),
    [((5, 5, 5, 5, 5), (3, 5)), ((3, 3, 3, 3, 5), (3, 5)), ((2, 2, 2, 2, 2), (1, 2))],
)
def test_agreement_is_a_span(values: tuple[float, ...], span: tuple[int, int]) -> None:
    """Of all but one too. The towns then have the same one, and the point itself is not kept."""
    result, ledger = published(ballots(Aadorp=values, Beburg=(values[0],) * 4))
    assert result.overall["x"] == Distribution(POINTS, 9, span=span)
    assert result.parts[1].items["x"] == Distribution(POINTS, 5, span=span)
    assert names(result) == ["", "Aadorp"] and ledger["x"][0].counts == ()


@pytest.mark.parametrize(("points", "each"), [(2, 2), (3, 3), (4, 2), (5, 2), (7, 3)])
def test_a_span_has_two_points_or_more(points: int, each: int) -> None:
    """Whatever the scale is, and wherever people agree."""
    seen = set()
    for value in range(1, points + 1):
        given_in = [Ballot(str(i), {}, {"x_a": value}) for i in range(5)]
        result, _ = publish(framework(points, ["x"]), given_in, Rules(), [], Random(0))
        low, high = result.overall["x"].span or (0, 0)
        assert low <= value <= high
        seen.add((low, high))
    assert min(high - low + 1 for low, high in seen) == each


def test_a_score_keeps_its_half() -> None:
    """It is the mean of what was rated; without a rating one is not counted. Of the scores between
    the points only those that someone has are in it."""
    of_two = framework(5, ["x"])
    statements = [*of_two.items[0].statements, *framework(5, ["y"]).items[0].statements]
    item = of_two.items[0].model_copy(update={"statements": statements})
    of_two = of_two.model_copy(update={"items": [item]})
    pairs = [(2, 3), (4, None), (1, 1), (5, 4), (None, 2), (None, None)]
    given_in = [Ballot(str(i), {}, {"x_a": a, "y_a": b}) for i, (a, b) in enumerate(pairs)]
    result, _ = publish(of_two, given_in, Rules(), [], Random(0))
    assert result.parts[0].n == 6
    assert result.overall["x"] == Distribution((1, 2, 2.5, 3, 4, 4.5, 5), 5, (1, 1, 1, 0, 1, 1, 0))


def test_a_result_says_what_it_is_of() -> None:
    """By framework, rules and what was asked, also when too few answered to show anything.

    The digest stands in databases: made in another way, a next round would seem another question.
    """
    rules = Rules(k=4, first="role")
    for answers in (VARIED, VARIED[:3]):
        result, _ = published(ballots(a=answers), rules)
        assert (result.framework, result.rules) == ("some", rules)
        assert result.digests == {"x": "36e33b2909cd"}


def test_the_kind_that_is_compared_first() -> None:
    """Where towns and roles together would leave cells of three, that one is shown."""
    crossed = [
        Ballot(f"{town}{role}{i}", {"municipality": town, "role": role}, {"x_a": value})
        for town in ("Aadorp", "Beburg")
        for role in ("council", "staff")
        for i, value in enumerate((1, 3, 5))
    ]
    result, _ = published(crossed)
    assert names(result) == ["", "Aadorp", "Beburg"]
    result, _ = published(crossed, Rules(first="role"))
    assert names(result) == ["", "council", "staff"]


def test_towns_stand_before_roles() -> None:
    """Each by the alphabet."""
    both = [
        Ballot(f"{town}{i}", {"municipality": town, "role": role}, {"x_a": value})
        for town, role in (("zeedorp", "council"), ("veendorp", "staff"))
        for i, value in enumerate(VARIED)
    ]
    assert names(published(both)[0]) == ["", "veendorp", "zeedorp", "council", "staff"]


# --- later rounds


def test_one_newcomer_waits_and_one_leaver_takes_others_along() -> None:
    """What two results differ by is five people or nobody."""
    first = ballots(a=VARIED * 3)
    _, ledger = published(first)
    joined, _ = published([*first, *ballots(b=(1,))], earlier=[ledger])
    assert joined.overall["x"].n == 18
    for seed in range(20):
        left, later = published(first[1:], earlier=[ledger], seed=seed)
        assert left.overall["x"].n == 13
        missing = members(ledger["x"]) - members(later["x"])
        assert "a0" in missing and not discloses(
            joint_cells([ledger["x"], later["x"]], 5)[0].counts
        )


def test_a_town_with_a_newcomer_is_still_shown() -> None:
    """Of those whom it can be shown of."""
    first = ballots(a=VARIED, b=VARIED)
    _, ledger = published(first)
    newcomers = [
        Ballot(f"n{i}", {"municipality": "ab"[i % 2]}, {"x_a": i % 5 + 1}) for i in range(5)
    ]
    _, ledger = published(first, earlier=[ledger])
    result, _ = published(first + newcomers[:4], earlier=[ledger])
    assert [part.items["x"].n for part in result.parts] == [12, 6, 6]
    assert [part.n for part in result.parts] == [16, 8, 8]


def test_an_item_that_does_not_fit_is_not_there() -> None:
    """Five of five, of whom one is gone: whoever is counted, one would be told."""
    _, ledger = published(ballots(a=(1, 2, 3, 4, 5)))
    result, later = published(ballots(b=(1,), a=(1, 2, 3, 4)), earlier=[ledger])
    assert names(result) == [""] and not result.overall and "x" not in later


def test_a_ledger_survives_json() -> None:
    """And one of another version is refused."""
    _, ledger = published(ballots(a=VARIED, b=VARIED))
    assert load(dump(ledger)) == ledger
    with pytest.raises(ValueError, match="ledger format 9; this version reads 1"):
        load(b'{"format":9}')


def test_rounds_that_did_not_know_of_each_other_lose_their_counts() -> None:
    """What a cell across both of them chose, nobody can work out."""
    one = DisclosureCell(frozenset("abcdefgh"), (4, 4))
    other = DisclosureCell(frozenset("efghijkl"), (4, 4))
    assert {cell.counts for cell in joint_cells([[one], [other]], 2)} == {()}


# --- for any answers

answers = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("uv"), st.integers(1, 5)), max_size=40
)


def of(each: list[tuple[str, str, int]]) -> list[Ballot]:
    return [
        Ballot(f"m{i:02}", {"municipality": town, "role": role}, {"x_a": value}, ("x",))
        for i, (town, role, value) in enumerate(each)
    ]


@relaxed
@given(each=answers, k=st.integers(3, 10), seed=st.integers(0, 9))
def test_all_that_is_published_is_of_k_or_more(
    each: list[tuple[str, str, int]], k: int, seed: int
) -> None:
    """Every part, every cell; below k nothing; and a cell that has counts tells nothing."""
    result, ledger = published(of(each), Rules(k), seed=seed)
    assert bool(result.parts) == (len(each) >= k)
    for part in result.parts:
        assert part.n >= k and all(k <= one.n <= part.n for one in part.items.values())
        assert all(one.span or not discloses(one.counts) for one in part.items.values())
    for cell in ledger.get("x", ()):
        assert len(cell.members) >= k
        assert not cell.counts or not discloses(cell.counts)


@relaxed
@given(each=answers, order=st.randoms(), gone=st.sets(st.integers(0, 39)))
def test_the_order_of_ballots_does_not_matter(
    each: list[tuple[str, str, int]], order: Random, gone: set[int]
) -> None:
    """Nor does it in a later round."""
    first = of(each)
    later = [ballot for i, ballot in enumerate(first) if i not in gone]
    mixed = order.sample(later, len(later))
    result, ledger = published(first)
    assert published(order.sample(first, len(first))) == (result, ledger)
    assert published(mixed, earlier=[ledger]) == published(later, earlier=[ledger])


@pytest.mark.parametrize("k", [2, 11])
def test_k_has_limits(k: int) -> None:
    """Three to ten."""
    with pytest.raises(ValueError, match=f"k is {k}: choose 3 to 10"):
        published([], Rules(k))


def test_what_cannot_be_published_is_refused() -> None:
    """A framework that nobody can rate, and a member who counts twice."""
    without = framework(5).model_copy(update={"scale": None})
    with pytest.raises(ValueError, match="framework some has no scale: give it one"):
        publish(without, [], Rules(), [], Random(0))
    with pytest.raises(ValueError, match=r"^a member has two ballots: hand in the last one only$"):
        published(ballots(a=(1,)) * 2)
