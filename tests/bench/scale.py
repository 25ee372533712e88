"""Does a turn cost more when a million talks are stored?

    python -m tests.bench.scale FOLDER --sessions 1000 1000000 --rounds 5

200 persons of each database answer the benchmark's questions in batches of 100, as a poll brings
them: the production turns and sender, real SQLite, and a channel that taps. What is printed is the
CPU of the whole process for an update, in rounds that take turns.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import time
from collections import deque
from itertools import count
from pathlib import Path

from bot.clock import now
from bot.delivery.sender import Sender
from bot.messages.messages import Inbound, Outbound
from bot.turns.processor import Turns
from dialogues.authoring.loader import load
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Input, parse_tap
from storage.database.unit_of_work import Store
from tests.bench.fill import address, fill, url

CONTENT = Path(__file__).parent / "content"
USERS, BATCH = 200, 100


class Tapper:
    """A channel whose persons tap the third button of each question, and begin again at the end."""

    name = "telegram"

    def __init__(self, run: str) -> None:
        self.run, self.numbers = run, count()
        self.came: deque[Inbound] = deque()
        self.more = asyncio.Event()

    async def deliver(self, out: Outbound) -> None:
        tap = out.prompt and len(out.prompt.choices) == 5 and parse_tap(out.prompt.choices[2].data)
        if out.kind == "say" or tap:
            self.give(out.address, tap or Command("start", "bench"))

    def give(self, address: str, given: Input) -> None:
        update = f"{self.run}/{next(self.numbers)}"
        self.came.append(Inbound("telegram", update, address, given, 0.0))
        self.more.set()

    async def batch(self) -> list[Inbound]:
        while not self.came:
            self.more.clear()
            await self.more.wait()
        return [self.came.popleft() for _ in range(min(BATCH, len(self.came)))]


async def cost(content: Content, folder: Path, stored: int, updates: int, run: str) -> float:
    """CPU milliseconds for an update."""
    store = await Store.open(url(folder), folder / "key")
    tapper = Tapper(run)
    turns, sender = Turns(content, store, now), Sender(store, tapper, now)
    turns.committed.append(sender.committed)
    sending = asyncio.create_task(sender.run())
    for user in range(1, USERS + 1):
        one = user * stored // USERS // 3 * 3 - 1  # whose stored talk is completed
        tapper.give(address(one), Command("start", "bench"))
    done, began, warm = 0, 0.0, updates // 4
    gc.collect()
    gc.freeze()
    while done < updates + warm:
        batch = await asyncio.wait_for(tapper.batch(), 30)
        if done < warm <= done + len(batch):
            began, warm = time.process_time(), done
        await turns.apply(batch)
        done += len(batch)
    took = time.process_time() - began
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    await store.close()
    return 1000 * took / (done - warm)


async def main(folder: Path, sizes: list[int], rounds: int, updates: int) -> None:
    content = load(CONTENT)
    for size in sizes:
        if not (folder / str(size) / "data").exists():
            await fill(folder / str(size), size, 2)
    found: dict[int, list[float]] = {size: [] for size in sizes}
    for turn in range(rounds + 1):
        for size in sizes:
            run = f"{now():.0f}/{turn}"
            spent = await cost(content, folder / str(size), size, updates, run)
            if turn:  # the first is for warming up
                found[size].append(spent)
                print(f"round {turn}, {size:>9,} sessions: {spent:.3f} ms", flush=True)
    base = found[sizes[0]]
    for size, costs in found.items():
        ratios = [one / other for one, other in zip(costs, base, strict=True)]
        print(
            f"{size:>9,} sessions: {statistics.median(costs):.3f} ms of CPU for an update, "
            f"{statistics.median(ratios):.2f} x ({min(ratios):.2f}-{max(ratios):.2f})"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sessions", type=int, nargs="+", default=[1000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--updates", type=int, default=4000)
    options = parser.parse_args()
    asyncio.run(main(options.folder, options.sessions, options.rounds, options.updates))
