"""What is published of a round: figures of many, and nothing that leads back to one of them.

Everything shown later, in words or in pictures, is worked out from this and never from answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from frameworks.definition.model import Band, Framework
from frameworks.groups.figures import Estimate
from frameworks.groups.rules import FEW, Kind, Rules

RESULT_SCHEMA_VERSION = 2
Spread = Literal["close", "apart"]


@dataclass(frozen=True, slots=True)
class GroupPart:
    """The result of all, or of one municipality, role or block of roles.

    kind: what its people have in common; None for all
    name: of the municipality, the role or the block; empty for all
    n: how many people of it answered
    items: `items[item id]`; those that too few rated are not there
    """

    kind: Kind | None
    name: str
    n: int
    items: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class GroupResult:
    """A published result.

    framework: its id
    rules: those the round was held under
    parts: all first, when there is anything to show
    important: `important[item id]`: the share of people who called it so
    lines: approved lines, in no order
    digests: `digests[item id]`: of the statements that were asked, so that another wording is not
      taken for a change
    round: its id; empty for one of before there were shifts
    stayed: `stayed[round id][item id]`: how many are counted here and were in that earlier round
    spread: `spread[item id]`: whether many lie close together or apart, where that is clear enough
    """

    framework: str
    rules: Rules
    parts: tuple[GroupPart, ...] = ()
    important: Mapping[str, Estimate] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    round: str = ""
    stayed: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    spread: Mapping[str, Spread] = field(default_factory=dict)

    @property
    def overall(self) -> Mapping[str, Estimate]:
        """The result of all, by item; empty when too few answered."""
        return self.parts[0].items if self.parts else {}

    @property
    def n(self) -> int:
        """How many people answered; 0 when they were too few."""
        return self.parts[0].n if self.parts else 0

    @property
    def few(self) -> bool:
        """Whether they are so few that only means are shown: no order, no change, no agenda."""
        return self.n < FEW

    def of(self, kind: Kind) -> list[GroupPart]:
        """The municipalities, the roles or the blocks that are shown."""
        return [part for part in self.parts if part.kind == kind]

    def band(self, framework: Framework, item: str) -> Band | None:
        """The band of an item's mean."""
        found = self.overall.get(item)
        return framework.band(found.value) if found and framework.bands else None

    def dump(self) -> bytes:
        """Versioned JSON: `{"format": …, "result": …}`."""
        return orjson.dumps({"format": RESULT_SCHEMA_VERSION, "result": self})

    @classmethod
    def load(cls, text: bytes | str) -> GroupResult:
        """From what `dump` made. Raises ValueError for a format that this version does not know.

        Of what was published before there were shifts the exact means are read, or the middle of
        the scores between which nearly all lay.
        """
        data = orjson.loads(text)
        figure = {1: _exact, RESULT_SCHEMA_VERSION: _figure}.get(data.get("format"))
        if figure is None:
            raise ValueError(
                f"result format {data.get('format')!r}; this version reads 1 to "
                f"{RESULT_SCHEMA_VERSION}"
            )
        raw = data["result"]
        parts = tuple(
            GroupPart(
                one["kind"], one["name"], one["n"], {i: figure(f) for i, f in one["items"].items()}
            )
            for one in raw["parts"]
        )
        n = parts[0].n if parts else 0
        important = {
            item: Estimate(**one) if isinstance(one, dict) else Estimate(one, 0.0, n)
            for item, one in raw["important"].items()
        }
        return cls(**raw | {
            "rules": Rules(**raw["rules"]), "parts": parts, "important": important,
            "lines": tuple(raw["lines"]),
        })  # fmt: skip


def _figure(raw: Mapping[str, Any]) -> Estimate:
    return Estimate(**raw)


def _exact(raw: Mapping[str, Any]) -> Estimate:
    """From how many chose each point; or, where nearly all agreed, from between which they lay."""
    if raw["counts"]:
        total = sum(p * count for p, count in zip(raw["points"], raw["counts"], strict=True))
        return Estimate(round(total / raw["n"], 1), 0.0, raw["n"])
    low, high = raw["span"]
    return Estimate((low + high) / 2, (high - low) / 2, raw["n"])
