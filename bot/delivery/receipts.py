"""Writing down how sends went: what ends at about the same time shares a transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence

import structlog

from bot.cancellation import unbroken
from bot.delivery.keyboards import Changes
from storage.core.errors import StorageError
from storage.database.unit_of_work import Store, Work
from storage.repositories import outbox
from storage.repositories.outbox import OutboxRow

log = structlog.get_logger()
GATHER = 0.02
"""Seconds in which marks come together."""
PAUSE = 1.0
Note = Callable[[Work], Awaitable[None]]
"""How a send went, to be written down."""
Release = Callable[[Work, Sequence[str]], Awaitable[None]]
"""Gives addresses back of which all messages are marked."""


class Receipts:
    """Keeps what it is told until it is on disk, however often that fails.

    `unconfirmed` are the messages that are done with, but on disk not yet.
    """

    def __init__(self, store: Store, channel: str, release: Release | None = None) -> None:
        self._store, self._channel = store, channel
        self.unconfirmed: set[str] = set()
        self._sent: list[str] = []
        self._notes: list[Note] = []
        self._keyboards: Changes = {}
        self._release, self._done = release, list[str]()
        self._told = self._on_disk = 0
        self._news, self._progress = asyncio.Event(), asyncio.Event()

    def sent(self, row: OutboxRow, keyboards: Changes) -> None:
        """The other side has this message, by which these keyboards change."""
        self._sent.append(row.key)
        self._keyboards |= keyboards
        self.unconfirmed.add(row.key)
        self._tell()

    def keyboards(self, changes: Changes) -> None:
        """These changed by what is no message."""
        if changes:
            self._keyboards |= changes
            self._tell()

    def done(self, address: str) -> None:
        """Nothing more is to be sent to this address; goes with the marks told so far."""
        self._done.append(address)
        self._tell()

    def note(self, write: Note, keys: Collection[str] = ()) -> None:
        """Something else became of a message; these are done with by it."""
        self._notes.append(write)
        self.unconfirmed.update(keys)
        self._tell()

    def _tell(self) -> None:
        self._told += 1
        self._news.set()

    async def kept(self) -> None:
        """Returns when all that was told so far is on disk."""
        mine = self._told
        while self._on_disk < mine:
            await self._progress.wait()

    async def run(self) -> None:
        while True:
            await self._news.wait()
            await asyncio.sleep(GATHER)
            try:
                await unbroken(self._flush())
            except Exception as error:
                complain(self._channel, error)
                await asyncio.sleep(PAUSE)

    async def last(self) -> None:
        """Write what is left, at the end."""
        try:
            await self._flush()
        except Exception as error:
            complain(self._channel, error)

    async def _flush(self) -> None:
        self._news.clear()
        sent, notes, done, told = self._sent, self._notes, self._done, self._told
        self._sent, self._notes, self._done = [], [], []
        keyboards, self._keyboards = self._keyboards, {}
        kept = set(self.unconfirmed)
        if told == self._on_disk:
            return
        try:
            async with self._store.begin() as work:
                for write in notes:
                    await write(work)
                await outbox.mark_sent(work, sent)
                await outbox.keep_keyboards(work, keyboards)
                if done and self._release:
                    await self._release(work, done)
        except BaseException:
            self._sent, self._notes = sent + self._sent, notes + self._notes
            self._done = done + self._done
            self._keyboards = keyboards | self._keyboards
            self._news.set()
            raise
        self._on_disk = told
        self.unconfirmed -= kept
        self._progress.set()
        self._progress = asyncio.Event()


def complain(channel: str, error: Exception) -> None:
    """Say why sending waits; nothing is lost by it."""
    if isinstance(error, StorageError):
        log.warning("sending waits", channel=channel, reason=str(error))
    else:
        log.error("sending failed", channel=channel, error=type(error).__name__)
