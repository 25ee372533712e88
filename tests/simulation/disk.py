"""Real SQLite under the real drivers, but without their thread: slow, failing and killable."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, TextIO
from unittest.mock import patch
from weakref import WeakSet

import aiosqlite.core

from storage.database import sqlite, unit_of_work

Request = tuple["asyncio.Future[Any] | None", Callable[[], Any]]
MAY_FAIL = ("execute", "executemany", "commit")


class Disk:
    """What one process has open. `failing` is how often a statement fails, once `ready`."""

    def __init__(self, rng: random.Random, failing: float, clock: Callable[[], float]) -> None:
        self.rng, self.failing, self.clock = rng, failing, clock
        self.ready, self.dead = False, False
        self.faults = 0
        self._connections: list[sqlite3.Connection] = []
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()
        self._locks: list[TextIO] = []

    def do(self, function: Callable[[], Any]) -> Any:
        name = getattr(getattr(function, "func", None), "__name__", "")
        if self.ready and name in MAY_FAIL and self.rng.random() < self.failing:
            self.faults += 1
            if name == "commit" and self.rng.random() < 0.5:
                function()  # it is done, and does not say so
            raise sqlite3.OperationalError("disk I/O error")
        result = function()
        if isinstance(result, sqlite3.Connection):
            self._connections.append(result)
            result.create_function("seconds", 0, self.clock)
        if isinstance(result, sqlite3.Cursor):
            self._cursors.add(result)
        return result

    def crash(self) -> None:
        """The process is gone: what was not committed vanishes, locks are free."""
        self.dead = True
        for cursor in self._cursors:
            with suppress(sqlite3.ProgrammingError):
                cursor.close()  # one that was read halfway would lock out a later checkpoint
        for connection in self._connections:
            with suppress(sqlite3.ProgrammingError):  # closed in good order
                connection.rollback()
                connection.close()
        for lock in self._locks:
            lock.close()

    @contextmanager
    def plugged_in(self) -> Iterator[None]:
        """Connections made meanwhile are this process's."""
        make, lock = aiosqlite.core.Connection.__init__, sqlite.lock

        def made(self: Any, *arguments: Any, **named: Any) -> None:
            make(self, *arguments, **named)
            self._tx, self._thread = Worker(disk), Thread()

        def locked(path: Any) -> TextIO:
            disk._locks.append(lock(path))
            return disk._locks[-1]

        disk = self
        with ExitStack() as stack:
            stack.enter_context(patch.object(aiosqlite.core.Connection, "__init__", made))
            stack.enter_context(patch.object(unit_of_work, "lock", locked))
            yield


class Thread:
    """Stands where aiosqlite has its thread."""

    daemon = True

    def start(self) -> None:
        """There is nothing to start."""


class Worker:
    """Does a connection's work one request after the other, each as a step of the loop."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._queue: deque[Request] = deque()

    def put_nowait(self, request: Request) -> None:
        if self._disk.dead:
            return
        self._queue.append(request)
        if len(self._queue) == 1:
            self._later()

    def _later(self) -> None:
        delay = self._disk.rng.choice((0, 0.0005, 0.005))
        asyncio.get_running_loop().call_later(delay, self._work)

    def _work(self) -> None:
        future, function = self._queue[0]
        try:
            result = self._disk.do(function)
        except Exception as error:
            if future and not future.done():
                future.set_exception(error)
        else:
            if future and not future.done():
                future.set_result(result)
        self._queue.popleft()
        if self._queue:
            self._later()
