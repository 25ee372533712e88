"""Nobody's answer can be learned from all that was ever published; and the attacker has teeth.

`ATTACKS=20` tries twenty times as many histories.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations_with_replacement, product
from random import Random

import pytest

from frameworks.groups import tables
from frameworks.groups.publish import IMPORTANT, Ballot, publish
from frameworks.groups.rules import Rules
from tests.support.attacker import Shown, Worlds, classes, isolated
from tests.support.round_histories import ASKED, History, framework

TIMES = int(os.environ.get("ATTACKS", "1"))


def counts(shown: list[Shown]) -> list[Shown]:
    return [one for one in shown if one.told.counts]


def leaks(history: History) -> Iterator[tuple[str, frozenset[str]]]:
    """By subtraction of any of the published counts."""
    for item in ASKED:
        found = isolated(counts(history.shown(item)), history.rules.k)
        if found:
            yield item, found


def learned(history: History) -> Iterator[tuple[str, str | None, frozenset[str]]]:
    """Of whom an outsider, or one who took part, knows an answer for sure.

    Where people changed answers it is tried with each round by itself.
    """
    for item in ASKED:
        points = 2 if item.startswith(IMPORTANT) else history.points
        for rounds in [[one] for one in history.rounds] if history.changed else [history.rounds]:
            shown = history.shown(item, rounds)
            if not shown:
                continue
            truth = {member: answers[item] for member, answers in history.truth.items()}
            if history.changed and not item.startswith(IMPORTANT):
                said = {b.member: history.place(b.ratings, item) for b in rounds[0].ballots}
                truth |= {member: place for member, place in said.items() if place is not None}
            each = {(i, truth[m]): m for i, group in enumerate(classes(shown)) for m in group}
            for insider in (None, *each.values()):
                if found := Worlds(shown, points, truth, insider).pinned():
                    yield item, insider, found


def test_no_subtraction_isolates_fewer_than_k() -> None:
    """Over all rounds together, in towns and roles, whoever joined, left or came back."""
    shown = parts = 0
    for seed in range(1500 * TIMES):
        history = History(seed, changed=seed % 2 == 0, halves=seed % 3 == 0)
        assert not [*leaks(history)], seed
        shown += sum(len(history.shown(item)) for item in ASKED)
        parts += sum(len(one.result.parts) > 2 for one in history.rounds)
    assert shown > 10_000 * TIMES and parts > 1000 * TIMES, "hardly anything was published"


@pytest.mark.parametrize("halves", [False, True])
def test_nobody_knows_an_answer_for_sure(halves: bool) -> None:
    """Neither from outside nor with an answer of one's own: two answers stay possible."""
    shown = 0
    for seed in range(150 * TIMES):
        history = History(
            seed, most=9 if halves else 14, k=3 + seed % 3, changed=seed % 5 == 0, halves=halves
        )
        assert not [*learned(history)], seed
        shown += sum(len(history.shown(item)) for item in ASKED)
    assert shown > 1000 * TIMES, "hardly anything was published"


def big_enough(_: tables.CountTable, n: int, of: int) -> bool:
    return n > 0


def always(*_: object) -> bool:
    return True


def never(*_: object) -> bool:
    return False


def exactly(points: list[int], point: int) -> tuple[int, int]:
    return point, point


def test_without_earlier_rounds_someone_is_isolated() -> None:
    """A member who joins or leaves is the difference between two rounds."""
    found = [seed for seed in range(20) if [*leaks(History(seed, most=14, k=3, blind=True))]]
    assert len(found) > 3


def test_without_complements_someone_is_isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left when all that is big enough is shown, may be small."""
    monkeypatch.setattr(tables.CountTable, "_fits", big_enough)
    assert len([seed for seed in range(100) if [*leaks(History(seed))]]) > 3


@pytest.mark.parametrize(
    ("owner", "name", "weak"),
    [
        (tables, "discloses", never),
        (tables, "span", exactly),
        (tables.Choices, "counting", always),
        (tables.CountTable, "_tells_nothing", always),
    ],
    ids=["counts-for-all", "span-of-one-point", "whatever-is-missing", "parts-that-tell"],
)
def test_an_engine_that_is_weaker_is_caught(
    owner: object, name: str, weak: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the rules about agreement is needed: without it someone's answer is known."""
    monkeypatch.setattr(owner, name, weak)
    histories = (History(seed, most=14, k=3 + seed % 3) for seed in range(200))
    assert next((found for one in histories for found in learned(one)), None) is not None


@pytest.mark.parametrize("own", [1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0])
def test_of_two_statements_neither_is_known(own: float) -> None:
    """Who knows one score of five finds for the others two scores, and of each statement two
    answers: the lowest and the highest score are the only ones that tell what was answered."""
    worlds: dict[object, list[tuple[float, ...]]] = defaultdict(list)
    for others in combinations_with_replacement([1 + i / 2 for i in range(9)], 4):
        ballots = [
            Ballot(f"m{i}", {}, {"x_a": float(int(at)), "x_b": float(int(at + 0.5))})
            for i, at in enumerate((own, *others))
        ]
        result, _ = publish(framework(5, ["x"], "ab"), ballots, Rules(5), [], Random(0))
        worlds[result.dump()].append(others)
    assert len(worlds) > 300
    for alike in worlds.values():
        scores = {at for world in alike for at in world}
        answers = {a for at in scores for a in range(1, 6) if 1 <= 2 * at - a <= 5}
        assert len(scores) > 1 and len(answers) > 1


@pytest.mark.parametrize(("towns", "points", "k"), [((4, 4), 4, 3), ((3, 5), 4, 3), ((5, 5), 3, 5)])
def test_what_is_not_shown_does_not_tell_either(towns: list[int], points: int, k: int) -> None:
    """Of all answers that two towns can give: who knows the rules, and so why a town is not there,
    still finds two possible answers for everyone."""
    worlds: dict[object, list[tuple[tuple[int, ...], ...]]] = defaultdict(list)
    every = [combinations_with_replacement(range(1, points + 1), town) for town in towns]
    for answers in product(*map(list, every)):
        ballots = [
            Ballot(f"{town}.{i}", {"municipality": str(town)}, {"x_a": value})
            for town, values in enumerate(answers)
            for i, value in enumerate(values)
        ]
        result, _ = publish(framework(points, ["x"]), ballots, Rules(k), [], Random(0))
        worlds[result.dump()].append(answers)
    assert len(worlds) > 20
    for alike in worlds.values():
        for town in range(len(towns)):
            assert len({value for answers in alike for value in answers[town]}) > 1
