"""Bugs to plant in the production code, to see that the simulation would find them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import count
from typing import Any
from unittest.mock import patch

from bot.channels.base import AddressMovedError, DeliveryRetryError, RecipientUnreachableError
from bot.channels.telegram.channel import Telegram
from bot.messages.messages import Inbound, Outbound
from bot.turns.outcome import Outcome
from bot.turns.processor import Turns
from storage.core.schema import sessions
from storage.database.unit_of_work import Store, Work
from storage.repositories import dead_letters, outbox, personal_rows

Deliver = Callable[[Any, Outbound], Any]
Given = Inbound | Sequence[Inbound]


@contextmanager
def _taking(how: Callable[[Callable[..., Any], Turns, Given], Any]) -> Iterator[None]:
    """Both ways to hand something to the turns are changed."""
    with (
        patch.object(Turns, "apply", _around(Turns.apply, how)),
        patch.object(Turns, "submit", _around(Turns.submit, how)),
    ):
        yield


def _around(real: Callable[..., Any], how: Callable[..., Any]) -> Callable[..., Any]:
    async def changed(self: Any, given: Any) -> Any:
        return await how(real, self, given)

    return changed


@contextmanager
def confirm_first() -> Iterator[None]:
    """An update is confirmed as soon as it is here: a kill, or a failing commit, loses it."""
    tasks = set()

    async def take(real: Callable[..., Any], self: Turns, given: Given) -> Any:
        task = asyncio.create_task(real(self, given))
        tasks.add(task)
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return Outcome() if isinstance(given, Inbound) else [Outcome() for _ in given]

    with _taking(take):
        yield


@contextmanager
def no_dedupe() -> Iterator[None]:
    """Every delivery counts as new."""
    numbers = count()

    def new(one: Inbound) -> Inbound:
        return replace(one, update=f"{one.update}#{next(numbers)}")

    async def take(real: Callable[..., Any], self: Turns, given: Given) -> Any:
        return await real(
            self, new(given) if isinstance(given, Inbound) else [new(one) for one in given]
        )

    with _taking(take):
        yield


@contextmanager
def two_transactions() -> Iterator[None]:
    """What came in is stored in one transaction, what it caused in the next."""

    async def commit(self: Any, inbounds: Sequence[Inbound], park: str = "") -> list[Outcome]:
        if not inbounds:
            return []
        async with self.store.begin() as work:
            outcomes, batch = await self._turn(work, inbounds, park)
        async with self.store.begin() as work:
            replies = await self._write(work, batch)
            work.committed.extend(partial(tell, replies) for tell in self.committed)
        return list(outcomes)

    with patch.object(Turns, "_commit", commit):
        yield


@contextmanager
def stored_as_sent() -> Iterator[None]:
    """A message counts as sent before the other side has it."""
    real = outbox.add_outbound

    async def add(work: Work, rows: Sequence[Any], status: str = "pending") -> None:
        await real(work, rows, "sent")

    with patch.object(outbox, "add_outbound", add):
        yield


@contextmanager
def never_marked() -> Iterator[None]:
    """Not every message that was sent is marked: after the next start it goes out again."""
    real, turn = outbox.mark_sent, count(1)

    async def mark(work: Work, keys: Sequence[str]) -> None:
        await real(work, [key for key in keys if next(turn) % 5])

    with patch.object(outbox, "mark_sent", mark):
        yield


@contextmanager
def _delivering(how: Callable[[Deliver, Any, Outbound], Any]) -> Iterator[None]:
    real = Telegram.deliver

    async def deliver(self: Any, out: Outbound) -> None:
        await how(real, self, out)

    with patch.object(Telegram, "deliver", deliver):
        yield


@contextmanager
def ignore_429() -> Iterator[None]:
    """A wait that was asked for is not obeyed."""

    async def deliver(real: Deliver, self: Any, out: Outbound) -> None:
        try:
            await real(self, out)
        except DeliveryRetryError as fault:
            raise DeliveryRetryError(0.0, fault.reason) from None

    with _delivering(deliver):
        yield


@contextmanager
def lose_order() -> Iterator[None]:
    """When a message has to wait, the next one overtakes it."""
    tasks = set()

    async def later(real: Deliver, self: Any, out: Outbound, wait: float) -> None:
        await asyncio.sleep(wait)
        await deliver(real, self, out)

    async def deliver(real: Deliver, self: Any, out: Outbound) -> None:
        try:
            await real(self, out)
        except DeliveryRetryError as fault:
            tasks.add(asyncio.create_task(later(real, self, out, fault.after)))

    with _delivering(deliver):
        yield


@contextmanager
def keep_knocking() -> Iterator[None]:
    """Who blocked us is tried again and again."""

    async def deliver(real: Deliver, self: Any, out: Outbound) -> None:
        try:
            await real(self, out)
        except RecipientUnreachableError as fault:
            raise DeliveryRetryError(1.0, str(fault)) from None

    with _delivering(deliver):
        yield


@contextmanager
def lose_the_moved() -> Iterator[None]:
    """Who got another address counts as gone."""

    async def deliver(real: Deliver, self: Any, out: Outbound) -> None:
        try:
            await real(self, out)
        except AddressMovedError as fault:
            raise RecipientUnreachableError(str(fault)) from None

    with _delivering(deliver):
        yield


@contextmanager
def poison_spreads() -> Iterator[None]:
    """One failing turn takes its whole batch with it, time and again."""

    async def apply(self: Any, batch: Sequence[Inbound]) -> list[Outcome]:
        outcomes: list[Outcome] = await self._commit(batch)
        return outcomes

    with patch.object(Turns, "_apply", apply):
        yield


@contextmanager
def replayed_for_ever() -> Iterator[None]:
    """A turn that was run again stays parked."""
    with patch.object(dead_letters, "settle", _nothing):
        yield


@contextmanager
def erase_half() -> Iterator[None]:
    """An erasure leaves the messages that still wait."""
    with patch.object(personal_rows, "outbox", sessions):
        yield


@contextmanager
def shared_connection() -> Iterator[None]:
    """Tasks share the connection without taking turns: their transactions mix."""

    class Open:
        async def __aenter__(self) -> None: ...
        async def __aexit__(self, *_: object) -> None: ...

    real = Store.__init__

    def init(self: Any, *arguments: Any) -> None:
        real(self, *arguments)
        self._turn = Open()

    with patch.object(Store, "__init__", init):
        yield


async def _nothing(*_: object) -> None:
    return None


BUGS = {
    bug.__name__: bug
    for bug in (
        confirm_first,
        no_dedupe,
        two_transactions,
        stored_as_sent,
        never_marked,
        ignore_429,
        lose_order,
        keep_knocking,
        lose_the_moved,
        poison_spreads,
        replayed_for_ever,
        erase_half,
        shared_connection,
    )
}
