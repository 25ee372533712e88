"""Many seeds on all processors, and a line for each that fails which runs it again.

Loads nothing of the bot by itself: the processes that it starts do.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.pool import Pool

CHUNK, CHUNKS_A_PROCESS = 5, 10
WIDTH = 30


@dataclass
class Result:
    """What became of a seed; no `faults` when all promises were kept."""

    seed: int
    faults: list[str]
    trace: str
    counts: dict[str, int]


def run_one(seed: int, bug: str = "") -> Result:
    """One seed; what died in it stays in memory, where no garbage collection looks for it."""
    from tests.simulation.bugs import BUGS
    from tests.simulation.world import simulate

    try:
        result = simulate(seed, BUGS[bug] if bug else None)
    except Exception as error:
        if bug:
            raise  # a bug that cannot be planted is not one that was caught
        result = Result(seed, [f"the simulation itself failed: {error!r}"], "", {})
    gc.freeze()
    return result


def bugs() -> set[str]:
    """The names of all bugs that can be planted."""
    from tests.simulation.bugs import BUGS

    return set(BUGS)


def first_caught(bug: str, seeds: Iterable[int]) -> Result | None:
    """The first seed that shows a planted bug."""
    return next((one for seed in seeds if (one := run_one(seed, bug)).faults), None)


@contextmanager
def processes() -> Iterator[Pool]:
    """Processes that end after some seeds, and what died in them with them."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.simulation.world", "tests.simulation.bugs"])
    with context.Pool(os.cpu_count(), maxtasksperchild=CHUNKS_A_PROCESS) as pool:
        yield pool


def run_many(seeds: Iterable[int], bug: str = "") -> Iterator[Result]:
    """Results as they come."""
    with processes() as pool:
        yield from pool.imap_unordered(partial(run_one, bug=bug), seeds, CHUNK)


def line(result: Result, bug: str = "") -> str:
    """What went wrong, and how to see it again."""
    again = f"make simulate SEED={result.seed}" + (f" BUG={bug}" if bug else "")
    more = f" (and {len(result.faults) - 1} more)" if len(result.faults) > 1 else ""
    return f"{again}  # {result.faults[0]}{more}"


def report(seeds: range, bug: str = "") -> int:
    """Run them all with a progress bar; returns how many failed."""
    began, failed = time.monotonic(), 0
    for done, result in enumerate(run_many(seeds, bug), 1):
        if result.faults:
            failed += 1
            print(f"\r{line(result, bug)}{' ' * WIDTH}")
        _progress(done, len(seeds), failed, time.monotonic() - began)
    print()
    return failed


def _progress(done: int, of: int, failed: int, seconds: float) -> None:
    bar = "█" * (WIDTH * done // of)
    text = f"\r{bar:░<{WIDTH}} {done}/{of} seeds, {failed} failed, {done / seconds:.1f} a second"
    print(text, end="", flush=True)
