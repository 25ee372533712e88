"""Deliveries to the webhook: some twice, some out of order, again until there is a 200."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable
from itertools import count

from aiohttp import web

from bot.channels.telegram.webhook import HEADER
from tests.simulation.bot_api import BotApi, chat_of
from tests.simulation.wire import Json, Posted

SECRET = "a-secret"
AT_ONCE = 6


class Postman:
    """Posts updates. With `strict` a chat's next one waits for the last one's 200.

    `arrivals` tells when each update came to the bot's door.
    """

    def __init__(self, api: BotApi, rng: random.Random, strict: bool) -> None:
        self.api, self.rng, self.strict = api, rng, strict
        self.arrivals: defaultdict[int, list[int]] = defaultdict(list)
        self._clock = count()

    async def run(self, take: Callable[[Posted], Awaitable[web.Response]]) -> None:
        """Deliver until cancelled. What is under way when the process dies is delivered again."""
        under_way: dict[int, int] = {}
        tasks = set()
        while True:
            for number in self._next(under_way):
                task = asyncio.create_task(self._deliver(number, take, under_way))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
            await asyncio.sleep(self.rng.uniform(0.01, 0.3 if self.api.updates else 2.0))

    def _next(self, under_way: dict[int, int]) -> list[int]:
        room = AT_ONCE - len(under_way)
        waiting = [n for n in self.api.updates if n not in under_way]
        if not self.strict:
            self.rng.shuffle(waiting)
            return waiting[:room]
        chosen = []
        busy = set(under_way.values())
        for number in waiting:
            chat = chat_of(self.api.updates[number])
            if chat not in busy:
                busy.add(chat)
                chosen.append(number)
        return chosen[:room]

    async def _deliver(
        self,
        number: int,
        take: Callable[[Posted], Awaitable[web.Response]],
        under_way: dict[int, int],
    ) -> None:
        update = self.api.updates[number]
        under_way[number] = chat_of(update)
        posts = [self._post(number, update, take)]
        if self.rng.random() < self.api.faulty:
            posts.append(self._post(number, update, take))
        statuses = await asyncio.gather(*posts)
        lost = self.rng.random() < self.api.faulty
        if 200 in statuses and not lost:
            self.api.confirm(number)
        else:
            await asyncio.sleep(self.rng.uniform(0.5, 5))
        del under_way[number]

    async def _post(
        self, number: int, update: Json, take: Callable[[Posted], Awaitable[web.Response]]
    ) -> int:
        await asyncio.sleep(self.rng.uniform(0, 0.1))
        self.arrivals[number].append(next(self._clock))
        response = await take(Posted(update, {HEADER: SECRET}))
        await asyncio.sleep(self.rng.uniform(0, 0.1))
        return response.status

    def before(self, one: int, other: int) -> bool:
        """Whether `one` was at the door for the last time before `other` came."""
        first, last = self.arrivals.get(other), self.arrivals.get(one)
        return bool(first and last and max(last) < min(first))
