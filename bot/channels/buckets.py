"""Token buckets: who takes more than flows in has to wait. Pure: the time is an argument."""

from __future__ import annotations

from collections import OrderedDict

MAX_KEYS = 20_000
"""Buckets that are remembered; the one used longest ago goes first."""


class Buckets:
    """A bucket for each key, full at first. `size` of them flow into it in `seconds`; 0: no limit.

    Source: the token bucket of RFC 2697, without its colours.
    """

    def __init__(self, size: float, seconds: float) -> None:
        self.size, self._rate = size, size / seconds
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, now: float, cost: float = 1.0) -> float:
        """Take so many, and return 0; or take none, and return in how many seconds there are so
        many. What costs more than a bucket holds takes a full one."""
        if not self.size:
            return 0.0
        held, then = self._held.pop(key, (self.size, now))
        held = min(self.size, held + max(0.0, now - then) * self._rate)
        short = min(cost, self.size) - held
        self._held[key] = (held if short > 0 else held - min(cost, self.size), now)
        if len(self._held) > MAX_KEYS:
            self._held.popitem(last=False)
        return short / self._rate if short > 0 else 0.0
