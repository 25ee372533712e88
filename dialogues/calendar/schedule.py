"""When something may be said, and when a schedule says it: by day, where the people are."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any, Literal, get_args

import orjson

from dialogues.calendar.timezones import ZONE, zone_of

SCHEDULE_SCHEMA_VERSION = 1
Every = Literal["weekly", "biweekly", "monthly", "quarterly", "rrule"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How often, and at what time on the clock of a zone.

    What is left out is that of `start`: its weekday, or its day of the month.

    start: the first day it may fall on
    every: how often; `rrule`: as that rule says
    at: time of day
    zone: an IANA name, such as Europe/Amsterdam
    weekday: Monday is 0
    nth: the nth such weekday of a month, 1 to 5, -1 for the last
    day: of the month, 1 to 31
    rrule: a rule of RFC 5545, in its plain form
    """

    start: date
    every: Every = "monthly"
    at: time = time(9)
    zone: str = ZONE
    weekday: int | None = None
    nth: int | None = None
    day: int | None = None
    rrule: str = ""

    def __post_init__(self) -> None:
        """Raises ValueError for what cannot be."""
        by_month = self.every in ("monthly", "quarterly")
        for wrong, what in (
            (self.every not in get_args(Every),
             f"every {self.every!r}: choose one of {', '.join(get_args(Every))}"),
            (self.weekday not in (None, *range(7)),
             f"weekday {self.weekday}: choose from 0 (Monday) to 6"),
            (self.nth not in (None, -1, *range(1, 6)),
             f"nth {self.nth}: choose from 1 to 5, or -1 for the last"),
            (self.day not in (None, *range(1, 32)), f"day {self.day}: choose from 1 to 31"),
            (self.nth is not None and (self.day is not None or not by_month),
             "nth goes with monthly or quarterly, and not with day"),
            (self.day is not None and not by_month, "day goes with monthly or quarterly"),
            (self.weekday is not None and self.every == "rrule", "weekday goes with other rules"),
            (self.weekday is not None and by_month and self.nth is None,
             "weekday goes with nth when it is by month"),
            ((self.every == "rrule") != bool(self.rrule), "rrule goes with every 'rrule' only"),
            (self.at.tzinfo, "time with a zone: give the zone apart"),
        ):  # fmt: skip
            if wrong:
                raise ValueError(f"schedule: {what}")
        try:
            zone_of(self.zone)
        except (KeyError, ValueError, OSError):
            raise ValueError(f"schedule: unknown zone {self.zone!r}, not {ZONE}") from None

    def dump(self) -> bytes:
        """Versioned JSON: `{"format": …}` with the fields beside it."""
        return orjson.dumps({"format": SCHEDULE_SCHEMA_VERSION, **asdict(self)})

    @classmethod
    def load(cls, text: str | bytes) -> Schedule:
        """From what `dump` made. Raises ValueError for a format that this version does not know."""
        data: dict[str, Any] = orjson.loads(text)
        if (found := data.pop("format", None)) != SCHEDULE_SCHEMA_VERSION:
            raise ValueError(
                f"schedule format {found!r}; this version reads {SCHEDULE_SCHEMA_VERSION}"
            )
        data["start"] = date.fromisoformat(data["start"])
        data["at"] = time.fromisoformat(data["at"])
        return cls(**data)
