"""Who tries to learn an answer from everything that was published, knowing all but the answers.

They know who is a member of what, who answered when, and even who was held back; and they assume
that nobody changed an answer between rounds. This file knows nothing of how the engine decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from frameworks.groups.results import Distribution

PRIME = 2_147_483_647
PATIENCE = 20_000
Vector = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One published distribution, and over whom it is."""

    members: frozenset[str]
    told: Distribution


def classes(shown: Sequence[Shown]) -> list[frozenset[str]]:
    """People whom no published set tells apart."""
    found: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for member in sorted(frozenset[str]().union(*(one.members for one in shown))):
        found[tuple(i for i, one in enumerate(shown) if member in one.members)].add(member)
    return [frozenset(each) for each in found.values()]


# --- subtraction: any linear combination of published counts


def isolated(shown: Sequence[Shown], k: int) -> frozenset[str] | None:
    """Fewer than k people of whom adding and subtracting published counts gives the counts."""
    groups = classes(shown)
    basis = _echelon([[int(group <= one.members) for group in groups] for one in shown])
    small = [i for i, group in enumerate(groups) if len(group) < k]
    for many in range(1, k):
        for chosen in combinations(small, many):
            people = frozenset[str]().union(*(groups[i] for i in chosen))
            wanted = [int(i in chosen) for i in range(len(groups))]
            if len(people) < k and not any(_reduced(wanted, basis)):
                return people
    return None


def _echelon(rows: list[list[int]]) -> dict[int, list[int]]:
    basis: dict[int, list[int]] = {}
    for row in rows:
        left = _reduced(row, basis)
        pivot = next((i for i, value in enumerate(left) if value), None)
        if pivot is not None:
            inverse = pow(left[pivot], -1, PRIME)
            basis[pivot] = [value * inverse % PRIME for value in left]
    return basis


def _reduced(row: list[int], basis: dict[int, list[int]]) -> list[int]:
    for pivot in sorted(basis):
        if factor := row[pivot]:
            row = [(a - factor * b) % PRIME for a, b in zip(row, basis[pivot], strict=True)]
    return row


# --- all worlds that agree with all that was published


@dataclass
class Worlds:
    """The answers that are possible, by class; an insider is a class alone, whose answer is known.

    `truth` is where the search begins: worlds like it are tried first, and no world is left out.
    """

    shown: Sequence[Shown]
    points: int
    truth: dict[str, int]
    insider: str | None = None
    groups: list[frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.groups = classes(self.shown)
        if self.insider is not None:
            alone = frozenset({self.insider})
            rest = [group - alone for group in self.groups]
            self.groups = [group for group in rest if group] + [alone]
        self.within = [
            [i for i, one in enumerate(self.shown) if group <= one.members] for group in self.groups
        ]

    def pinned(self) -> frozenset[str]:
        """People of whom only one answer is possible; without the insider, who knows their own."""
        possible = [{self.truth[member] for member in group} for group in self.groups]
        for index, group in enumerate(self.groups):
            for point in range(self.points):
                if len(possible[index]) > 1 or group == {self.insider}:
                    break
                for other, counts in enumerate(self._world(index, point) or ()):
                    possible[other] |= {p for p, count in enumerate(counts) if count}
        alone = [g for g, p in zip(self.groups, possible, strict=True) if len(p) < 2]
        return frozenset[str]().union(*alone) - {self.insider or ""}

    def _world(self, first: int, point: int) -> list[Vector] | None:
        """A world in which someone of the first class chose this point, or None."""
        if point in {self.truth[member] for member in self.groups[first]}:
            return None  # known already
        order = [first, *(i for i in range(len(self.groups)) if i != first)]
        left = [list(one.told.counts) for one in self.shown]
        last = [max((order.index(g) for g in range(len(self.groups)) if i in self.within[g]),
                    default=-1) for i in range(len(self.shown))]  # fmt: skip
        self._steps = 0
        found: dict[int, Vector] = {}
        if self._search(order, 0, left, last, found, point):
            return [found[i] for i in range(len(self.groups))]
        return None

    def _search(
        self, order: list[int], depth: int, left: list[list[int]], last: list[int],
        found: dict[int, Vector], point: int,
    ) -> bool:  # fmt: skip
        if depth == len(order):
            return True
        group = order[depth]
        counted = [i for i in self.within[group] if self.shown[i].told.counts]
        most = [min([len(self.groups[group]), *(left[i][p] for i in counted)])
                for p in range(self.points)]  # fmt: skip
        for counts in self._choices(group, most, point):
            self._steps += 1
            if self._steps > PATIENCE:
                raise RuntimeError("too many worlds to try: ask it of fewer people")
            if depth == 0 and not counts[point]:
                continue
            for i in counted:
                left[i] = [a - b for a, b in zip(left[i], counts, strict=True)]
            found[group] = counts
            done = [i for i in self.within[group] if last[i] == depth]
            fits = all(not any(left[i]) for i in done if i in counted)
            if (
                fits
                and self._spans(found)
                and self._search(order, depth + 1, left, last, found, point)
            ):
                return True
            del found[group]
            for i in counted:
                left[i] = [a + b for a, b in zip(left[i], counts, strict=True)]
        return False

    def _choices(self, group: int, most: list[int], point: int) -> list[Vector]:
        true = [0] * self.points
        for member in self.groups[group]:
            true[self.truth[member]] += 1
        if self.groups[group] == {self.insider}:
            return [tuple(true)] if all(a <= b for a, b in zip(true, most, strict=True)) else []
        spans = any(self.shown[i].told.span for i in self.within[group])
        likely = [true, [sum(true) * (p == point) for p in range(self.points)]]
        return sorted(
            compositions(sum(true), most),
            key=lambda c: min(
                sum(abs(a - b) for a, b in zip(c, one, strict=True)) for one in likely[: 1 + spans]
            ),
        )

    def _spans(self, found: dict[int, Vector]) -> bool:
        """Whether each span can still be: all but one at one of its points."""
        for i, one in enumerate(self.shown):
            if one.told.span is None:
                continue
            inside = [c for g, c in found.items() if i in self.within[g]]
            known = [sum(column) for column in zip(*inside, strict=True)] or [0] * self.points
            low, high = (one.told.points.index(p) for p in one.told.span)
            if not any(sum(known) - known[p] <= 1 for p in range(low, high + 1)):
                return False
        return True


def compositions(total: int, most: Sequence[int]) -> Iterator[Vector]:
    """All ways to divide a total over points with a maximum each."""
    if len(most) == 1:
        if total <= most[0]:
            yield (total,)
        return
    for here in range(min(total, most[0]) + 1):
        for rest in compositions(total - here, most[1:]):
            yield here, *rest
