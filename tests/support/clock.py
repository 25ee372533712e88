"""The time in tests: what is tested is given one of these, and reads no other clock."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

WEDNESDAY = datetime(2026, 12, 2, 9, 30, tzinfo=UTC).timestamp()
"""Half past ten in Amsterdam, on a day like any other."""
SHIFT = "TESTS_CLOCK_SHIFT"
"""In the environment of a program that is given its time: the shift of its clock."""


class Clock:
    """Goes on from a moment as the clock on the wall does, until a test sets it."""

    def __init__(self, moment: float = WEDNESDAY, shift: float | None = None) -> None:
        """`shift`: seconds that it is ahead of the monotonic clock, of a clock elsewhere."""
        self.shift = moment - time.monotonic() if shift is None else shift

    def __call__(self) -> float:
        return time.monotonic() + self.shift

    def set(self, moment: float) -> None:
        self.shift = moment - time.monotonic()

    def forward(self, seconds: float) -> None:
        self.shift += seconds

    def day(self, zone: str = "Europe/Amsterdam") -> date:
        return datetime.fromtimestamp(self(), ZoneInfo(zone)).date()
