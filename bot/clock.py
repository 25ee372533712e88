"""The clock on the wall. It is read here and nowhere else: who needs the time is given a clock."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], float]


def now() -> float:
    """Seconds since 1970."""
    return time.time()
