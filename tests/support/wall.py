"""Watches who reads the clock on the wall, so that no test depends on the date unknown to us.

Ruff sees to it that our code reads it through `bot.clock` alone. Here that is watched, and so is
every program of ours that a test starts, which reads it for itself.
"""

from __future__ import annotations

import subprocess
import sys
import traceback
from collections.abc import Callable
from typing import Any

from bot import clock

GIVEN = {
    "bot.documents.worker_process",
    "tests.support.fires_process",
    "tests.support.program",
    "tests.simulation",
}
"""Programs of ours that are given their time, and read none."""


class Watch:
    """While it is on, `seen` gets an entry for each read. It stands in for the module `time`."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[str] = []
        self._real = vars(clock)["time"]
        vars(clock)["time"] = self
        program: Any = subprocess.Popen
        self._start = program.__init__
        program.__init__ = self._started_by  # an audit hook would be called for all else too

    def time(self) -> float:
        self._saw("a read")
        return float(self._real.time())

    @property
    def _started_by(self) -> Callable[..., None]:
        def start(process: Any, args: Any, *others: Any, **named: Any) -> None:
            if self.on and (program := started(args)):
                self._saw(f"the program {program}")
            self._start(process, args, *others, **named)

        return start

    def _saw(self, what: str) -> None:
        if self.on:
            self.seen.append(f"{what}:\n{''.join(traceback.format_stack(limit=8)[:-2])}")


def started(command: Any) -> str:
    """The module of ours that a command runs, unless it is given its time; else nothing."""
    words = [str(word) for word in command] if isinstance(command, list | tuple) else []
    if sys.executable not in words or "-m" not in words:
        return ""
    module = words[words.index("-m") + 1]
    ours = module.partition(".")[0] in ("bot", "tests")
    return module if ours and module not in GIVEN else ""
