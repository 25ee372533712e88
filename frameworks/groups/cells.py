"""Who may be shown together: cells of people, of whom nothing published tells one from another.

Whatever is published of an item is a sum over whole cells, so any two members of a cell could
exchange their answers and nothing published would change: no subtraction of tables comes closer
than a cell. Each cell has at least k members, of whom at least two differ from the others: so even
who knows one answer of a cell knows none of the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import orjson

LEDGER_SCHEMA_VERSION = 1
DRAWS = 20
"""So often others are drawn to be held back, before nobody of a cell is counted."""
Counts = tuple[int, ...]


class Chance(Protocol):
    """What is used of `random.Random`. Who can foretell it can foretell who is held back."""

    def sample(self, population: Sequence[str], k: int) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class DisclosureCell:
    """A cell: its `members` by id, and how many of them chose each point, lowest first.

    No counts when nearly all agreed.
    """

    members: frozenset[str]
    counts: Counts = ()


Keep = Callable[[DisclosureCell, frozenset[str]], bool]
"""Whether so many of a cell may be counted; newcomers are those of a cell without members."""
Ledger = Mapping[str, tuple[DisclosureCell, ...]]
"""By item, the cells of those who were counted in a round. It names members: it is never shown."""


def dump(ledger: Ledger) -> bytes:
    """Versioned JSON: `{"format": …, "items": {item id: [{"members": …, "counts": …}]}}`."""
    items = {
        item: [{"members": sorted(cell.members), "counts": cell.counts} for cell in cells]
        for item, cells in ledger.items()
    }
    return orjson.dumps({"format": LEDGER_SCHEMA_VERSION, "items": items})


def load(text: bytes | str) -> Ledger:
    """From what `dump` made. Raises ValueError for a format that this version does not know."""
    data = orjson.loads(text)
    if data.get("format") != LEDGER_SCHEMA_VERSION:
        raise ValueError(
            f"ledger format {data.get('format')!r}; this version reads {LEDGER_SCHEMA_VERSION}"
        )
    return {
        item: tuple(
            DisclosureCell(frozenset(raw["members"]), tuple(raw["counts"])) for raw in cells
        )
        for item, cells in data["items"].items()
    }


def members(cells: Iterable[DisclosureCell]) -> frozenset[str]:
    """All who are in one of these cells."""
    return frozenset().union(*(cell.members for cell in cells))


def discloses(counts: Counts) -> bool:
    """Whether all, or all but one, chose the same point."""
    return max(counts) >= sum(counts) - 1


def plus(rows: Iterable[Counts]) -> Counts:
    """Counts of all of them together. Raises ValueError when they are of unlike length."""
    return tuple(map(sum, zip(*rows, strict=True)))


def minus(whole: Counts, part: Counts) -> Counts:
    """What a subtraction of published counts gives. Below zero where answers were changed.

    Raises ValueError when they are of unlike length.
    """
    return tuple(a - b for a, b in zip(whole, part, strict=True))


def joint_cells(rounds: Iterable[Sequence[DisclosureCell]], points: int) -> list[DisclosureCell]:
    """The cells that all these rounds, oldest first, leave; in the order of their members.

    What a later round left out of a cell is a cell too, with the counts that subtraction gives.
    Cells on another scale, or of rounds that did not know of each other, lose their counts.
    """
    known: list[DisclosureCell] = []
    for cells in rounds:
        fit = [c if len(c.counts) == points else DisclosureCell(c.members) for c in cells]
        known = _joined(known, fit)
    return sorted(known, key=lambda cell: min(cell.members))


def _joined(old: Sequence[DisclosureCell], new: Sequence[DisclosureCell]) -> list[DisclosureCell]:
    pieces: dict[tuple[int, int], set[str]] = defaultdict(set)
    was = {member: i for i, cell in enumerate(old) for member in cell.members}
    now = {member: i for i, cell in enumerate(new) for member in cell.members}
    for member in was | now:
        pieces[was.get(member, -1), now.get(member, -1)].add(member)
    found = []
    for (i, j), piece in pieces.items():
        if j >= 0:
            whole = len(piece) == len(new[j].members)
            found.append(DisclosureCell(frozenset(piece), new[j].counts if whole else ()))
            continue
        inside = [new[b] for a, b in pieces if a == i and b >= 0]
        clean = all(cell.counts and cell.members <= old[i].members for cell in inside)
        counts = old[i].counts if clean else ()
        for cell in inside if counts else ():
            counts = minus(counts, cell.counts)
        found.append(DisclosureCell(frozenset(piece), counts))
    return found


def counted(
    known: Sequence[DisclosureCell],
    answered: frozenset[str],
    k: int,
    chance: Chance,
    keep: Keep = lambda cell, here: True,
) -> frozenset[str]:
    """Who is counted now, so that each cell, and what is missing of it, has 0 or k members or more.

    Newcomers wait until they are k. When fewer than k of a cell are missing, others of it are held
    back, by lot, until they are k. What then is too small, or what `keep` refuses in every draw,
    is not counted.
    """
    new = answered.difference(*(cell.members for cell in known))
    found = set(new) if len(new) >= k and keep(DisclosureCell(frozenset()), new) else set()
    for cell in known:
        here = cell.members & answered
        missing = len(cell.members) - len(here)
        held = k - missing if 0 < missing < k else 0
        if len(here) - held < k:
            continue
        each = sorted(here) if held else []
        for _ in range(DRAWS if held else 1):
            drawn = here.difference(chance.sample(each, held))
            if keep(cell, drawn):
                found |= drawn
                break
    return frozenset(found)


def split_by_cell(known: Sequence[DisclosureCell], present: frozenset[str]) -> list[frozenset[str]]:
    """Those who are present, by known cell; newcomers last."""
    parts = [cell.members & present for cell in known]
    return [part for part in (*parts, present.difference(*parts)) if part]
