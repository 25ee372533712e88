"""One item's answers in cells: whether they may be published, and for which parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from frameworks.atoms import Cell, Counts, cut, minus, plus, telling
from frameworks.group_result import Distribution

BLOCK = 3
"""So many parts are shown all or none: who misses one cannot tell whose answers were the reason."""
ENOUGH = 0.75
"""A part is shown when so much of it can be counted."""
Key = tuple[int, tuple[str, ...]]
Rows = dict[Key, dict[str, Counts]]
"""By cell and name, how many chose each point."""


def span(points: Sequence[int], point: int) -> tuple[int, int]:
    """The half of the scale that a point is in, or all of a scale of fewer than four points."""
    if len(points) < 4:
        return points[0], points[-1]
    middle = len(points) // 2
    low, high = points[:middle], points[middle:]
    return (low[0], low[-1]) if point <= low[-1] else (high[0], high[-1])


class Table:
    """What those who are counted chose (the index of a point), cut up by what was published before.

    Nothing here depends on who says what inside a cell, only on how many say it.
    """

    def __init__(
        self, chose: Mapping[str, int], points: int, known: Sequence[Cell], k: int
    ) -> None:
        self.chose, self.points, self.known, self.k = chose, points, known, k
        self.present = frozenset(chose)
        self.pieces = cut(known, self.present)
        self.all = self.counts(self.present)
        self.labels: dict[str, Key] = {m: (i, ()) for i, p in enumerate(self.pieces) for m in p}
        whole = {cell.members for cell in known if cell.counts}
        self._settled = [len(piece) if piece in whole else 0 for piece in self.pieces]

    def counts(self, members: frozenset[str]) -> Counts:
        """How many of them chose each point."""
        found = Counter(self.chose[member] for member in members)
        return tuple(found[point] for point in range(self.points))

    @property
    def agreed(self) -> bool:
        """Whether (nearly) all chose the same point, so that there is only a span to show."""
        return telling(self.all)

    def allowed(self) -> bool:
        """Whether the result of all may be published, as counts or as a span.

        A cell that is cut by who is here now must leave two cells that are big enough and, when
        there are counts, tell nothing. A span would narrow down a cell that had counts before.
        """
        if len(self.present) < self.k:
            return False
        for cell in self.known:
            here = cell.members & self.present
            if not here or here == cell.members:
                continue
            if len(here) < self.k or len(cell.members) - len(here) < self.k:
                return False
            if self.agreed and cell.counts:
                return False
            if not self.agreed and (
                not cell.counts or telling(minus(cell.counts, self.counts(here)))
            ):
                return False
        return self.agreed or not any(
            telling(self.counts(piece))
            for piece, settled in zip(self.pieces, self._settled, strict=True)
            if not settled
        )

    def split(self, names: Mapping[str, str]) -> dict[str, Counts]:
        """The parts (by the name that members have) that may be shown besides all else.

        First as many as leave cells that are big enough, larger ones before smaller ones; then of
        those what tells nothing. Of a block of two or three, all are shown or none.
        """
        tally: dict[Key, dict[str, list[int]]] = defaultdict(lambda: defaultdict(self._nobody))
        for member, point in self.chose.items():
            tally[self.labels[member]][names.get(member, "")][point] += 1
        fit = self._fitting({k: {n: sum(c) for n, c in row.items()} for k, row in tally.items()})
        rows: Rows = defaultdict(lambda: defaultdict(lambda: tuple(self._nobody())))
        for key, row in tally.items():
            for name, counts in row.items():
                known_as = name if key in fit.get(name, ()) else ""
                rows[key][known_as] = plus((rows[key][known_as], tuple(counts)))
        groups = sorted({name for row in rows.values() for name in row}, key=lambda n: (n == "", n))
        shown = {*self._blocks(rows, groups)} - {""}
        for member, (piece, labels) in self.labels.items():
            name = names.get(member, "")
            seen = name in shown and (piece, labels) in fit[name]
            self.labels[member] = piece, (*labels, name if seen else "")
        return {
            name: plus(row[name] for row in rows.values() if name in row) for name in sorted(shown)
        }

    def cells(self) -> tuple[Cell, ...]:
        """What this leaves for later rounds. Of who nearly all agree no counts are kept."""
        found: dict[Key, set[str]] = defaultdict(set)
        for member, key in self.labels.items():
            found[key].add(member)
        return tuple(self._cell(frozenset(found[key])) for key in sorted(found))

    def _cell(self, members: frozenset[str]) -> Cell:
        now = self.counts(members)
        if self.agreed:
            return Cell(members)
        if not telling(now):
            return Cell(members, now)
        return next(cell for cell in self.known if cell.members == members)

    def _nobody(self) -> list[int]:
        return [0] * self.points

    def _fitting(self, sizes: Mapping[Key, Mapping[str, int]]) -> dict[str, set[Key]]:
        """The parts that are big enough, and in which cells: a few of a part may be in a cell that
        they cannot be told apart in, such as newcomers. Then these few are not counted in it."""
        left = {key: sum(row.values()) for key, row in sizes.items()}
        total: Counter[str] = Counter()
        for row in sizes.values():
            total.update(row)
        fit = {}
        for name in sorted(total, key=lambda name: (-total[name], name)):
            found = {key for key, row in sizes.items() if self._fits(row.get(name, 0), left[key])}
            if name and sum(sizes[key][name] for key in found) >= ENOUGH * total[name]:
                fit[name] = found
                left |= {key: left[key] - sizes[key][name] for key in found}
        return fit

    def _fits(self, n: int, of: int) -> bool:
        return n >= self.k and (of == n or of - n >= self.k)

    def _blocks(self, rows: Rows, groups: list[str]) -> list[str]:
        """Those of the groups that can be told apart: halves of them, halves of these and so on."""
        if len(groups) < 2:
            return groups
        middle = len(groups) // 2
        halves = [groups[:middle], groups[middle:]]
        parts = [[group] for group in groups] if len(groups) <= BLOCK else halves
        if not all(self._tells_nothing(rows, part) for part in parts):
            return []
        return [group for part in parts for group in self._blocks(rows, part)]

    def _tells_nothing(self, rows: Rows, names: list[str]) -> bool:
        """Neither together with earlier rounds, where a cell that stays whole is as it was, nor
        among what is published now."""
        now: dict[tuple[str, ...], list[Counts]] = defaultdict(list)
        for (piece, labels), row in rows.items():
            if inside := [row[name] for name in names if name in row]:
                counts = plus(inside)
                now[labels].append(counts)
                if telling(counts) and sum(counts) != self._settled[piece]:
                    return False
        return not any(telling(plus(each)) for each in now.values())


def distribution(points: Sequence[int], counts: Counts) -> Distribution:
    """As it is shown: counts, or where they would tell, a span."""
    if telling(counts):
        most = max(range(len(points)), key=lambda i: counts[i])
        return Distribution(tuple(points), sum(counts), span=span(points, points[most]))
    return Distribution(tuple(points), sum(counts), counts)
