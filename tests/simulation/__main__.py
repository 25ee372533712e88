"""`make simulate`: one seed in full, or many with a progress bar."""

from __future__ import annotations

import argparse
import os
import sys

from tests.simulation.runner import report, run_one


def main() -> int:
    """Returns 0 when every promise was kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, help="run this one and show what went wrong")
    parser.add_argument("--seeds", type=int, default=1000, help="run so many")
    parser.add_argument("--first", type=int, default=0, help="begin at this one")
    parser.add_argument("--bug", default="", help="plant this one of tests/simulation/bugs.py")
    options = parser.parse_args()
    if options.seed is None:
        failed = report(range(options.first, options.first + options.seeds), options.bug)
        return min(failed, 1)
    result = run_one(options.seed, options.bug)
    print(f"seed {result.seed}, trace {result.trace}")
    print(", ".join(f"{name}: {count}" for name, count in result.counts.items()))
    print("\n".join(result.faults) or "every promise was kept")
    return min(len(result.faults), 1)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # without the clean-up code of what was killed
