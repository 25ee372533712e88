"""An event loop without sockets or real time: a seed decides which ready step comes next."""

from __future__ import annotations

import asyncio
import heapq
import random
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any, TypeVar, TypeVarTuple

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")


class Stuck(Exception):
    """Nothing is ready and no timer runs: everybody waits for somebody else."""


class Loop(asyncio.BaseEventLoop):
    """Takes one step at a time, and jumps to the next timer when nothing is ready.

    `before_step` may stop the loop, and so kill whatever runs on it: nothing runs afterwards, no
    `finally` and no `except`.
    """

    _ready: deque[asyncio.Handle]
    _stopping: bool
    _scheduled: list[Any]

    def __init__(self, rng: random.Random, now: float) -> None:
        super().__init__()
        self._rng, self._now = rng, now
        self.steps = 0
        self.before_step: Callable[[], None] = lambda: None
        self.errors: list[str] = []
        self.set_exception_handler(self._note)

    def time(self) -> float:
        return self._now

    def _run_once(self) -> None:
        self.before_step()
        if self._stopping:
            return
        self.steps += 1
        self._wake_timers()
        if not self._ready:
            raise Stuck
        place = self._rng.randrange(len(self._ready))
        handle = self._ready[place]
        del self._ready[place]
        if not handle.cancelled():
            handle._run()

    def _wake_timers(self) -> None:
        """Make ready what is due; when there is nothing, the next timer is due now."""
        while self._scheduled:
            first = self._scheduled[0]
            if not first.cancelled():
                if first.when() > self._now and self._ready:
                    break
                self._now = max(self._now, first.when())
                self._ready.append(first)
            heapq.heappop(self._scheduled)
            first._scheduled = False

    def _note(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """An error in a callback is a fault of the program; a task that was killed is none."""
        if "handle" in context:
            self.errors.append(repr(context.get("exception")))

    def run_in_executor(
        self, _: Executor | None, func: Callable[[*Arguments], T], *args: *Arguments
    ) -> asyncio.Future[T]:
        """Work for a thread is a step of its own, somewhat later."""
        future: asyncio.Future[T] = self.create_future()

        def do() -> None:
            try:
                result = func(*args)
            except Exception as error:
                _settle(future, asyncio.Future.set_exception, error)
            else:
                _settle(future, asyncio.Future.set_result, result)

        self.call_later(self._rng.uniform(0, 0.2), do)
        return future

    def _write_to_self(self) -> None:
        """No other thread has to be woken."""

    def _process_events(self, event_list: Any) -> None:
        """There are no sockets."""


def _settle(future: asyncio.Future[Any], how: Callable[..., None], what: Any) -> None:
    if not future.done():
        how(future, what)
