"""Who waits for the one worker: each person in turn, however much one of them asks."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from frameworks.definition.errors import SamenspraakError

MAX_WAITING, MAX_WAITING_PER_PERSON = 100, 5


class TooManyWaitingError(SamenspraakError):
    """No more can wait now."""


class FairLine:
    """Lets one in at a time; `busy`: there is one."""

    def __init__(self) -> None:
        self.busy = False
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def turn(self, person: str) -> AsyncIterator[None]:
        """Until it is this person's turn, and while it lasts. Raises TooManyWaitingError."""
        await self._come(person)
        try:
            yield
        finally:
            self._next()

    async def _come(self, person: str) -> None:
        if not self.busy:
            self.busy = True
            return
        own = self._waiting.get(person, ())
        if (
            len(own) >= MAX_WAITING_PER_PERSON
            or sum(map(len, self._waiting.values())) >= MAX_WAITING
        ):
            raise TooManyWaitingError
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(person, deque()).append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self._next()  # it was our turn just then
            raise

    def _next(self) -> None:
        """The first person who waits, who then stands behind all others."""
        while self._waiting:
            person, line = self._waiting.popitem(last=False)
            first = line.popleft()
            if line:
                self._waiting[person] = line
            if not first.done():
                first.set_result(None)
                return
        self.busy = False
