"""Seeds keep every promise, a planted bug breaks one, and a seed tells the same story twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.pool import Pool
from pathlib import Path

import pytest

from tests.simulation.runner import CHUNK, bugs, first_caught, line, processes, run_one
from tests.support.until import LIMIT

SEEDS, STORY = 200, 12
ROOT = Path(__file__).parents[2]
WITHIN = {
    "confirm_first": 10,
    "no_dedupe": 10,
    "two_transactions": 20,
    "stored_as_sent": 10,
    "never_marked": 10,
    "ignore_429": 40,
    "lose_order": 10,
    "keep_knocking": 10,
    "lose_the_moved": 10,
    "poison_spreads": 10,
    "replayed_for_ever": 10,
    "erase_half": 10,
    "shared_connection": 20,
}
"""The bugs of bugs.py, and within how many seeds each has to be found."""


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with processes() as pool:
        yield pool


def test_every_seed_keeps_every_promise(pool: Pool) -> None:
    """Faults of the network and the database, repeats, kills at any step: all is well at rest."""
    results = pool.imap_unordered(run_one, range(SEEDS), CHUNK)
    failed = [line(result) for result in results if result.faults]
    assert not failed, "\n".join(failed)


def test_every_planted_bug_is_caught(pool: Pool) -> None:
    """A bug of each kind that matters is found within a few seeds."""
    tasks = [(bug, range(within)) for bug, within in WITHIN.items()]
    found = pool.starmap(first_caught, tasks, chunksize=1)
    assert pool.apply(bugs) == set(WITHIN)
    missed = [bug for bug, one in zip(WITHIN, found, strict=True) if one is None]
    assert not missed


def test_a_seed_tells_the_same_story_twice(pool: Pool) -> None:
    """In another process, with other hashes of strings, every step is the same."""
    first, again, other = pool.map(run_one, (STORY, STORY, STORY + 1), chunksize=1)
    assert first.trace == again.trace != other.trace
    assert f"trace {first.trace}" in _in_full(STORY, hashing="1")


def _in_full(seed: int, hashing: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.simulation", "--seed", str(seed)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hashing},
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=True,
    )
    assert ran.stderr == ""
    return ran.stdout
