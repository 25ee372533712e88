"""Take what is due, in a process that kills itself at a step of one of its batches.

Arguments: the folder, the step (claimed, written, committed; beaten: the moments of schedules are
written), and in which batch.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.scheduling import scheduler
from bot.services import pulses
from bot.turns.processor import Turns
from dialogues.authoring.loader import load
from storage.database.unit_of_work import Store
from storage.repositories import fires, outbox, pulse_schedules
from tests.conftest import FIXTURES
from tests.support.abandoned_sessions import TUESDAY


def deadly(step: Callable[..., Any], batch: int) -> Callable[..., Any]:
    """A step; after it has been taken so often, the process is gone."""
    left = batch

    async def run(*arguments: Any) -> Any:
        nonlocal left
        result = await step(*arguments)
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return run


async def main(folder: Path, step: str, batch: int) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{folder}/data/db.sqlite3", folder / "key")
    turns = Turns(load(FIXTURES / "content"), store, lambda: TUESDAY)
    if step == "claimed":
        fires.claim = deadly(fires.claim, batch)
    elif step == "written":
        outbox.add_outbound = deadly(outbox.add_outbound, 2 * batch)  # fetched ones, then pending
    elif step == "committed":
        patch.object(turns, "apply", deadly(turns.apply, batch)).start()
    elif step == "beaten":
        pulse_schedules.advance = deadly(pulse_schedules.advance, batch)
    scheduler.MAX_FIRES_PER_BATCH = pulses.MAX_SCHEDULES_PER_BATCH = 20
    await scheduler.Scheduler(turns, lambda: TUESDAY).tick()
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
