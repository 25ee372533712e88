"""The clock on the wall, that is set forward or back while the bot runs."""

from __future__ import annotations

import random

from tests.simulation.people import EPOCH

JUMPS = (-600.0, -60.0, -5.0, 5.0, 60.0, 3600.0)


class Wall:
    """What the clock says at a moment of the loop's own time, which never jumps."""

    def __init__(self, rng: random.Random, until: float) -> None:
        often = rng.choice((0, 0, 0, 1, 2))
        self.jumps = [(rng.uniform(0, until), rng.choice(JUMPS)) for _ in range(often)]

    def at(self, moment: float) -> float:
        return EPOCH + moment + self.ahead(moment)

    def ahead(self, moment: float) -> float:
        return sum(jump for at, jump in self.jumps if at <= moment)
