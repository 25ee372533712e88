"""Who waits for a document: each person in turn."""

from __future__ import annotations

import asyncio

import pytest

from bot.documents.fair_line import MAX_WAITING_PER_PERSON, FairLine, TooManyWaitingError


class Waiting:
    """People who ask while the worker is at work; `served` are their names, in order."""

    def __init__(self) -> None:
        self.line, self.served = FairLine(), list[str]()
        self.tasks, self.free = list[asyncio.Task[None]](), asyncio.Event()

    async def ask(self, *persons: str) -> None:
        for person in persons:
            self.tasks.append(asyncio.create_task(self._made(person)))
            await asyncio.sleep(0)

    async def _made(self, person: str) -> None:
        async with self.line.turn(person):
            self.served.append(person)
            await self.free.wait()

    async def end(self) -> list[object]:
        self.free.set()
        return list(await asyncio.gather(*self.tasks, return_exceptions=True))


async def test_who_asks_once_waits_for_one_of_who_asks_often() -> None:
    waiting = Waiting()
    await waiting.ask("a", "a", "a", "a", "b", "c", "c")
    await waiting.end()
    assert waiting.served == ["a", "a", "b", "c", "a", "c", "a"]


async def test_one_person_cannot_fill_the_line() -> None:
    waiting = Waiting()
    await waiting.ask("a", *["b"] * (MAX_WAITING_PER_PERSON + 1), "c")
    ended = await waiting.end()
    assert sum(isinstance(one, TooManyWaitingError) for one in ended) == 1
    assert waiting.served.count("b") == MAX_WAITING_PER_PERSON and "c" in waiting.served


@pytest.mark.parametrize("early", [True, False])
async def test_who_stops_waiting_holds_up_nobody(early: bool) -> None:
    """Before it was their turn, or in the very moment that it was."""
    waiting = Waiting()
    await waiting.ask("a", "b", "c")
    if early:
        waiting.tasks[1].cancel()
        await waiting.end()
    else:
        waiting.free.set()
        await asyncio.wait([waiting.tasks[0]])
        waiting.tasks[1].cancel()
        await waiting.end()
    await waiting.ask("d")
    await waiting.end()
    assert waiting.served[-2:] == ["c", "d"]
