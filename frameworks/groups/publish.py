"""From the answers of many to what is published of them.

Who reads every result of every round, and knows who took part in which, learns no answer of anyone,
not even with an answer of their own in hand: see `cells` for why, and the decision on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from statistics import fmean

import orjson

from frameworks.definition.model import Framework, Item
from frameworks.groups.cells import (
    Chance,
    DisclosureCell,
    Ledger,
    counted,
    joint_cells,
    split_by_cell,
)
from frameworks.groups.results import Distribution, GroupPart, GroupResult
from frameworks.groups.rules import KINDS, MAX_K, MIN_K, MIN_WRITERS, Kind, Rules
from frameworks.groups.tables import Choices, CountTable, distribution
from frameworks.scoring.scorecard import rated_of

IMPORTANT, LINES = "important/", "lines/"
"""Names in a ledger for what is no item: no item's id has a slash."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One member's filling-in.

    member: their id
    groups: `groups[kind]`: their municipality, their role
    ratings: `ratings[statement id]`, in points of the scale; None for *don't know*
    important: ids of the items that matter most to them
    line: in their own words
    approved: they said that exactly this line may be shown
    """

    member: str
    groups: Mapping[Kind, str]
    ratings: Mapping[str, float | None]
    important: tuple[str, ...] = ()
    line: str = ""
    approved: bool = False


def publish(
    framework: Framework,
    ballots: Sequence[Ballot],
    rules: Rules,
    earlier: Sequence[Ledger],
    shuffle: Chance,
) -> tuple[GroupResult, Ledger]:
    """The result of a round that is closed, and the ledger that later rounds need.

    `earlier`: the ledgers of all rounds of these members that were published, oldest first. Raises
    ValueError when the rules, the framework or the ballots cannot be published with.
    """
    _check(framework, ballots, rules)
    ledger: dict[str, tuple[DisclosureCell, ...]] = {}
    digests = {item.id: _digest(framework, item) for item in framework.items if item.statements}
    if len(ballots) < rules.k:
        return GroupResult(framework.id, rules, digests=digests), ledger
    office = _Office(framework, ballots, rules, earlier, shuffle, ledger)
    parts = office.parts()
    important = office.important()
    lines = office.lines()
    return GroupResult(framework.id, rules, parts, important, lines, digests), ledger


def _check(framework: Framework, ballots: Sequence[Ballot], rules: Rules) -> None:
    if not MIN_K <= rules.k <= MAX_K:
        raise ValueError(f"k is {rules.k}: choose {MIN_K} to {MAX_K}")
    if framework.scale is None:
        raise ValueError(f"framework {framework.id} has no scale: give it one to ask it in a round")
    if len({ballot.member for ballot in ballots}) < len(ballots):
        raise ValueError("a member has two ballots: hand in the last one only")


class _Office:
    """What publishing one round works with. It enters in the ledger all that it publishes."""

    def __init__(
        self,
        framework: Framework,
        ballots: Sequence[Ballot],
        rules: Rules,
        earlier: Sequence[Ledger],
        chance: Chance,
        ledger: dict[str, tuple[DisclosureCell, ...]],
    ) -> None:
        assert framework.scale is not None
        self.ballots = sorted(ballots, key=lambda ballot: ballot.member)
        self.framework, self.rules, self.chance = framework, rules, chance
        self.earlier, self.ledger = earlier, ledger
        self.points = tuple(point.value for point in framework.scale.points)
        self.kinds = sorted(KINDS, key=lambda kind: kind != rules.first)
        self.names: dict[Kind, dict[str, str]] = {
            kind: {b.member: b.groups[kind] for b in self.ballots if kind in b.groups}
            for kind in KINDS
        }

    def parts(self) -> tuple[GroupPart, ...]:
        """All; then municipalities and roles, each by the alphabet, of which an item is shown."""
        found: dict[tuple[Kind | None, str], dict[str, Distribution]] = {(None, ""): {}}
        for item in (item for item in self.framework.items if item.statements):
            for part, shown in self._item(item).items():
                found.setdefault(part, {})[item.id] = shown
        order = sorted(found, key=lambda part: (part[0] or "", part[1]))
        return tuple(GroupPart(k, name, self._size(k, name), found[k, name]) for k, name in order)

    def important(self) -> Mapping[str, float]:
        """By item, which share of all who are counted called it important.

        Left out is what (nearly) nobody or everybody called so, and with it what fewest did, until
        those left out might as well be what everybody chose. So nobody can tell why one is absent.
        """
        items = [item.id for item in self.framework.items if item.statements]
        picked = {b.member: set(b.important) & set(items) for b in self.ballots}
        tables: dict[str, CountTable] = {}
        for item in items:
            chose = {member: int(item in those) for member, those in picked.items()}
            table = self._table(IMPORTANT + item, Choices(chose, 2))
            if table and not table.agreed:
                tables[item] = table
        if len(tables) < len(items):
            most = max(map(len, picked.values())) - 1
            spare = most * min((len(table.who) for table in tables.values()), default=0)
            while tables and sum(table.all[1] for table in tables.values()) > spare:
                del tables[min(tables, key=lambda item: tables[item].all[1])]
        self.ledger |= {IMPORTANT + item: table.cells() for item, table in tables.items()}
        return {item: table.all[1] / len(table.who) for item, table in tables.items()}

    def lines(self) -> tuple[str, ...]:
        """Approved lines only, each once, in an order that says nothing; by the rule of ten none of
        fewer, and then only those of whom no earlier round tells them apart."""
        wrote = {b.member: line for b in self.ballots if b.approved and (line := b.line.strip())}
        who = frozenset(wrote)
        if self.rules.texts == "ten":
            known = joint_cells(self._seen(LINES), 0)
            who = counted(known, who, max(MIN_WRITERS, self.rules.k), self.chance)
            if who:
                self.ledger[LINES] = tuple(map(DisclosureCell, split_by_cell(known, who)))
        lines = sorted({wrote[member] for member in who})
        return tuple(self.chance.sample(lines, len(lines)))

    def _item(self, item: Item) -> dict[tuple[Kind | None, str], Distribution]:
        """What is shown of one item: of all, and of the parts that it may be shown of."""
        spots = _spots(self.points, item)
        table = self._table(item.id, Choices(self._chosen(item, spots), len(spots)))
        if table is None:
            return {}
        shown = distribution(self.points, spots, table.all)
        found: dict[tuple[Kind | None, str], Distribution] = {(None, ""): shown}
        for kind in self.kinds:
            names = {
                member: name for member, name in self.names[kind].items() if member in table.who
            }
            if table.agreed:
                found |= {(kind, name): one for name, one in self._spans(names, shown)}
            else:
                parts = table.split(names)
                found |= {(kind, n): distribution(self.points, spots, c) for n, c in parts.items()}
        self.ledger[item.id] = table.cells()
        return found

    def _table(self, name: str, choices: Choices) -> CountTable | None:
        """With all who may be counted: where they agree as a span, or else as counts."""
        known = joint_cells(self._seen(name), choices.points)
        for keep in (choices.spanning, choices.counting):
            who = counted(known, frozenset(choices.chose), self.rules.k, self.chance, keep)
            table = CountTable(choices, who, known, self.rules.k)
            if who and (not known or table.agreed == (keep == choices.spanning)):
                return table
        return None

    def _spans(
        self, names: Mapping[str, str], of_all: Distribution
    ) -> Iterable[tuple[str, Distribution]]:
        """Where nearly all agree, nearly all of a part do: the same span, which tells no more."""
        each = list(names.values())
        for name in set(each):
            if (n := each.count(name)) >= self.rules.k:
                yield name, Distribution(of_all.points, n, span=of_all.span)

    def _chosen(self, item: Item, spots: Sequence[float]) -> dict[str, int]:
        """By member, the index of the spot nearest to the mean of what they rated. Of two that are
        as near, the point: so what goes up and what goes down are as much."""
        found: dict[str, int] = {}
        nearest: dict[float, int] = {}
        for ballot in self.ballots:
            if not (rated := rated_of(item, ballot.ratings)):
                continue
            mean = fmean(rated)
            if mean not in nearest:
                order = [(abs(at - mean), at not in self.points, i) for i, at in enumerate(spots)]
                nearest[mean] = min(order)[-1]
            found[ballot.member] = nearest[mean]
        return found

    def _seen(self, item: str) -> list[tuple[DisclosureCell, ...]]:
        return [ledger[item] for ledger in self.earlier if item in ledger]

    def _size(self, kind: Kind | None, name: str) -> int:
        if kind is None:
            return len(self.ballots)
        return sum(one == name for one in self.names[kind].values())


def _spots(points: Sequence[int], item: Item) -> tuple[float, ...]:
    """Where a member's score can be, lowest first: at a point, and halfway between two of them when
    it is the mean of several statements. Rounded to a point it would say more, or less, than they.
    """
    if len(item.statements) < 2:
        return tuple(points)
    return (*(at for a, b in pairwise(points) for at in (a, (a + b) / 2)), points[-1])


def _digest(framework: Framework, item: Item) -> str:
    """Of what was asked and on which scale, as a person read it; and of whether halves are counted,
    as what was published without them lies too high to be compared."""
    assert framework.scale is not None
    asked = [[one.id, *one.text.all] for one in item.statements]
    scale = [[one.value, *one.label.all] for one in framework.scale.points]
    counted = ["halves"] if len(item.statements) > 1 else []
    return sha256(orjson.dumps([asked, scale, *counted])).hexdigest()[:12]
