"""Fetching updates: a batch is confirmed by the next request, and only after its commit."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import DeleteWebhook, GetUpdates
from aiogram.types import Update

from bot.channels.telegram.asides import Asides
from bot.channels.telegram.errors import TelegramError
from bot.channels.telegram.faults import WRONG_TOKEN, why
from bot.channels.telegram.inbound import ALLOWED
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.outbound import callback_answer
from bot.turns import Outcome, Turns
from bot.unbroken import unbroken

log = structlog.get_logger()
LONG_POLL, GRACE = 30, 10
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


class Poller:
    """Fetches batches until it is cancelled. `ready` introduces us, as soon as Telegram answers."""

    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        asides: Asides,
        turns: Turns,
        ready: Callable[[], Awaitable[None]],
    ) -> None:
        self._bot, self._intake, self._asides = bot, intake, asides
        self._turns, self._ready = turns, ready
        self._offset: int | None = None
        self._failures = 0

    async def run(self) -> None:
        while not await self._worked(self._begin):
            pass
        while True:
            await self._worked(self._once)

    async def _begin(self) -> None:
        """Telegram gives no updates to fetch while it has a webhook to call."""
        await self._bot(DeleteWebhook())
        await self._ready()

    async def _once(self) -> None:
        call = GetUpdates(offset=self._offset, timeout=LONG_POLL, allowed_updates=ALLOWED)
        updates = await self._bot(call, request_timeout=LONG_POLL + GRACE)
        if updates:
            await unbroken(self._take(updates))
            self._offset = updates[-1].update_id + 1

    async def _take(self, updates: Sequence[Update]) -> None:
        """Take a batch; returns after its commit. Raises when it is not to be confirmed."""
        readings = [self._intake.read(update) for update in updates]
        given = [one.inbound for one in readings if one.inbound is not None]
        outcomes = iter(await self._turns.apply(given))
        await self._intake.note_reachable(self._turns.store, readings)
        for one in readings:
            outcome = next(outcomes) if one.inbound is not None else Outcome()
            if one.callback:
                self._asides.make(callback_answer(one.callback, outcome.notice))
            self._intake.answer_group(one)

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
        pause = min(FIRST_PAUSE * 2.0**self._failures, LONGEST_PAUSE)
        if isinstance(error, TelegramRetryAfter):
            pause = max(pause, error.retry_after)
        self._failures += 1
        loud = log.error if isinstance(error, (*WRONG_TOKEN, TelegramError)) else log.warning
        loud("no updates taken", channel="telegram", reason=why(error), again_in=pause)
        await asyncio.sleep(pause)
