"""`samenspraak` on a clock that it is given: `python -m tests.program run`.

Without it each test that runs the program would depend on the date. Clocks with the same shift show
the same time in all processes.
"""

from __future__ import annotations

import os
from types import SimpleNamespace

from bot import clock
from bot.cli.main import main
from tests.support.clock import SHIFT, Clock

if __name__ == "__main__":
    given = Clock(shift=float(os.environ[SHIFT]) if SHIFT in os.environ else None)
    vars(clock)["time"] = SimpleNamespace(time=given)
    raise SystemExit(main())
