"""What is published of a round: the result of many, and nothing that leads back to one of them.

Everything shown later, in words or in pictures, is worked out from this and never from answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log2
from typing import Any

import orjson

from frameworks.definition.model import Band, Framework
from frameworks.groups.rules import Kind, Rules

RESULT_SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Distribution:
    """How people scored an item.

    points: the values of the scale, lowest first, and between them the halves that someone has
    n: how many people
    counts: how many of them at each point; empty when (nearly) all chose the same
    span: the scores, lowest and highest, between which they lie when there are no counts
    """

    points: tuple[float, ...]
    n: int
    counts: tuple[int, ...] = ()
    span: tuple[float, float] | None = None

    @property
    def median(self) -> float | None:
        """The middle score; None when only a span is known."""
        if not self.counts:
            return None
        each = [p for p, count in zip(self.points, self.counts, strict=True) for _ in range(count)]
        middle = len(each) // 2
        return float(each[middle]) if len(each) % 2 else (each[middle - 1] + each[middle]) / 2

    @property
    def mean(self) -> float | None:
        """The mean score; None when only a span is known."""
        if not self.counts:
            return None
        return sum(p * c for p, c in zip(self.points, self.counts, strict=True)) / self.n

    @property
    def agreement(self) -> float | None:
        """Tastle and Wierman's consensus (2007): 1 when all chose one point, 0 when half chose the
        lowest and half the highest. None when only a span is known: then nearly all agree."""
        mean, width = self.mean, self.points[-1] - self.points[0]
        if mean is None:
            return None
        shares = ((p, c / self.n) for p, c in zip(self.points, self.counts, strict=True) if c)
        return 1 + sum(share * log2(1 - abs(point - mean) / width) for point, share in shares)


@dataclass(frozen=True, slots=True)
class GroupPart:
    """The result of all, or of one municipality or role.

    kind: what its people have in common; None for all
    name: of the municipality or the role; empty for all
    n: how many people of it answered
    items: `items[item id]`; those that may not be shown are not there
    """

    kind: Kind | None
    name: str
    n: int
    items: Mapping[str, Distribution]


@dataclass(frozen=True, slots=True)
class GroupResult:
    """A published result.

    framework: its id
    rules: those the round was held under
    parts: all first, when there is anything to show
    important: `important[item id]`: the share of people who called it so, 0 to 1; an item that may
      not be shown is not there
    lines: approved lines, in no order
    digests: `digests[item id]`: of the statements that were asked, so that another wording is not
      taken for a change
    """

    framework: str
    rules: Rules
    parts: tuple[GroupPart, ...] = ()
    important: Mapping[str, float] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def overall(self) -> Mapping[str, Distribution]:
        """The result of all, by item; empty when too few answered."""
        return self.parts[0].items if self.parts else {}

    def of(self, kind: Kind) -> list[GroupPart]:
        """The municipalities, or the roles, that may be shown."""
        return [part for part in self.parts if part.kind == kind]

    def band(self, framework: Framework, item: str) -> Band | None:
        """The band of an item's median; of a span that lies within one band, that band."""
        found = self.overall.get(item)
        if found is None or not framework.bands:
            return None
        if found.median is not None:
            return framework.band(found.median)
        assert found.span is not None
        low, high = (framework.band(point) for point in found.span)
        return low if low == high else None

    def dump(self) -> bytes:
        """Versioned JSON: `{"format": …, "result": …}`."""
        return orjson.dumps({"format": RESULT_SCHEMA_VERSION, "result": self})

    @classmethod
    def load(cls, text: bytes | str) -> GroupResult:
        """From what `dump` made. Raises ValueError for a format that this version does not know."""
        data = orjson.loads(text)
        if data.get("format") != RESULT_SCHEMA_VERSION:
            raise ValueError(
                f"result format {data.get('format')!r}; this version reads {RESULT_SCHEMA_VERSION}"
            )
        raw = data["result"]
        parts = (_part(one) for one in raw["parts"])
        fields = raw | {
            "rules": Rules(**raw["rules"]), "parts": tuple(parts), "lines": tuple(raw["lines"])
        }  # fmt: skip
        return cls(**fields)


def _part(raw: dict[str, Any]) -> GroupPart:
    items = {name: _distribution(one) for name, one in raw["items"].items()}
    return GroupPart(raw["kind"], raw["name"], raw["n"], items)


def _distribution(raw: dict[str, Any]) -> Distribution:
    span = raw["span"]
    counts, points = tuple(raw["counts"]), tuple(raw["points"])
    return Distribution(points, raw["n"], counts, span and (span[0], span[1]))
