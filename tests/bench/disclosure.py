"""What is published of groups, and what it gives away: a simulation with the code that publishes.

    python -m tests.bench.disclosure --groups 60

Made-up worlds: municipalities of three or six, ten items of two statements, effects of item,
municipality and role, answers of which 60 % stay from round to round, people who are absent, come
and go. Prints for each size what the decision on the shifts rests on:

truth, worst, >60, >90: how sure an attacker is who knows all other answers, who took part and the
    method, of an answer that never changed; on average, at most, and in which share of cases more
mae, bias: of the items' means of all; held: the share of figures within their margin
mun, roles: comparisons with a true difference of a point or more that have the right sign, of
    roles in two blocks where one is too small
differs: of those, named as sure; false: the same of true differences below half a point
change, false: changes of half a point or more that are called sure; and of less than a tenth
spread: how often people are said to lie apart or close together, and how often that is wrong
top3: of the three weakest items, how many are among the first three of the agenda
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import exp, sqrt
from random import Random
from statistics import fmean, pstdev

from frameworks.groups.attendance import Attendance
from frameworks.groups.comparison import change
from frameworks.groups.figures import STEPS, Estimate, difference
from frameworks.groups.publish import Ballot, publish
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import Kind, Rules
from frameworks.groups.shifts import Shifts
from frameworks.scoring.scorecard import rated_of
from tests.support.small_frameworks import framework

ITEMS = [f"i{n}" for n in range(10)]
ASKED = framework(5, ITEMS, "ab")
ROUNDS, SIZES = 3, ((9, 3), (18, 3), (30, 5), (60, 10))
TARGET, TARGET_ITEM = "m0", "i0"
SHIFTS = {n / 2: 0.5 ** abs(n) / 3 for n in range(-16, 17)}
Scores = Mapping[str, float]


@dataclass
class World:
    """People with their answers in every round, and what is published of each."""

    seed: int
    size: int
    towns: int
    results: list[GroupResult] = field(default_factory=list)
    sent: list[list[Ballot]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = Random(f"{self.size}/{self.seed}")
        gauss = self.chance.gauss
        self.level = {item: gauss(3.4, 0.6) for item in ITEMS}
        self.local = {(i, t): gauss(0, 0.5) for i in ITEMS for t in range(self.towns)}
        self.block = {(i, b): gauss(0, 0.4) for i in ITEMS for b in ("political", "official")}
        self.mood: dict[str, float] = {}
        self.held: dict[tuple[str, str], tuple[float | None, float | None]] = {}
        self.truth = float(self.chance.randint(1, 5))
        known: list[Attendance] = []
        people = [f"m{n}" for n in range(self.size)]
        for number in range(ROUNDS):
            here = [p for p in people if p == TARGET or self.chance.random() < 0.9]
            self.sent.append([self._ballot(person) for person in here])
            coins = Shifts(f"{self.size}/{self.seed}".encode())
            result, came = publish(
                ASKED, self.sent[-1], Rules(), coins, self.chance, known, f"r{number}"
            )
            self.results.append(result)
            known.append(came)
            people = [*people[:-1], f"n{number}{people[-1]}"]  # one leaves, one joins

    def _ballot(self, person: str) -> Ballot:
        place = int(person.lstrip("mn").split("m")[-1]) if person[0] == "m" else self.size - 1
        town, block = (
            place % self.towns,
            ("political", "official", "official")[place // self.towns % 3],
        )
        ratings: dict[str, float | None] = {}
        for item in ITEMS:
            if (person, item) not in self.held or self.chance.random() > 0.6:
                mean = self.level[item] + self.local[item, town] + self.block[item, block]
                self.held[person, item] = self._rate(mean + self._of(person))
            ratings |= dict(zip((f"{item}_a", f"{item}_b"), self.held[person, item], strict=True))
        if person == TARGET:
            ratings |= {f"{TARGET_ITEM}_a": self.truth, f"{TARGET_ITEM}_b": self.truth}
        groups: dict[Kind, str] = {
            "municipality": f"t{town}",
            "role": f"r{place % 6}",
            "block": block,
        }
        return Ballot(person, groups, ratings)

    def _rate(self, mean: float) -> tuple[float | None, float | None]:
        one = self.chance.gauss(mean, 0.8)
        first, second = (min(5.0, max(1.0, round(one + self.chance.gauss(0, 0.4)))) for _ in "ab")
        return (None if self.chance.random() < 0.06 else float(first)), float(second)

    def _of(self, person: str) -> float:
        return self.mood.setdefault(person, self.chance.gauss(0, 0.3))

    def true(self, number: int, item: str) -> dict[str, float]:
        """The score of each who rated an item in a round."""
        found = {b.account: rated_of(ASKED.item(item), b.ratings) for b in self.sent[number]}
        return {account: fmean(rated) for account, rated in found.items() if rated}

    def of(self, number: int, kind: Kind | None, name: str, item: str) -> Scores:
        who = {b.account for b in self.sent[number] if kind is None or b.groups[kind] == name}
        return {a: score for a, score in self.true(number, item).items() if a in who}


# --- the attacker


def posterior(world: World) -> dict[int, float]:
    """Of each answer of the target, how likely it is to who knows all but the secret. The shift of
    the target is exact, the sum of all others' is taken to be normal."""
    seen: list[tuple[Estimate, Scores]] = []
    for number, result in enumerate(world.results):
        for part in result.parts:
            figure = part.items.get(TARGET_ITEM)
            scores = world.of(number, part.kind, part.name, TARGET_ITEM)
            if figure and TARGET in scores and not figure.beyond:
                seen.append((figure, scores))
    weights = {
        answer: sum(p * _likely(seen, answer + shift) for shift, p in SHIFTS.items())
        for answer in range(1, 6)
    }
    total = sum(weights.values()) or 1.0
    return {answer: weight / total for answer, weight in weights.items()}


def _likely(seen: Sequence[tuple[Estimate, Scores]], shifted: float) -> float:
    """Of all that is published, when the target's answer with its shift is this."""
    if not seen:
        return 1.0
    off, cover = [], []
    for figure, scores in seen:
        others = [score for account, score in scores.items() if account != TARGET]
        off.append(figure.value - (sum(others) + shifted) / len(scores))
        row = []
        for other, theirs in seen:
            both = len(scores.keys() & theirs.keys()) - 1
            row.append(both / len(scores) / len(theirs))
            if other is figure:
                row[-1] += step_of(len(scores)) ** 2 / 12
        cover.append(row)
    return exp(-0.5 * _squared(cover, off))


def step_of(n: int) -> float:
    return next(size for least, size in STEPS if n >= least)


def _squared(cover: list[list[float]], off: list[float]) -> float:
    """`off` × the inverse of `cover` × `off`, by Cholesky."""
    lower: list[list[float]] = []
    solved: list[float] = []
    for i, row in enumerate(cover):
        found: list[float] = []
        for j in range(i):
            dot = sum(a * b for a, b in zip(found, lower[j], strict=False))
            found.append((row[j] - dot) / lower[j][j])
        found.append(sqrt(max(1e-9, row[i] - sum(one * one for one in found))))
        dot = sum(a * b for a, b in zip(found, solved, strict=False))
        solved.append((off[i] - dot) / found[i])
        lower.append(found)
    return sum(one * one for one in solved)


# --- of what use it is


@dataclass
class Tally:
    """Numbers by name, to be averaged."""

    values: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, value: float) -> None:
        self.values[name].append(value)

    def mean(self, name: str) -> str:
        found = self.values.get(name)
        return f"{fmean(found):.2f}" if found else "–"


def measure(world: World, tally: Tally) -> None:
    found = posterior(world)
    surest = max(found.values())
    tally.add("truth", found[int(world.truth)])
    tally.add("worst", surest)
    tally.add(">60", surest > 0.6)
    tally.add(">90", surest > 0.9)
    for number, result in enumerate(world.results):
        for part in result.parts:
            for item, figure in part.items.items():
                _figure(figure, world.of(number, part.kind, part.name, item), part.kind, tally)
        _compare(world, number, "municipality", "mun", tally)
        _compare(world, number, "block" if result.of("block") else "role", "roles", tally)
        for item, word in result.spread.items():
            apart = pstdev(world.true(number, item).values())
            tally.add("spread", 1)
            tally.add("spread wrong", apart < 0.8 if word == "apart" else apart > 1.2)
        tally.add("top3", _top(world, number))
    for one in change(world.results[1], world.results[0]):
        true = [fmean(world.true(number, one.item).values()) for number in (1, 0)]
        moved, clear = true[0] - true[1], one.moved.word == "differs"
        if not (one.now.beyond or one.before.beyond):
            tally.add("change held", abs(one.moved.value - moved) <= one.moved.margin + 1e-9)
        if abs(moved) >= 0.5 or abs(moved) < 0.1:
            tally.add("change" if abs(moved) >= 0.5 else "change false", clear)


def _figure(figure: Estimate, scores: Scores, kind: Kind | None, tally: Tally) -> None:
    true = fmean(scores.values())
    low, high = figure.band(1, 5)
    tally.add("held", low - 1e-9 <= true <= high + 1e-9)
    if kind is None:
        tally.add("mae", abs(figure.value - true))
        tally.add("bias", figure.value - true)


def _compare(world: World, number: int, kind: Kind, name: str, tally: Tally) -> None:
    result = world.results[number]
    shown = {part.name: part.items for part in result.of(kind)}
    names = {b.groups[kind] for b in world.sent[number]}
    for one, other in combinations(sorted(names), 2):
        for item in ITEMS:
            scores = [world.of(number, kind, n, item).values() for n in (one, other)]
            if not all(scores):
                continue
            true = fmean(scores[0]) - fmean(scores[1])
            first, second = (shown.get(n, {}).get(item) for n in (one, other))
            gap = difference(first, second) if first and second else None
            if abs(true) >= 1:
                tally.add(name, gap is not None and gap.value * true > 0)
                tally.add(f"{name} wrong", gap is not None and gap.value * true < 0)
                tally.add(f"{name} differs", gap is not None and gap.word == "differs")
            elif abs(true) < 0.5 and gap:
                tally.add(f"{name} false", gap.word == "differs")


def _top(world: World, number: int) -> float:
    true = {item: fmean(world.true(number, item).values()) for item in ITEMS}
    shown = {item: one.value for item, one in world.results[number].overall.items()}
    tops = [set(sorted(known, key=lambda i: known[i])[:3]) for known in (true, shown)]
    return len(tops[0] & tops[1]) / 3


def lines(tally: Tally, size: int) -> Iterator[str]:
    worst = max(tally.values["worst"])
    yield (
        f"n={size}: truth {tally.mean('truth')}, worst {worst:.2f}, >60 {tally.mean('>60')}, "
        f">90 {tally.mean('>90')}; mae {tally.mean('mae')}, bias {tally.mean('bias')}, "
        f"held {tally.mean('held')}, top3 {tally.mean('top3')}"
    )
    for name in ("mun", "roles"):
        yield (
            f"   {name} {tally.mean(name)}, wrong {tally.mean(f'{name} wrong')}, "
            f"differs {tally.mean(f'{name} differs')}, false {tally.mean(f'{name} false')}"
        )
    yield (
        f"   change {tally.mean('change')}, false {tally.mean('change false')}, held "
        f"{tally.mean('change held')}; spread told {len(tally.values['spread'])} times, wrong "
        f"{tally.mean('spread wrong')}"
    )


def main(groups: int) -> None:
    for size, towns in SIZES:
        tally = Tally()
        for seed in range(groups):
            measure(World(seed, size, towns), tally)
        print("\n".join(lines(tally, size)), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", type=int, default=60)
    main(parser.parse_args().groups)
