"""Once a day: whoever left talks, or us, is told that these go; and what is over is taken out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

import structlog

from bot.services import retention
from bot.turns.processor import Turns
from dialogues.calendar.timezones import SECONDS_PER_DAY
from dialogues.talks.retention_notice import kept_long
from storage.database.unit_of_work import Work
from storage.repositories import browsers, fingerprints, idle, invitations
from storage.repositories import retention as stored_retention

log = structlog.get_logger()
VISITORS = "web"
"""The channel to which anyone can come without being known elsewhere."""
SIGNED_IN = 401 * SECONDS_PER_DAY
"""Longer than any browser keeps its cookie."""
INVITED = 90 * SECONDS_PER_DAY
"""How long an invitation that works no more is kept, with the name on it."""
COPIES = 90 * SECONDS_PER_DAY
"""How long copies of the database are kept, where nothing else is said."""


class Daily:
    """What is done at most once a day. `retention` and `copies`: ages in seconds, see `Scheduler`.

    Each batch is a transaction of its own, so that nobody who writes waits for long.
    """

    def __init__(
        self, turns: Turns, clock: Callable[[], float], retention: float, copies: float
    ) -> None:
        self.turns, self.clock, self.retention, self.copies = turns, clock, retention, copies
        self._last = -SECONDS_PER_DAY

    async def tidy(self) -> None:
        """Unless it was done less than a day ago."""
        now = self.clock()
        if now - self._last < SECONDS_PER_DAY:
            return
        self._last = now
        gone = await self._old(now, now - self.retention) if self.retention else False
        visits = await self._people(partial(retention.wipe_first_visits, channel=VISITORS, now=now))
        if visits:
            log.info("first visits were taken out", visits=visits)
        async with self.turns.store.begin() as work:
            await fingerprints.wipe(work, now, self.copies)
            await browsers.wipe(work, now - SIGNED_IN, now - SECONDS_PER_DAY)
            await invitations.wipe(work, now - INVITED)
        if gone or visits:
            await self.turns.store.truncate_log()

    async def _old(self, now: float, before: float) -> bool:
        """What nobody touched since a moment; returns whether anything went."""
        names, most = kept_long(self.turns.content), stored_retention.MAX_ERASED_PER_BATCH
        people = await self._people(partial(retention.wipe_people, before=before, now=now))
        talks = await self._all(
            partial(retention.wipe, dialogues=names, before=before, now=now), most
        )
        await self._all(
            partial(retention.warn_people, before=before, now=now), idle.MAX_PEOPLE_PER_BATCH
        )
        await self._all(partial(retention.warn, dialogues=names, before=before, now=now), most)
        async with self.turns.store.begin() as work:
            await stored_retention.wipe_messages(work, before)
        if talks or people:
            log.info("old talks were taken out", talks=talks, people=people)
        return bool(talks or people)

    async def _people(self, step: Callable[..., Awaitable[list[str]]]) -> int:
        """Who is gone is told to whoever still has something for them."""

        async def erase(work: Work) -> int:
            gone = await step(work)
            work.committed.extend(partial(tell, gone) for tell in self.turns.erased)
            return len(gone)

        return await self._all(erase, idle.MAX_PEOPLE_PER_BATCH)

    async def _all(self, step: Callable[..., Awaitable[int]], most: int) -> int:
        """Batch after batch, until one is not full; returns how many there were."""
        total, more = 0, most
        while more == most:
            async with self.turns.store.begin() as work:
                more = await step(work)
            total += more
        return total
