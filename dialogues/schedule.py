"""When something may be said: by day, on a working day, where the people are."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

ZONE = "Europe/Amsterdam"
OPENS, CLOSES = 8, 18
"""The hours between which a prompt may come, from Monday to Friday."""
DAY = 24 * 3600.0
WEEK = 7 * DAY
_zone = cache(ZoneInfo)


def next_allowed(after: float, zone: str = ZONE) -> float:
    """The first moment from `after` on at which a prompt may come. Seconds since the epoch."""
    local = datetime.fromtimestamp(after, _zone(zone))
    if _allowed(local):
        return after
    opening = local.replace(hour=OPENS, minute=0, second=0, microsecond=0, fold=0)
    if local.hour >= OPENS:
        opening += timedelta(days=1)
    while not _allowed(opening):
        opening += timedelta(days=1)
    return opening.timestamp()


def _allowed(local: datetime) -> bool:
    return local.weekday() < 5 and OPENS <= local.hour < CLOSES
