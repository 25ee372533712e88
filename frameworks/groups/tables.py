"""One item's answers in cells: whether they may be published, and for which parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from frameworks.groups.cells import Counts, DisclosureCell, discloses, minus, plus, split_by_cell
from frameworks.groups.results import Distribution

BLOCK = 3
"""So many parts are shown all or none: who misses one cannot tell whose answers were the reason."""
ENOUGH = 0.75
"""A part is shown when so much of it can be counted."""
Key = tuple[int, tuple[str, ...]]
Rows = Mapping[Key, Mapping[str, Counts]]
"""By cell and name, how many chose each point."""


def span(points: Sequence[float], point: float) -> tuple[float, float]:
    """The half of the scores that a score is in, lowest first, or all of fewer than four."""
    if len(points) < 4:
        return points[0], points[-1]
    middle = len(points) // 2
    low, high = points[:middle], points[middle:]
    return (low[0], low[-1]) if point <= low[-1] else (high[0], high[-1])


class Choices:
    """What members chose (the index of a point), and who of them may be counted besides what is
    known from earlier rounds."""

    def __init__(self, chose: Mapping[str, int], points: int) -> None:
        self.chose, self.points = chose, points

    def counts(self, members: Iterable[str]) -> Counts:
        """How many of them chose each point."""
        found = Counter(map(self.chose.__getitem__, members))
        return tuple(found[point] for point in range(self.points))

    def counting(self, cell: DisclosureCell, here: frozenset[str]) -> bool:
        """Whether these of a cell may be in counts. A cell that is cut must leave two that tell
        nothing. One that is whole, and had counts before, is no closer than it was."""
        if cell.counts and len(here) == len(cell.members):
            return True
        now = self.counts(here)
        cut = 0 < len(here) < len(cell.members)
        if discloses(now) or (cut and not cell.counts):
            return False
        return not cut or not discloses(minus(cell.counts, now))

    def spanning(self, cell: DisclosureCell, here: frozenset[str]) -> bool:
        """Whether these of a cell may be in a span: it would narrow down a part of known counts."""
        return not cell.counts or len(here) == len(cell.members)


class CountTable:
    """One item's answers of those who are counted, cut up by what was published before."""

    def __init__(
        self, choices: Choices, who: frozenset[str], known: Sequence[DisclosureCell], k: int
    ) -> None:
        self.choices, self.who, self.known, self.k = choices, who, known, k
        self.all = choices.counts(who)
        pieces = split_by_cell(known, who)
        self.groups: Mapping[Key, Collection[str]] = {(i, ()): p for i, p in enumerate(pieces)}
        whole = {cell.members for cell in known if cell.counts}
        self._settled = [len(piece) if piece in whole else 0 for piece in pieces]

    @property
    def agreed(self) -> bool:
        """Whether (nearly) all chose the same point, so that there is only a span to show."""
        return discloses(self.all)

    def split(self, names: Mapping[str, str]) -> dict[str, Counts]:
        """`shown[name]`: the counts of the parts that may be shown besides all else.

        `names[member]` says what part they are of. First as many as leave cells that are big
        enough, larger ones before smaller ones; then of those what tells nothing. Of a block of two
        or three, all are shown or none.
        """
        who = {key: self._by_name(group, names) for key, group in self.groups.items()}
        fit = self._fitting({key: {n: len(m) for n, m in row.items()} for key, row in who.items()})
        for key, row in who.items():
            for name in [name for name in row if name and key not in fit.get(name, ())]:
                row.setdefault("", []).extend(row.pop(name))
        rows = {k: {n: self.choices.counts(m) for n, m in row.items()} for k, row in who.items()}
        groups = sorted({name for row in rows.values() for name in row}, key=lambda n: (n == "", n))
        shown = {*self._blocks(rows, groups)} - {""}
        after: dict[Key, list[str]] = defaultdict(list)
        for (piece, labels), row in who.items():
            for name, each in row.items():
                after[piece, (*labels, name if name in shown else "")] += each
        self.groups = after
        return {
            name: plus(row[name] for row in rows.values() if name in row) for name in sorted(shown)
        }

    def cells(self) -> tuple[DisclosureCell, ...]:
        """What this leaves for later rounds. Of who nearly all agree no counts are kept."""
        return tuple(self._cell(frozenset(self.groups[key])) for key in sorted(self.groups))

    def _by_name(self, group: Iterable[str], names: Mapping[str, str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for member in group:
            found[names.get(member, "")].append(member)
        return found

    def _cell(self, members: frozenset[str]) -> DisclosureCell:
        """Of a cell that is as whole as before, but agrees now, is known what was known before."""
        now = () if self.agreed else self.choices.counts(members)
        if now and discloses(now):
            return next(
                (cell for cell in self.known if cell.members == members), DisclosureCell(members)
            )
        return DisclosureCell(members, now)

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
                if discloses(counts) and sum(counts) != self._settled[piece]:
                    return False
        return not any(discloses(plus(each)) for each in now.values())


def distribution(points: Sequence[int], spots: Sequence[float], counts: Counts) -> Distribution:
    """As it is shown: counts, or where they would tell, a span.

    `spots`: where a score can be. Of those between the points only what someone has is in it.
    """
    if discloses(counts):
        most = max(range(len(spots)), key=lambda i: counts[i])
        return Distribution(tuple(points), sum(counts), span=span(spots, spots[most]))
    shown = [(at, n) for at, n in zip(spots, counts, strict=True) if n or at in points]
    return Distribution(tuple(at for at, _ in shown), sum(counts), tuple(n for _, n in shown))
