"""How many messages may go to one group: Telegram takes fewer there than in a private talk."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

MAX_PER_WINDOW, WITHIN = 19, 60.0
"""Telegram takes 20 a minute (its FAQ on bots); one is left for an answer beside the talk."""


class GroupRateLimiter:
    """Counts what goes to groups; they have numbers below 0."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sent: dict[int, deque[float]] = {}

    def wait(self, chat: int) -> float:
        """Seconds until a message may go to this chat; 0 when it may now, and then it counts."""
        if chat > 0:
            return 0.0
        now, sent = self._clock(), self._sent.setdefault(chat, deque())
        while sent and sent[0] <= now - WITHIN:
            sent.popleft()
        if len(sent) >= MAX_PER_WINDOW:
            return sent[0] + WITHIN - now
        sent.append(now)
        return 0.0
