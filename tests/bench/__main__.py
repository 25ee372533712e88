"""This coach beside its peers, by the drivers in a folder of their own: see docs/performance.md.

    make bench BENCH=/path/to/bench ROUNDS=3

The folder holds `run.py` and `kill.py`, and their environment in `.venv`, or BENCH_PYTHON names it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

BOT = Path(__file__).parent / "bot.py"
PLAIN, HOOK = "aiogram-memory", "aiogram-memory-webhook"
PEERS = [PLAIN, HOOK, "raw-aiohttp-group"]
OURS = {"ours-polling": "polling", "ours-webhook": "webhook"}
FAULTS = ("bad_calls", "webhook_errors", "wrong_summaries", "stuck", "extra_shows")
Run = dict[str, Any]
Runs = dict[str, list[Run]]
FIGURES: list[tuple[str, Callable[[Run], float], int]] = [
    ("CPU ms/update", lambda run: float(run["cpu_ms"]), 3),
    ("updates/s", lambda run: float(run["rate"]), 0),
    ("p99 ms", lambda run: float(run["latency_ms"]["p99"]), 0),
    ("RSS MB", lambda run: float(run["rss_mb"]), 0),
]


def fault(bench: Path, python: Path) -> str | None:
    """Why it cannot run, in words that say what to do."""
    for name in ("run.py", "kill.py", "harness.py"):
        if not (bench / name).is_file():
            return f"{bench} holds no {name}: give the folder of the benchmark as BENCH=..."
    if not python.is_file():
        return f"{python} is not there: install {bench}/requirements.txt there, or set BENCH_PYTHON"
    needs = "import aiogram, aiohttp, httptools, orjson, uvloop"
    run = subprocess.run([python, "-c", needs], capture_output=True, text=True, check=False)
    if run.returncode:
        why = run.stderr.strip().splitlines()[-1]
        return f"{python} lacks a peer ({why}): install {bench}/requirements.txt in it"
    return None


def drive(bench: Path, python: Path, driver: str, *arguments: str) -> None:
    """Run one of its drivers with our bot as extra rows."""
    bots = [f"--bot={name}|{mode}|{sys.executable} {BOT}" for name, mode in OURS.items()]
    subprocess.run([python, driver, *arguments, *bots], cwd=bench, check=True)


def compared(runs: Runs, base: str) -> list[str]:
    """A table of ratios to `base`: of the runs of one round, then their median and their range."""
    there = {run["round"]: run for run in runs.get(base, []) if run["cpu_ms"]}
    rows = [f"| x {base} | " + " | ".join(name for name, _, _ in FIGURES) + " | errors |"]
    rows.append("|---" * (len(FIGURES) + 2) + "|")
    for name, all_runs in runs.items():
        good = [run for run in all_runs if run["cpu_ms"] and run["round"] in there]
        cells = [_cell(good, there, figure, digits) for _, figure, digits in FIGURES]
        errors = sum(run[one] for run in good for one in FAULTS)
        rows.append(f"| {name} | {' | '.join(cells)} | {errors if good else 'no result'} |")
    return rows


def _cell(good: list[Run], there: dict[int, Run], figure: Callable[[Run], float], n: int) -> str:
    if not good:
        return "-"
    ratios = [figure(run) / figure(there[run["round"]]) for run in good]
    middle = statistics.median(map(figure, good))
    spread = f"{min(ratios):.2f}-{max(ratios):.2f}"
    return f"{middle:.{n}f}: {statistics.median(ratios):.2f} ({spread})"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("bench", type=Path, nargs="?")
    parser.add_argument("--python", type=Path, help="the interpreter with the peers' packages")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kills", type=int, default=10)
    options = parser.parse_args()
    if options.bench is None:
        print("make bench BENCH=/path/to/bench: give the folder of the benchmark", file=sys.stderr)
        return 1
    bench = options.bench.resolve()
    python = (options.python or bench / ".venv" / "bin" / "python").absolute()
    if why := fault(bench, python):
        print(why, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "runs.json"
        rounds = ["--rounds", str(options.rounds), "--rows", ",".join(PEERS)]
        drive(bench, python, "run.py", *rounds, "--json", str(results))
        runs: Runs = json.loads(results.read_text())
    print()
    print("\n".join(compared(runs, PLAIN)))
    hooked = {name: runs[name] for name in (HOOK, "ours-webhook", "raw-aiohttp-group")}
    print()
    print("\n".join(compared(hooked, HOOK)))
    if options.kills:
        drive(bench, python, "kill.py", "--rows", "", "--kills", str(options.kills))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
