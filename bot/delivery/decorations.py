"""Decorations: edits of what stands in a chat already. They may fail, and nobody waits for them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

import structlog

from bot.channels.base import DeliveryRetryError
from bot.delivery.rate_limit import RateLimiter
from bot.messages.messages import Outbound

log = structlog.get_logger()
KINDS = ("mark", "done")
TRIES, PAUSE = 3, 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Decoration:
    """`person`: whose words are in it, if any are."""

    out: Outbound
    person: str | None


class Decorations:
    """Makes them beside the messages: one at a time for each address, in order.

    `wait`, `hush`: how long an address asked us to wait, and that it does. `wanted`: whether one is
    still of use when its turn comes. `made`: it was.
    """

    def __init__(
        self,
        deliver: Callable[[Outbound], Awaitable[object]],
        pace: RateLimiter,
        wait: Callable[[str], float],
        hush: Callable[[str, float], None],
        wanted: Callable[[Outbound], bool],
        made: Callable[[Outbound], None],
    ) -> None:
        self._deliver, self._pace, self._wait, self._hush = deliver, pace, wait, hush
        self._wanted, self._made = wanted, made
        self._lanes: dict[str, deque[Decoration]] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    def add(self, out: Outbound, person: str | None) -> None:
        """Make it soon; returns at once."""
        lane = self._lanes.setdefault(out.address, deque())
        lane.append(Decoration(out, person))
        if len(lane) == 1:
            self.tasks.add(task := asyncio.create_task(self._serve(out.address, lane)))
            task.add_done_callback(self.tasks.discard)

    def erased(self, persons: Collection[str]) -> None:
        """What was theirs is not shown any more."""
        for lane in self._lanes.values():
            kept = [one for one in lane if one.person not in persons]
            lane.clear()
            lane.extend(kept)

    async def _serve(self, address: str, lane: deque[Decoration]) -> None:
        while lane:
            one = lane[0]
            for number in range(TRIES):
                if await self._ended(lane, one, number):
                    break
            if lane and lane[0] is one:
                lane.popleft()
        if self._lanes.get(address) is lane:
            del self._lanes[address]

    async def _ended(self, lane: deque[Decoration], one: Decoration, number: int) -> bool:
        """Try it; returns whether nothing more is to be done about it."""
        out = one.out
        if (wait := self._wait(out.address)) > 0:
            await asyncio.sleep(wait)
        rest = list(lane)[1:]
        newer = out.kind == "mark" and any(other.out.ref == out.ref for other in rest)
        if newer or not self._wanted(out) or not await self._pace.spare():
            return True
        if self._wait(out.address) > 0:  # a message was told so meanwhile
            return False
        if not lane or lane[0] is not one:
            return True
        try:
            await self._deliver(out)
        except DeliveryRetryError as fault:
            if fault.of == "chat":
                self._hush(out.address, fault.after)
            else:
                await asyncio.sleep(PAUSE * 2**number)
            return False
        except Exception as error:
            log.debug("not decorated", channel=out.channel, error=type(error).__name__)
        else:
            self._made(out)
        return True
