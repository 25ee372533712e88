"""How a test waits: for a condition, never for a time. A busy machine only makes it slow."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import TypeVar, overload

T = TypeVar("T")
LIMIT = 120.0
"""Seconds after which a test gives up: far more than anything takes, on the busiest machine."""
PAUSE = 0.01


@overload
async def until(look: Callable[[], Awaitable[T]], limit: float = LIMIT) -> T: ...
@overload
async def until(look: Callable[[], T], limit: float = LIMIT) -> T: ...
async def until(look: Callable[[], T | Awaitable[T]], limit: float = LIMIT) -> T:
    """Look until the answer is truthy, and return that; fails with the last answer."""
    end = asyncio.get_running_loop().time() + limit
    while True:
        found = look()
        answer: T = await found if isawaitable(found) else found
        if answer:
            return answer
        if asyncio.get_running_loop().time() > end:
            raise AssertionError(f"not within {limit:g} s; at last it was {answer!r}")
        await asyncio.sleep(PAUSE)
