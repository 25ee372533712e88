"""From the clock on the wall to moments, and back. A moment is in seconds since the epoch."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

SECONDS_PER_DAY = 24 * 3600.0
SECONDS_PER_WEEK = 7 * SECONDS_PER_DAY

ZONE = "Europe/Amsterdam"
zone_of = cache(ZoneInfo)


def local(moment: float, zone: str) -> datetime:
    """What the clock on the wall shows."""
    return datetime.fromtimestamp(moment, zone_of(zone))


def instant(wall: datetime, zone: str) -> float:
    """When the clock on the wall first shows this.

    If it never does, because it is put forward past it: the first moment after that.
    """
    first, second = instants(wall, zone)
    if local(first, zone).replace(tzinfo=None, fold=0) == wall:
        return first
    return _change(second, first, zone)


def instants(wall: datetime, zone: str) -> tuple[float, float]:
    """By the clock as it was before a change and after it; mostly the same."""
    there = wall.replace(tzinfo=zone_of(zone))
    return there.replace(fold=0).timestamp(), there.replace(fold=1).timestamp()


def change_on(day: date, zone: str) -> float | None:
    """The first moment after the clock is changed on this day."""
    begin = instant(datetime.combine(day, time()), zone)
    end = instant(datetime.combine(day + timedelta(days=1), time()), zone)
    return _change(begin, end, zone) if _offset(begin, zone) != _offset(end, zone) else None


def _change(before: float, after: float, zone: str) -> float:
    """The first whole second at which the clock differs from UTC as it does at `after`."""
    low, high = int(before), int(after)
    new = _offset(high, zone)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _offset(middle, zone) == new else (middle, high)
    return float(high)


def _offset(moment: float, zone: str) -> timedelta | None:
    return local(moment, zone).utcoffset()
