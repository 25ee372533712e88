"""Who is in what was published, by marks: so that a later round can say who stayed.

No answers and no names: a mark leads back to an account only with the secret of the shifts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import orjson

ATTENDANCE_SCHEMA_VERSION = 1
Marks = frozenset[str]


class Chance(Protocol):
    """What is used of `random.Random`. Who can foretell it can foretell who is held back."""

    def sample(self, population: Sequence[str], k: int) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Attendance:
    """Of one round.

    round: its id
    rated: `rated[item id]`: who rated it
    wrote: whose lines are shown by the rule of ten
    """

    round: str = ""
    rated: Mapping[str, Marks] = field(default_factory=dict)
    wrote: Marks = frozenset()

    def dump(self) -> bytes:
        """Versioned JSON: `{"format": …, "round": …, "rated": …, "wrote": …}`."""
        rated = {item: sorted(marks) for item, marks in self.rated.items()}
        return orjson.dumps(
            {
                "format": ATTENDANCE_SCHEMA_VERSION, "round": self.round, "rated": rated,
                "wrote": sorted(self.wrote),
            }
        )  # fmt: skip

    @classmethod
    def load(cls, text: bytes | str) -> Attendance:
        """From what `dump` made. Raises ValueError for a format that this version does not know."""
        data = orjson.loads(text)
        if data.get("format") != ATTENDANCE_SCHEMA_VERSION:
            raise ValueError(
                f"attendance format {data.get('format')!r}; "
                f"this version reads {ATTENDANCE_SCHEMA_VERSION}"
            )
        rated = {item: frozenset(marks) for item, marks in data["rated"].items()}
        return cls(data["round"], rated, frozenset(data["wrote"]))


def stayed(now: Attendance, before: Attendance) -> dict[str, int]:
    """By item, how many rated it both times."""
    return {
        item: len(marks & before.rated[item])
        for item, marks in now.rated.items()
        if item in before.rated
    }


def told_together(earlier: Sequence[Marks], here: Marks, least: int, chance: Chance) -> Marks:
    """Whose lines are shown now, so that those of nobody can be told from those of fewer than
    `least` others by what came or went since earlier rounds.

    Newcomers wait until they are so many. When fewer of those who were shown together are missing,
    others of them are held back, by lot, until they are so many.
    """
    cells: dict[tuple[bool, ...], set[str]] = defaultdict(set)
    for mark in here.union(*earlier):
        cells[tuple(mark in shown for shown in earlier)].add(mark)
    found: set[str] = set()
    for pattern, cell in sorted(cells.items()):
        present, missing = cell & here, len(cell - here) if any(pattern) else 0
        held = least - missing if 0 < missing < least else 0
        if len(present) - held >= least:
            found |= present.difference(chance.sample(sorted(present), held))
    return frozenset(found)
