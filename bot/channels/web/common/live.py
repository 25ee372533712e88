"""Who is listening for replies, so that a commit wakes the pages that it concerns."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from bot.turns.processor import Reply

CHANNEL = "web"
MAX_STREAMS = 12


class Hub:
    """Wakes the streams of an address when it has replies, and all of them at the end."""

    def __init__(self) -> None:
        self._bells: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self.closed = False

    def committed(self, replies: Sequence[Reply]) -> None:
        """A batch was stored, with these replies."""
        self.heard({(row.channel, row.address) for row, _ in replies})

    def heard(self, addresses: Collection[tuple[str, str]]) -> None:
        """These (channel, address) have replies."""
        for channel, address in addresses:
            if channel == CHANNEL:
                self._ring(address)

    def close(self) -> None:
        """End every stream: the application stops."""
        self.closed = True
        for address in list(self._bells):
            self._ring(address)

    def _ring(self, address: str) -> None:
        for bell in self._bells.get(address, ()):
            bell.set()

    def crowded(self, address: str) -> bool:
        """Whether someone has so many pages open that it is no person any more."""
        return len(self._bells.get(address, ())) >= MAX_STREAMS

    @contextmanager
    def listening(self, address: str) -> Iterator[asyncio.Event]:
        """A bell for one stream."""
        bell = asyncio.Event()
        self._bells[address].add(bell)
        try:
            yield bell
        finally:
            self._bells[address].discard(bell)
            if not self._bells[address]:
                del self._bells[address]
