"""What changed between two results."""

from __future__ import annotations

from dataclasses import dataclass

from frameworks.groups.cells import Ledger, members
from frameworks.groups.results import GroupResult


@dataclass(frozen=True, slots=True)
class Change:
    """How an item moved.

    item: its id
    mean: how far the mean went, in points; below zero when it fell
    median: how far the median went, in points
    n: how many are counted now
    before: how many were counted then
    stayed: how many of the `n` were counted then too; None when it is not known, or says too much
    """

    item: str
    mean: float
    median: float
    n: int
    before: int
    stayed: int | None = None


def change(
    now: GroupResult,
    before: GroupResult,
    ledgers: tuple[Ledger, Ledger] | None = None,
) -> list[Change]:
    """Of each item that was asked in the same words and has counts both times.

    `ledgers`: those of now and before; without them nothing is said of who stayed.
    """
    found = []
    for item, new in now.overall.items():
        old = before.overall.get(item)
        digest = now.digests.get(item)
        if old is None or digest is None or digest != before.digests.get(item):
            continue
        if not new.counts or not old.counts:
            continue
        assert new.mean is not None and old.mean is not None
        assert new.median is not None and old.median is not None
        means, medians = new.mean - old.mean, new.median - old.median
        k = max(now.rules.k, before.rules.k)
        stayed = _stayed(item, k, ledgers) if ledgers else None
        found.append(Change(item, means, medians, new.n, old.n, stayed))
    return found


def _stayed(item: str, k: int, ledgers: tuple[Ledger, Ledger]) -> int | None:
    now, before = (members(ledger.get(item, ())) for ledger in ledgers)
    both = len(now & before)
    safe = (
        now
        and before
        and all(n == 0 or n >= k for n in (both, len(now) - both, len(before) - both))
    )
    return both if safe else None
