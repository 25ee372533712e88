"""What is published of whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.groups.attendance import Attendance
from frameworks.groups.publish import Ballot, publish
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import Kind, Rules
from tests.support.group_results import COINS, POINTS, VARIED, ballots, names, published
from tests.support.small_frameworks import framework

EVEN = (1, 2, 3, 4)


def of_roles(roles: Mapping[str, int], block: Mapping[str, str]) -> list[Ballot]:
    """So many people of each role."""
    found = []
    for role, count in roles.items():
        groups: dict[Kind, str] = {"role": role, "block": block[role]}
        found += [Ballot(f"{role}{i}", groups, {"x_a": 3.0}) for i in range(count)]
    return found


def test_all_then_municipalities_by_the_alphabet() -> None:
    result, here = published(ballots(Cedorp=VARIED, Aadorp=EVEN, Beburg=(1, 2, 5)))
    assert names(result) == ["", "Aadorp", "Cedorp"], "of three people no mean is shown"
    assert [part.n for part in result.parts] == [13, 4, 6] and result.n == 13
    assert [part.items["x"].n for part in result.parts] == [13, 4, 6]
    assert len(here.rated["x"]) == 13


def test_of_fewer_than_the_rules_ask_nothing_is_shown() -> None:
    """Nor who they were; what was once chosen below five is five."""
    for k, least in ((3, 5), (5, 5), (7, 7)):
        few, here = published(ballots(a=[3] * (least - 1)), Rules(k))
        assert few.parts == () and here == Attendance("r") and few.n == 0
        assert published(ballots(a=[3] * least), Rules(k))[0].overall["x"].n == least


def test_of_fewer_than_eight_only_means_are_shown() -> None:
    result, _ = published(ballots(a=EVEN, b=(1, 2, 3)))
    assert result.few and names(result) == [""] and result.important == {}
    result, _ = published(ballots(a=EVEN, b=EVEN))
    assert not result.few and names(result) == ["", "a", "b"]


def test_one_municipality_is_no_part() -> None:
    assert names(published(ballots(a=[*VARIED, *VARIED]))[0]) == [""]


def test_an_item_has_its_own_n() -> None:
    """Who does not know counts for nothing, and below the least it is not shown."""
    result, _ = published(ballots(a=(1, 2, 3, 4, 5, None, None, None)))
    assert result.n == 8 and result.overall["x"].n == 5
    result, _ = published(ballots(a=(1, 2, 3, 4, *[None] * 4)))
    assert result.n == 8 and result.overall == {}


def test_roles_are_joined_to_blocks_where_one_is_too_small() -> None:
    blocks = {"council": "political", "executive": "political", "staff": "official"}
    small, _ = published(of_roles({"council": 5, "executive": 2, "staff": 5}, blocks))
    assert [(p.kind, p.name) for p in small.parts[1:]] == [
        ("role", "council"), ("role", "staff"), ("block", "official"), ("block", "political"),
    ]  # fmt: skip
    large, _ = published(of_roles({"council": 5, "executive": 4, "staff": 5}, blocks))
    assert {part.kind for part in large.parts} == {None, "role"}


def test_what_is_compared_first_stands_first() -> None:
    both = [
        replace(b, groups={**b.groups, "role": "ab"[i % 2]})
        for i, b in enumerate(ballots(a=VARIED, b=VARIED))
    ]
    assert [p.kind for p in published(both, Rules(first="role"))[0].parts][1] == "role"
    assert [p.kind for p in published(both)[0].parts][1] == "municipality"


def test_how_far_people_lie_apart_is_told_of_many_only() -> None:
    ends, same = [1, 5] * 30, [3] * 60
    assert published(ballots(a=ends))[0].spread == {"x": "apart"}
    assert published(ballots(a=same))[0].spread == {"x": "close"}
    assert published(ballots(a=[1, 5] * 8))[0].spread == {}


@settings(max_examples=150, deadline=None)
@given(
    rated=st.lists(st.sampled_from([*POINTS, None]), max_size=30),
    k=st.integers(3, 10),
    seed=st.integers(0, 9),
)
def test_nothing_exact_is_ever_shown(rated: list[float | None], k: int, seed: int) -> None:
    """Steps that hide what one answer changes, never an end of the scale; and the order in which
    ballots came in changes nothing."""
    given_ = ballots(a=rated)
    result, here = published(given_, Rules(k))
    for figure in result.overall.values():
        assert 1.5 <= figure.value <= 4.5 and figure.margin * figure.n >= 2.5
    assert published(Random(seed).sample(given_, len(given_)), Rules(k)) == (result, here)
    assert GroupResult.load(result.dump()) == result and Attendance.load(here.dump()) == here


@pytest.mark.parametrize(
    ("rules", "given_", "fault"),
    [
        (Rules(11), ballots(a=VARIED), "k is 11: choose 10 or less"),
        (Rules(), [*ballots(a=VARIED), *ballots(a=(1,))], "an account has two ballots"),
    ],
)
def test_what_cannot_be_published(rules: Rules, given_: list[Ballot], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        published(given_, rules)


def test_a_framework_without_a_scale_is_refused() -> None:
    bare = framework(5, ["x"]).model_copy(update={"scale": None})
    with pytest.raises(ValueError, match="has no scale"):
        publish(bare, ballots(a=VARIED), Rules(), COINS, Random(0))


def test_who_stayed_is_counted_for_each_earlier_round() -> None:
    _, first = published(ballots(a=VARIED), round_id="one")
    _, second = published(ballots(a=VARIED[:5], b=EVEN), earlier=[first], round_id="two")
    third, _ = published(ballots(b=EVEN, a=VARIED[:4]), earlier=[first, second], round_id="three")
    assert third.stayed == {"one": {"x": 4}, "two": {"x": 8}}


def test_an_attendance_names_nobody() -> None:
    _, here = published(ballots(Aadorp=VARIED))
    assert b"Aadorp" not in here.dump()
    with pytest.raises(ValueError, match="attendance format 9; this version reads 1"):
        Attendance.load('{"format":9}')


def picked(picks: Sequence[str]) -> list[Ballot]:
    """Ballots on some items, with a letter for each that is called important."""
    return [Ballot(f"m{i}", {}, {}, tuple(pick)) for i, pick in enumerate(picks)]


def test_what_is_important_is_a_share_with_a_margin() -> None:
    """Near what people ticked, and never exactly it."""
    some = framework(5, list("abcdef"))
    result, _ = publish(some, picked(["abc"] * 60), Rules(), COINS, Random(0))
    assert min(result.important[item].value for item in "abc") >= 0.8
    assert max(result.important[item].value for item in "def") <= 0.2
    assert {found.margin for found in result.important.values()} == {0.12}


def test_among_few_items_nobody_is_asked_what_is_important() -> None:
    result, _ = publish(framework(5, list("abc")), picked([""] * 60), Rules(), COINS, Random(0))
    assert result.important == {}
