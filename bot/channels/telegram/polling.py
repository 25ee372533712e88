"""Fetching updates: a batch is confirmed by the next request, and only after its commit."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError, TelegramRetryAfter
from aiogram.methods import DeleteWebhook

from bot.cancellation import unbroken
from bot.channels.telegram.api_call import Call
from bot.channels.telegram.background_calls import BackgroundCalls
from bot.channels.telegram.error_mapping import WRONG_TOKEN, why
from bot.channels.telegram.errors import TelegramError
from bot.channels.telegram.message_calls import callback_answer
from bot.channels.telegram.session import BotSession, read_updates
from bot.channels.telegram.update_parser import ALLOWED, number_of
from bot.channels.telegram.updates import Updates
from bot.channels.telegram.webhook_watch import REMEDY
from bot.turns.outcome import Outcome
from bot.turns.processor import Turns

log = structlog.get_logger()
LONG_POLL, GRACE = 30, 10
FIRST_PAUSE, MAX_PAUSE_SECONDS = 0.5, 30.0


class Poller:
    """Fetches batches until it is cancelled."""

    def __init__(
        self,
        bot: Bot,
        session: BotSession,
        updates: Updates,
        asides: BackgroundCalls,
        turns: Turns,
        ready: Sequence[Callable[[], Awaitable[None]]],
    ) -> None:
        """`ready`: what is done as soon as Telegram answers."""
        self._bot, self._session = bot, session
        self._updates, self._asides, self._turns = updates, asides, turns
        self._ready = ready
        self._offset: int | None = None
        self._failures = 0

    async def run(self) -> None:
        while not await self._worked(self._begin):
            pass
        while True:
            await self._worked(self._once)

    async def _begin(self) -> None:
        """Telegram gives no updates to fetch while it has a webhook to call."""
        for step in self._ready:
            await step()
        await self._bot(DeleteWebhook())

    async def _once(self) -> None:
        fields: dict[str, Any] = {"timeout": LONG_POLL, "allowed_updates": ALLOWED}
        if self._offset is not None:
            fields["offset"] = self._offset
        call = Call("getUpdates", fields)
        found = await self._session.make(self._bot, call, LONG_POLL + GRACE, read_updates)
        if not found:
            return
        await unbroken(self._take(found))
        numbers = [number for one in found if (number := number_of(one)) is not None]
        if not numbers:
            raise ValueError("updates without a number: they cannot be confirmed")
        self._offset = max(numbers) + 1

    async def _take(self, updates: Sequence[Any]) -> None:
        """Take a batch; returns after its commit. Raises when it is not to be confirmed."""
        readings = [self._updates.read(update) for update in updates]
        await self._turns.park([one.unread for one in readings if one.unread is not None])
        given = [one.inbound for one in readings if one.inbound is not None]
        outcomes = iter(await self._turns.apply(given))
        await self._updates.note_reachable(self._turns.store, readings)
        for one in readings:
            outcome = next(outcomes) if one.inbound is not None else Outcome()
            if one.callback:
                self._asides.make(callback_answer(one.callback, outcome.notice))
            self._updates.answer_beside(one)

    async def _worked(self, step: Callable[[], Awaitable[None]]) -> bool:
        """Whether a step went well; when it did not, the next may come after a pause."""
        try:
            await step()
        except Exception as error:
            await self._pause(error)
            return False
        self._failures = 0
        return True

    async def _pause(self, error: Exception) -> None:
        pause = min(FIRST_PAUSE * 2.0**self._failures, MAX_PAUSE_SECONDS)
        if isinstance(error, TelegramRetryAfter):
            pause = max(pause, error.retry_after)
        self._failures += 1
        serious = (*WRONG_TOKEN, TelegramError, TelegramConflictError)
        loud = log.error if isinstance(error, serious) else log.warning
        told = {"remedy": f"{REMEDY}; then start again"} if _taken(error) else {}
        loud("no updates taken", channel="telegram", reason=why(error), again_in=pause, **told)
        await asyncio.sleep(pause)


def _taken(error: Exception) -> bool:
    """Another process fetches the updates, or Telegram calls someone with them."""
    return isinstance(error, TelegramConflictError)
