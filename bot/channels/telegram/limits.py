"""Who sends too much is asked to wait, before anything of it is stored."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Literal

from bot.channels.buckets import Buckets

A_MINUTE = 60.0
CHARS_PER_TOKEN = 1000
"""A long text takes as many tokens as short ones that hold as much."""
MAX_JUDGED = 10_000
"""Updates that are remembered: one that comes again, for we could not store it, counts once."""
Verdict = Literal["taken", "told", "silent"]


class PersonLimits:
    """So many messages a minute of one person, 0 for no limit. Refused are they told once; then it
    is silent until a message is taken."""

    def __init__(self, most: int, steady: Callable[[], float] = time.monotonic) -> None:
        self._buckets, self._steady = Buckets(most, A_MINUTE), steady
        self._judged: OrderedDict[str, Verdict] = OrderedDict()
        self._told: OrderedDict[str, None] = OrderedDict()

    def judge(self, update: str, person: str, chars: int) -> Verdict:
        """What becomes of an update of this person."""
        if update not in self._judged:
            self._judged[update] = self._new(person, 1.0 + chars // CHARS_PER_TOKEN)
            if len(self._judged) > MAX_JUDGED:
                self._judged.popitem(last=False)
        verdict = self._judged[update]
        if verdict == "told":
            self._judged[update] = "silent"
        return verdict

    def _new(self, person: str, cost: float) -> Verdict:
        if not self._buckets.take(person, self._steady(), cost):
            self._told.pop(person, None)
            return "taken"
        if person in self._told:
            return "silent"
        self._told[person] = None
        if len(self._told) > MAX_JUDGED:
            self._told.popitem(last=False)
        return "told"
