"""Fires that are due take the road of a person's message: inbox, turns, outbox, sender.

They go in batches, each one transaction; between two batches those who wrote meanwhile go first. A
tick that finds nothing has read one index.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from bot.cancellation import unbroken
from bot.messages.messages import FIRE, Inbound
from bot.scheduling.daily import COPIES, Daily
from bot.services import rounds as rounds_service
from bot.services.pulses import beat
from bot.turns.processor import Turns
from dialogues.messages.inputs import Timeout
from storage.core.errors import StorageError
from storage.repositories import fires, rounds

log = structlog.get_logger()
TICK = 30.0
"""Seconds; a prompt that comes so much later than it might is not late."""
MAX_FIRES_PER_BATCH = 200
"""Fires a batch: few enough that nobody who writes waits for long."""


class Scheduler:
    """Turns what is due into messages in, until it is cancelled."""

    def __init__(
        self,
        turns: Turns,
        clock: Callable[[], float],
        retention: float = 0.0,
        copies: float = COPIES,
    ) -> None:
        """`retention`: after so many seconds untouched talks and their persons go; 0 keeps them.
        `copies`: for so many seconds copies of the database are kept."""
        self.turns, self.clock = turns, clock
        self.daily = Daily(turns, clock, retention, copies)

    async def run(self) -> None:
        while True:
            try:
                await self.tick()
            except StorageError as fault:
                log.warning("fires wait", reason=str(fault))
            except Exception as error:
                log.error("fires failed", error=type(error).__name__)
            await asyncio.sleep(TICK)

    async def tick(self) -> None:
        """Take all that is due now."""
        await self.daily.tidy()
        await self._close_rounds()
        while await self._beat():
            pass
        while await unbroken(self._batch()):
            pass

    async def _close_rounds(self) -> None:
        """Publish the rounds whose last day is over, each in a transaction of its own."""
        now, store = self.clock(), self.turns.store
        async with store.begin() as work:
            over = await rounds.due(work, now)
        known = self.turns.content.frameworks
        for collaboration, round_id in over:
            try:
                async with store.begin() as work:
                    closed = await rounds_service.close(work, collaboration, round_id, known, now)
                if closed:
                    await store.truncate_log()
                    log.info("a round was closed")
            except Exception as error:  # it is tried again; others and their fires go on
                log.error("a round was not closed", round=round_id, error=type(error).__name__)

    async def _beat(self) -> bool:
        async with self.turns.store.begin() as work:
            asks = self.turns.content.pulse.id
            return await beat(work, self.clock(), self.turns.new_id, asks) > 0

    async def _batch(self) -> bool:
        """Take some; returns whether more may be due that nobody else has in hand."""
        now = self.clock()
        async with self.turns.store.begin() as work:
            found = await fires.due(work, now, MAX_FIRES_PER_BATCH)
            nowhere = {
                fire.key: "skipped"
                for one in found
                for fire in (one.fire, *one.also)
                if one.place is None
            }
            await fires.settle(work, nowhere, now)
        inbounds = [_inbound(one, now) for one in found if one.place]
        outcomes = await self.turns.apply(inbounds) if inbounds else []
        taken = sum(outcome.fresh for outcome in outcomes)
        if found:
            log.info("fires taken", taken=taken, unreachable=len(nowhere))
        return taken > 0 or bool(nowhere)


def _inbound(due: fires.DueFires, now: float) -> Inbound:
    assert due.place is not None
    channel, address = due.place
    fire = due.fire
    also = tuple((one.kind, one.subject, one.slot, one.due) for one in due.also)
    given = Timeout(fire.kind, fire.subject, fire.slot, fire.due, due.prompted, also)
    # With its moment: what was put off comes again under the same key.
    return Inbound(channel, f"{FIRE}{fire.key}@{fire.due:.0f}", address, given, now)
