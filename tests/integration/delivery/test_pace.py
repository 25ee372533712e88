"""Messages to many at once go at the pace that Telegram takes, answers before all else."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from bot.delivery import rate_limit
from bot.delivery.rate_limit import A_SECOND, AT_ONCE, RateLimiter


class Steady:
    """A clock that only moves when it is told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_replies_are_paced(monkeypatch: pytest.MonkeyPatch) -> None:
    """150 at once: never more than 30 in a second, and the last within six."""
    steady, pace = Steady(), RateLimiter()
    monkeypatch.setattr(rate_limit, "steady", steady)
    went = [steady.now + pace.reply() for _ in range(150)]
    assert went == sorted(went)
    assert max(sum(start <= one < start + 1 for one in went) for start in went) <= 30
    assert went[-1] - went[0] < 6
    assert went[AT_ONCE - 1] == went[0] and all(b >= a for a, b in pairwise(went))


async def test_what_can_be_left_out_waits_for_replies() -> None:
    """It goes when there is room, and not at all when that takes too long."""
    pace = RateLimiter()
    for _ in range(AT_ONCE):
        pace.reply()
    async with asyncio.timeout(5):
        assert await pace.spare()
    for _ in range(int(rate_limit.PATIENCE + 1) * A_SECOND):
        pace.reply()
    assert not await pace.spare()
