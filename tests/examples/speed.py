"""How fast reports are made: `python -m tests.examples.speed`."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from statistics import median

from bot.reports.formats import render_report
from bot.reports.kinds.registry import talk_report
from bot.reports.kinds.round import round_report
from dialogues.authoring.loader import load
from tests.examples.collaboration import GROUP, rounds
from tests.examples.make import EXAMPLES, Example
from tests.examples.talks import alderman

TIMES = 20


def main() -> None:
    """Warm: the first of each is not counted. CPU, as other work does not change that."""
    content = load()
    kept = alderman(content).sessions
    now = next(one for one in kept if one.id == "now")
    results = rounds(content)

    def personal() -> None:
        render_report(talk_report("summary", content, kept, now, now.open()), "pdf")

    def of_round(format: str) -> Callable[[], None]:
        return lambda: void(render_report(round_report(content, GROUP, results), format))

    def of_example(example: Example) -> Callable[[], None]:
        return lambda: void(render_report(example.make(content), "pdf"))

    say("personal PDF", personal)
    for format in ("pdf", "html", "docx"):
        say(f"round report, {format}", of_round(format))
    for example in EXAMPLES:
        say(f"  {example.name}, pdf", of_example(example), 5)
    before, begun = memory(), time.process_time()
    for number in range(200):
        personal()
        if number == 99:
            half = memory()
    print(f"200 personal: {time.process_time() - begun:.1f} s")
    print(f"memory: {before} MB before, {half} MB half way, {memory()} MB after")


def void(_: object) -> None:
    return None


def say(name: str, make: Callable[[], None], times: int = TIMES) -> None:
    make()
    taken = []
    for _ in range(times):
        begun = time.process_time()
        make()
        taken.append(time.process_time() - begun)
    print(f"{name}: {median(taken) * 1000:.0f} ms")


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
