"""How fast prompts may go, beside the replies that people wait for."""

from __future__ import annotations

import asyncio

A_SECOND = 30
"""What Telegram takes of one bot, over all chats. Source: Telegram's FAQ on bots."""
MAX_WAIT_SECONDS = 1.0
"""Replies go first, but prompts do not wait for them for ever."""


def steady() -> float:
    """Seconds on a clock that nobody sets: for what lasts no longer than this process."""
    return asyncio.get_running_loop().time()


class RateLimiter:
    """Replies take their share without waiting; prompts take what is left."""

    def __init__(self) -> None:
        self._free = 0.0

    def sent(self) -> None:
        """A message goes out now."""
        now = steady()
        self._free = min(max(self._free, now) + 1 / A_SECOND, now + MAX_WAIT_SECONDS)

    async def prompt(self) -> None:
        """Returns when a prompt may go, and counts it."""
        await asyncio.sleep(max(0.0, self._free - steady()))
        self.sent()
