"""What differs in a result, and what changed between two: each with its margin."""

from __future__ import annotations

from dataclasses import dataclass

from frameworks.groups.figures import Difference, Estimate, difference
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import Kind


@dataclass(frozen=True, slots=True)
class Change:
    """How an item moved.

    item: its id
    now: its mean now
    before: its mean then
    moved: how far it went, in points; below zero when it fell
    same: whether the same people are counted both times; None when that is not known
    """

    item: str
    now: Estimate
    before: Estimate
    moved: Difference
    same: bool | None = None


def change(now: GroupResult, before: GroupResult) -> list[Change]:
    """Of each item that was asked in the same words and has a mean both times.

    Of few people nothing is said, nor of what lies beyond the same end of the scale both times. The
    shifts of who stayed are the same both times, so they leave the margin smaller.
    """
    if now.few or before.few:
        return []
    stayed = now.stayed.get(before.round, {}) if before.round else {}
    found = []
    for item, new in now.overall.items():
        old, digest = before.overall.get(item), now.digests.get(item)
        if old is None or digest is None or digest != before.digests.get(item):
            continue
        if new.beyond and new.beyond == old.beyond:
            continue
        both = stayed.get(item)
        same = None if both is None else both == new.n == old.n
        found.append(Change(item, new, old, difference(new, old, both or 0), same))
    return found


def apart(result: GroupResult, kind: Kind, item: str) -> Difference | None:
    """How far the highest of these parts is above the lowest; where there is one only, how far it
    is above all. None when there is nothing to compare."""
    figures = [found for part in result.of(kind) if (found := part.items.get(item))]
    if len(figures) > 1:
        low, high = (pick(figures, key=lambda one: one.value) for pick in (min, max))
        return difference(high, low)
    if figures and item in result.overall:
        return difference(figures[0], result.overall[item], shared=figures[0].n)
    return None


def differing(result: GroupResult, item: str) -> list[Kind]:
    """Of which kinds of parts it is sure that they differ here."""
    return [
        kind
        for kind in result.rules.kinds
        if (found := apart(result, kind, item)) and found.word == "differs"
    ]
