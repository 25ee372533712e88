"""From the answers of many to what is published of them: means of answers with their shifts.

Whoever reads every result of every round, knows who took part in which and what all others said,
has four to one at most between two answers that are a point apart: see `shifts` for why, and the
decision on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from math import sqrt
from statistics import fmean, variance

import orjson

from frameworks.definition.model import Framework, Item
from frameworks.groups.attendance import Attendance, Chance, stayed, told_together
from frameworks.groups.figures import Estimate, mean_of, share_of
from frameworks.groups.results import GroupPart, GroupResult, Spread
from frameworks.groups.rules import (
    FEW,
    LEAST_PART,
    MAX_K,
    MIN_WRITERS,
    SPREAD_FROM,
    Kind,
    Rules,
)
from frameworks.groups.shifts import Shifts
from frameworks.scoring.scorecard import rated_of

CLOSE, APART = 0.6, 1.3
"""The standard deviation up to which people lie close together, and from which they lie apart."""
MAX_UNRANKED = 3
"""Among so few items nobody is asked which matter most."""
Part = tuple[Kind | None, str]
ALL: Part = (None, "")


@dataclass(frozen=True, slots=True)
class Ballot:
    """One account's filling-in.

    account: its id, the same in every collaboration
    groups: `groups[kind]`: their municipality, their role, the block that this is of
    ratings: `ratings[statement id]`, in points of the scale; None for *don't know*
    important: ids of the items that matter most to them
    line: in their own words
    approved: they said that exactly this line may be shown
    """

    account: str
    groups: Mapping[Kind, str]
    ratings: Mapping[str, float | None]
    important: tuple[str, ...] = ()
    line: str = ""
    approved: bool = False


def publish(
    framework: Framework,
    ballots: Sequence[Ballot],
    rules: Rules,
    shifts: Shifts,
    chance: Chance,
    earlier: Sequence[Attendance] = (),
    round_id: str = "",
) -> tuple[GroupResult, Attendance]:
    """The result of a round that is closed, and who is in it.

    `earlier`: who was in the rounds of this collaboration on the same framework, oldest first.
    Raises ValueError when the rules, the framework or the ballots cannot be published with.
    """
    _check(framework, ballots, rules)
    digests = {item.id: _digest(framework, item) for item in asked(framework)}
    if len(ballots) < rules.least:
        nothing = GroupResult(framework.id, rules, digests=digests, round=round_id)
        return nothing, Attendance(round_id)
    office = _Office(framework, ballots, rules, shifts)
    wrote = office.writers(earlier, chance)
    here = Attendance(round_id, office.rated(), wrote if rules.texts == "ten" else frozenset())
    result = GroupResult(
        framework.id, rules, office.parts(), office.important(), office.lines(wrote, chance),
        digests, round_id, {one.round: stayed(here, one) for one in earlier}, office.spread(),
    )  # fmt: skip
    return result, here


def asked(framework: Framework) -> list[Item]:
    """The items that are rated."""
    return [item for item in framework.items if item.statements]


def ranks(framework: Framework) -> bool:
    """Whether people are asked which items matter most."""
    return len(framework.items) > MAX_UNRANKED


def question(framework: Framework, item: str) -> str:
    """Of what a shift is: the same in every round and pulse in which it is asked."""
    return f"{framework.id}/{item}"


def shifted(
    framework: Framework, ballots: Sequence[Ballot], shifts: Shifts
) -> dict[str, dict[str, float]]:
    """`[item id][account]`: the mean of the statements that were rated, with the shift."""
    return {
        item.id: {
            one.account: fmean(rated) + shifts.of(one.account, question(framework, item.id))
            for one in ballots
            if (rated := rated_of(item, one.ratings))
        }
        for item in asked(framework)
    }


def ends(framework: Framework) -> tuple[float, float]:
    """Of the scale."""
    assert framework.scale is not None
    return framework.scale.points[0].value, framework.scale.points[-1].value


def _check(framework: Framework, ballots: Sequence[Ballot], rules: Rules) -> None:
    if rules.k > MAX_K:
        raise ValueError(f"k is {rules.k}: choose {MAX_K} or less")
    if framework.scale is None:
        raise ValueError(f"framework {framework.id} has no scale: give it one to ask it in a round")
    if len({ballot.account for ballot in ballots}) < len(ballots):
        raise ValueError("an account has two ballots: hand in the last one only")


@dataclass(slots=True)
class _Office:
    """What publishing one round works with.

    framework: that was rated
    ballots: by account: the order in which they came in says nothing
    rules: those the round was held under
    shifts: the coins of everybody
    scores: as `shifted` gives them
    """

    framework: Framework
    ballots: Sequence[Ballot]
    rules: Rules
    shifts: Shifts
    scores: Mapping[str, Mapping[str, float]] = field(init=False)

    def __post_init__(self) -> None:
        self.ballots = sorted(self.ballots, key=lambda ballot: ballot.account)
        self.scores = shifted(self.framework, self.ballots, self.shifts)

    @property
    def few(self) -> bool:
        return len(self.ballots) < FEW

    def rated(self) -> dict[str, frozenset[str]]:
        mark = self.shifts.mark
        return {item: frozenset(map(mark, of)) for item, of in self.scores.items()}

    def parts(self) -> tuple[GroupPart, ...]:
        """All; then municipalities and roles, each by the alphabet; and blocks of roles, where a
        role is too small."""
        found = [self._part(ALL, [one.account for one in self.ballots], self.rules.least)]
        for kind in () if self.few else self.rules.kinds:
            found += self._of(kind)
        return tuple(one for one in found if one.kind is None or one.items)

    def _of(self, kind: Kind) -> Iterator[GroupPart]:
        names = Counter(one.groups[kind] for one in self.ballots if one.groups.get(kind))
        if kind == "block" and not self._small_roles():
            return
        for name in sorted(names) if len(names) > 1 else ():
            people = [one.account for one in self.ballots if one.groups.get(kind) == name]
            yield self._part((kind, name), people, LEAST_PART)

    def _small_roles(self) -> bool:
        sizes = Counter(role for one in self.ballots if (role := one.groups.get("role")))
        return any(size < LEAST_PART for size in sizes.values())

    def _part(self, part: Part, people: Sequence[str], least: int) -> GroupPart:
        items = {
            item: mean_of(values, *ends(self.framework))
            for item, of in self.scores.items()
            if len(values := [of[one] for one in people if one in of]) >= least
        }
        return GroupPart(*part, len(people), items)

    def important(self) -> dict[str, Estimate]:
        """By item, which share of all called it important: with some ticks flipped, for ever."""
        if self.few or not ranks(self.framework):
            return {}
        return {
            item.id: share_of(
                sum(self._ticked(one, item) for one in self.ballots), len(self.ballots)
            )
            for item in asked(self.framework)
        }

    def _ticked(self, ballot: Ballot, item: Item) -> bool:
        flipped = self.shifts.flips(ballot.account, question(self.framework, item.id))
        return (item.id in ballot.important) != flipped

    def spread(self) -> dict[str, Spread]:
        """Whether many lie close together or apart, as far as their shifts let it be seen: so this
        tells no more of anyone than a mean does."""
        found: dict[str, Spread] = {}
        for item, of in self.scores.items():
            if len(of) >= SPREAD_FROM:
                apart = sqrt(max(0.0, variance(of.values()) - 1))  # a shift's own variance is 1
                if apart <= CLOSE or apart >= APART:
                    found[item] = "close" if apart <= CLOSE else "apart"
        return found

    def writers(self, earlier: Sequence[Attendance], chance: Chance) -> frozenset[str]:
        """The marks of those whose lines are shown: of all who approved theirs, or by the rule of
        ten of none of fewer, and then only those whom no earlier round tells apart."""
        wrote = frozenset(self._wrote())
        if self.rules.texts != "ten":
            return wrote
        before = [one.wrote for one in earlier if one.wrote]
        return told_together(before, wrote, max(MIN_WRITERS, self.rules.least), chance)

    def lines(self, who: frozenset[str], chance: Chance) -> tuple[str, ...]:
        """Their lines, each once, in an order that says nothing."""
        lines = sorted({line for mark, line in self._wrote().items() if mark in who})
        return tuple(chance.sample(lines, len(lines)))

    def _wrote(self) -> dict[str, str]:
        mark = self.shifts.mark
        return {
            mark(one.account): line
            for one in self.ballots
            if one.approved and (line := one.line.strip())
        }


def _digest(framework: Framework, item: Item) -> str:
    """Of what was asked and on which scale, as a person read it; and of whether halves are counted,
    as what was published without them lies too high to be compared."""
    assert framework.scale is not None
    said = [[one.id, *one.text.all] for one in item.statements]
    scale = [[one.value, *one.label.all] for one in framework.scale.points]
    counted = ["halves"] if len(item.statements) > 1 else []
    return sha256(orjson.dumps([said, scale, *counted])).hexdigest()[:12]
