"""Rounds of a collaboration as they may go: people join, leave, move, skip, erase, come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from frameworks.definition.model import Framework, Item, Point, Scale, Statement, Text
from frameworks.groups.cells import Ledger, members
from frameworks.groups.publish import IMPORTANT, Ballot, publish
from frameworks.groups.results import Distribution, GroupResult
from frameworks.groups.rules import Kind, Rules
from tests.support.attacker import Shown

ITEMS = ("trust", "money")
ASKED = (*ITEMS, *(IMPORTANT + item for item in ITEMS))


def text(words: str) -> Text:
    return Text(nl=words, en=words)


def framework(points: int, items: Sequence[str] = ITEMS, statements: str = "a") -> Framework:
    """Items of one statement each, or of one for each letter."""
    scale = Scale(points=[Point(value=i + 1, label=text(str(i + 1))) for i in range(points)])
    each = [
        Item(
            id=item, title=text(item), explanation=text(item), source=[],
            statements=[
                Statement(id=f"{item}_{one}", text=text(item), source=[]) for one in statements
            ],
        )
        for item in items
    ]  # fmt: skip
    return Framework(id="some", version=1, title=text("Some"), source=[], scale=scale, items=each)


@dataclass
class Person:
    id: str
    groups: dict[Kind, str]
    answers: dict[str, float]
    pick: str


@dataclass
class Round:
    ballots: list[Ballot]
    result: GroupResult
    ledger: Ledger


@dataclass
class History:
    """What happened, and what was published. `changed`: whether people changed answers; `halves`:
    whether there are two statements an item, so that a score can lie between two points."""

    seed: int
    most: int = 40
    k: int | None = None
    blind: bool = False
    changed: bool = False
    halves: bool = False
    rounds: list[Round] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.k = self.k or self.chance.randint(3, 10)
        self.points = self.chance.randint(3, 5)
        self.framework = framework(self.points)
        if self.halves:
            scale = self.points - 1
            self.points = 2 * scale - 1
            self.framework = framework(scale, statements="ab")
        self.towns = [f"town {i}" for i in range(self.chance.randint(1, 5))]
        self.roles = ["council", "staff", "other"][: self.chance.randint(1, 3)]
        self.habit = {
            (i, t): self.chance.randint(1, self.points) for i in ITEMS for t in self.towns
        }
        self.agree = self.chance.choice([0.0, 0.3, 0.6, 0.8, 0.95])
        self.named = 0
        self.truth: dict[str, dict[str, int]] = {}
        people = [self.newcomer() for _ in range(self.chance.randint(3, self.most))]
        first: Kind = self.chance.choice(["municipality", "role"])
        self.rules = Rules(self.k, first=first)
        for _ in range(self.chance.randint(1, 5)):
            self.rounds.append(self.held(people))
            people = [one for person in people for one in self.later(person)]
            if self.chance.random() < 0.7:
                people += [self.newcomer() for _ in range(self.chance.randint(0, self.k + 2))]

    def newcomer(self) -> Person:
        self.named += 1
        town = self.chance.choice(self.towns)
        answers = {item: self.answer(item, town) for item in ITEMS}
        groups: dict[Kind, str] = {"municipality": town, "role": self.chance.choice(self.roles)}
        return Person(f"m{self.named}", groups, answers, self.chance.choice(ITEMS))

    def answer(self, item: str, town: str) -> float:
        if self.chance.random() < self.agree:
            return self.habit[item, town if self.seed % 2 else self.towns[0]]
        return self.chance.randint(1, self.points)

    def later(self, person: Person) -> Iterator[Person]:
        """They leave, come back as someone else, move, change answers, or stay as they are."""
        luck = self.chance.random()
        if luck < 0.06:
            return
        if luck < 0.1:
            self.named += 1
            person = Person(f"m{self.named}", person.groups, person.answers, person.pick)
        elif luck < 0.13:
            person.groups = {**person.groups, "municipality": self.chance.choice(self.towns)}
        elif luck < 0.4 and self.changed:
            town = person.groups["municipality"]
            person.answers = {item: self.answer(item, town) for item in ITEMS}
        yield person

    def held(self, people: list[Person]) -> Round:
        ballots = []
        often = self.chance.choice([0.8, 0.95, 1])
        for person in people:
            if self.chance.random() > often:
                continue
            known = {i: v for i, v in person.answers.items() if self.chance.random() < 0.95}
            self.truth[person.id] = {item: int(v) - 1 for item, v in person.answers.items()}
            self.truth[person.id] |= {IMPORTANT + i: int(i == person.pick) for i in ITEMS}
            ratings = self.rated(known)
            ballots.append(Ballot(person.id, dict(person.groups), ratings, (person.pick,)))
        self.chance.shuffle(ballots)
        earlier = [] if self.blind else [one.ledger for one in self.rounds]
        result, ledger = publish(self.framework, ballots, self.rules, earlier, self.chance)
        return Round(ballots, result, ledger)

    def rated(self, known: Mapping[str, float]) -> dict[str, float | None]:
        """A score between two points is one statement at each of these."""
        if not self.halves:
            return {f"{item}_a": known.get(item) for item in ITEMS}
        return {
            f"{item}_{letter}": (known[item] + up) // 2 if item in known else None
            for item in ITEMS
            for letter, up in (("a", 1), ("b", 2))
        }

    def place(self, ratings: Mapping[str, float | None], item: str) -> int | None:
        """Where a score is among all that there can be, from 0 on; None without one."""
        first, last = ratings[f"{item}_a"], ratings.get(f"{item}_b")
        if first is None:
            return None
        return int(first) - 1 if last is None else int(first + last) - 2

    def shown(self, item: str, rounds: Sequence[Round] | None = None) -> list[Shown]:
        """All that was ever published of an item, with over whom."""
        every = self.rounds if rounds is None else rounds
        found = [one for each in every for one in shown(each, item)]
        if not self.halves or item.startswith(IMPORTANT):
            return found
        return [Shown(one.members, by_number(one.told, self.points)) for one in found]


def by_number(told: Distribution, spots: int) -> Distribution:
    """The same with all scores that there can be, by their number from 1 on."""
    each = dict(zip(told.points, told.counts, strict=False))
    counts = tuple(each.get(1 + i / 2, 0) for i in range(spots)) if each else ()
    span = told.span and (int(2 * told.span[0] - 1), int(2 * told.span[1] - 1))
    return Distribution(tuple(range(1, spots + 1)), told.n, counts, span)


def shown(held: Round, item: str) -> list[Shown]:
    """All that a round published of an item, or of how many called it important. A part is the
    cells that lie within it."""
    found = []
    cells = held.ledger.get(item, ())
    if item.startswith(IMPORTANT):
        who = members(cells)
        chose = round(len(who) * held.result.important.get(item.removeprefix(IMPORTANT), 0))
        told = Distribution((0, 1), len(who), (len(who) - chose, chose))
        return [Shown(who, told)] if who else []
    for part in held.result.parts:
        if item not in part.items:
            continue
        told, who = part.items[item], members(cells)
        if part.kind is not None:
            of = {b.member for b in held.ballots if b.groups.get(part.kind) == part.name}
            inside = [cell for cell in cells if cell.members <= of]
            who = who & of if told.span else members(inside)
        assert len(who) == told.n
        found.append(Shown(who, told))
    return found
