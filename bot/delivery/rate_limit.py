"""How fast messages may go, over all chats: replies that people wait for, then all else."""

from __future__ import annotations

import asyncio

A_SECOND, AT_ONCE = 26, 4
"""Telegram takes about 30 a second of one bot (its FAQ on bots): so many go in any second, at most
AT_ONCE of them together."""
MAX_WAIT_SECONDS = 1.0
"""Replies go first, but prompts do not wait for them for ever."""
PATIENCE = 10.0


def steady() -> float:
    """Seconds on a clock that nobody sets: for what lasts no longer than this process."""
    return asyncio.get_running_loop().time()


class RateLimiter:
    """Replies take the next free places, in order; all else takes what is left.

    Source: the generic cell rate algorithm of ITU-T I.371.
    """

    def __init__(self) -> None:
        self._next = 0.0

    def reply(self) -> float:
        """Take a place; returns in how many seconds it is there."""
        now = steady()
        place = max(self._next, now - (AT_ONCE - 1) / A_SECOND)
        self._next = place + 1 / A_SECOND
        return max(0.0, place - now)

    async def prompt(self) -> None:
        """Returns when a prompt may go, and counts it."""
        await self._room(MAX_WAIT_SECONDS)
        await asyncio.sleep(self.reply())

    async def spare(self) -> bool:
        """Whether there comes room for what can be left out, in some time; then it is counted."""
        room = await self._room(PATIENCE)
        if room:
            self.reply()
        return room

    async def _room(self, patience: float) -> bool:
        """Whether all places before this moment are taken by nobody, within so many seconds."""
        end = steady() + patience
        while (wait := self._next - steady()) > 0:
            if steady() + wait > end:
                return False
            await asyncio.sleep(wait)
        return True
