"""A person in the web chat: posts one message after the other, each again until it is taken."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable

from bot.messages.messages import Inbound
from bot.turns.processor import Turns
from dialogues.messages.inputs import Input, Odd, Typed
from tests.support.commands import command

WEB = 901
"""The one chat that is not of Telegram."""


class Browser:
    """What waits here outlives a process of the bot, as a page does. Replies are fetched."""

    def __init__(self, rng: random.Random, faulty: float) -> None:
        self.rng, self.faulty = rng, faulty
        self.waiting: deque[tuple[int, Input]] = deque()

    def say(self, number: int, text: str) -> None:
        self.waiting.append((number, _given(text)))

    async def run(self, turns: Turns, clock: Callable[[], float]) -> None:
        """Post until cancelled; when the answer gets lost, the same form is posted again."""
        while True:
            if not self.waiting:
                await asyncio.sleep(2.0)
                continue
            number, given = self.waiting[0]
            try:
                await turns.submit(Inbound("web", str(number), str(WEB), given, clock()))
            except Exception:
                await asyncio.sleep(self.rng.uniform(0.5, 3))
            else:
                if self.rng.random() >= self.faulty:
                    self.waiting.popleft()


def _given(text: str) -> Input:
    if text == "photo":
        return Odd("photo")
    if text.startswith("/"):
        return command(text)
    return Typed(text)
