"""What it costs who is talking that a long document is made: in a process of its own, in a thread.

`python -m tests.bench.papers` makes reports of forty pages while turns are taken, and prints the
turns' p50 and p99 and this process's memory, before, during and after.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import time
from collections.abc import Awaitable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.clock import now
from bot.documents.workers import WorkerPool
from bot.messages.messages import Inbound
from bot.reports.branding import Style
from bot.reports.document import Document
from bot.reports.formats import render_document
from bot.reports.report import Drawn, Items, Paragraph, Quote, Report, Section, TableBlock
from bot.turns.processor import Turns
from dialogues.authoring.loader import load
from dialogues.messages.inputs import Command
from storage.database.unit_of_work import Store
from tests.support.reports import BALANCE, LINE

PAGES, MOST = 40, 12
WORDS = "De raad wil weten wat het kost en wat het oplevert, en wie er aan tafel zit. " * 6


def long_report() -> Report:
    """About forty pages: words, tables and pictures."""
    sections = []
    for number in range(PAGES):
        rows = [[f"Onderdeel {row}", row / 3, row] for row in range(12)]
        sections.append(
            Section(
                title=f"Deel {number + 1}",
                blocks=[
                    Paragraph(text=WORDS),
                    Quote(id=f"q{number}", label="Wat ik wil", text=WORDS),
                    Drawn(id=f"l{number}", picture=LINE if number % 2 else BALANCE),
                    TableBlock(
                        caption="Scores", header=["Onderdeel", "Score", "Aantal"], rows=rows
                    ),
                    Items(entries=[(WORDS[:80], WORDS[:60])] * 4),
                ],
            )
        )
    return Report(title="Lang verslag", language="nl", made="vandaag", toc=True, sections=sections)


def rss() -> float:
    """MB of this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1048576


async def turns_during(turns: Turns, make: Awaitable[Any], tag: str) -> tuple[list[float], float]:
    """The seconds that turns took while documents were made, and how long those took."""
    took: list[float] = []
    task = asyncio.ensure_future(make)
    began = time.perf_counter()
    number = 0
    while not task.done() or number < 200:
        number += 1
        start = time.perf_counter()
        await turns.submit(
            Inbound("web", f"{tag}{number}", f"{number % 20}", Command("menu"), now())
        )
        took.append(time.perf_counter() - start)
        await asyncio.sleep(0.002)
    await task
    return sorted(took), time.perf_counter() - began


async def main(formats: list[str]) -> None:
    body = long_report().model_dump_json()
    with TemporaryDirectory() as folder:
        store = await Store.open(
            f"sqlite+aiosqlite:///{folder}/data/db.sqlite3", Path(folder) / "key"
        )
        turns = Turns(load(), store, now)
        workshop = WorkerPool()
        took, _ = await turns_during(turns, asyncio.sleep(0.5), "none")
        print(f"nothing made: p50 {_ms(took, 0.5)}, p99 {_ms(took, 0.99)}, RSS {rss():.0f} MB")
        for format in formats:
            paper = Document("it", format, body, "nl", again="/summary")

            async def there(paper: Document = paper) -> None:
                for _ in range(MOST):
                    await workshop.make(paper)

            async def here(paper: Document = paper) -> None:
                for _ in range(MOST):
                    await asyncio.to_thread(render_document, paper, Style())

            await workshop.make(paper)
            for name, make in (("process", there), ("thread", here)):
                took, seconds = await turns_during(turns, make(), f"{format}{name}")
                each = seconds / MOST
                print(
                    f"{format}, {name}: p50 {_ms(took, 0.5)}, p99 {_ms(took, 0.99)}, worst "
                    f"{_ms(took, 1.0)}, {each:.2f} s each, RSS {rss():.0f} MB"
                )
        await workshop.close()
        await store.close()


def _ms(took: list[float], part: float) -> str:
    return f"{took[min(int(len(took) * part), len(took) - 1)] * 1000:.1f} ms"


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or ["pdf", "docx"]))
