"""How fast prompts may go, beside the replies that people wait for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

A_SECOND = 30
"""What Telegram takes of one bot, over all chats. Source: Telegram's FAQ on bots."""
LONGEST_WAIT = 1.0
"""Replies go first, but prompts do not wait for them for ever."""


class Pace:
    """Replies take their share without waiting; prompts take what is left."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._free = 0.0

    def sent(self) -> None:
        """A message goes out now."""
        now = self._clock()
        self._free = min(max(self._free, now) + 1 / A_SECOND, now + LONGEST_WAIT)

    async def prompt(self) -> None:
        """Returns when a prompt may go, and counts it."""
        await asyncio.sleep(max(0.0, self._free - self._clock()))
        self.sent()
