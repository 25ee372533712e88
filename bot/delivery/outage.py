"""When nobody is reached one address probes, and once that goes well all others go on.

An address that fails while others are reached has a fault of its own: it is tried ever less often.
"""

from __future__ import annotations

import asyncio

from bot.delivery.rate_limit import steady

PROBE, OTHERS, OWN = 5.0, 30.0, 300.0
"""The longest pause of who probes, of who waits for that, and of who alone is not reached."""
MAX_RELEASED_TRIES = 10


class Outage:
    """`news`: something to do for who sleeps."""

    def __init__(self) -> None:
        self.news = asyncio.Event()
        self._since: dict[str, float] = {}
        self._until: dict[str, tuple[float, int]] = {}
        self._failing: dict[str, None] = {}
        self._reached = -1.0

    def failed(self, address: str, tries: int, after: float) -> float:
        """Returns for how long this address is to wait now, at least `after` seconds."""
        now = steady()
        since = self._since.setdefault(address, now)
        self._failing[address] = None
        probes = address == next(iter(self._failing))
        most = OWN if self._reached > since else PROBE if probes else OTHERS
        wait = max(after, min(2.0**tries, most))
        self._until[address] = (now + wait, tries)
        return wait

    def wait(self, address: str) -> float:
        until, _ = self._until.get(address, (0.0, 0))
        return until - steady()

    def reached(self, address: str) -> None:
        """One was reached: if several were not, it was nobody's own fault, and they may go on."""
        self._reached = steady()
        self._since.pop(address, None)
        self._until.pop(address, None)
        if len(self._failing) > 1:
            self._until = {
                place: (until, tries)
                for place, (until, tries) in self._until.items()
                if tries > MAX_RELEASED_TRIES
            }
            self.news.set()
            self.news = asyncio.Event()
        self._failing.clear()
