"""A talk that a language model may look at: content, good answers, a message's whole road."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from bot.channels.model.channel import ModelChannel
from bot.channels.model.client import ModelClient
from bot.delivery.sender import Sender
from bot.messages.messages import MODEL, Inbound, Outbound
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.engine.session import Session
from dialogues.messages.inputs import Command, Input, Typed
from dialogues.model.source import ModelUse
from dialogues.turn.person import Person
from storage.database.unit_of_work import Store
from storage.repositories import outbox, people
from tests.fake_model.server import FakeModel
from tests.support.clock import Clock
from tests.support.content import loaded
from tests.support.until import until

FIXTURE = Path(__file__).parents[1] / "fixtures" / "second_look"
OWNER = "gemeente Meerdam"
TROUBLE = "Inwoners moeten zes weken wachten op een vergunning. Jan Pietersen ziet dat ook."
HOPE = "Dat wij minder geld uitgeven aan inhuur."
MAIN = "Uw inwoners wachten te lang op een vergunning, zes weken. Dat is uw eigen probleem."


@cache
def content(daily: int = 20) -> Content:
    """Only the points of the small talk hold, whatever else is in our content."""
    whole = loaded(FIXTURE)
    points = [one for one in whole.case.points if one.id.startswith("second_")]
    use = ModelUse("tiny", OWNER, daily)
    return replace(whole, case=replace(whole.case, points=points), model=use)


def good(about: Mapping[str, Any]) -> dict[str, Any]:
    """What a good model answers to each job, by what it is asked about."""
    if "signs" in about:
        return {"facts": []}
    if "acts" in about:
        return {"act": "answer_concrete", "themes": []}
    return worded()


def worded(main: Any = MAIN, **changes: Any) -> dict[str, Any]:
    """Words that may be told of the small talk."""
    do = "Vraag deze week aan uw team hoe lang een inwoner nu wacht op een vergunning."
    say = "Hoe lang wacht een inwoner nu bij ons op een vergunning?"
    whole = {
        "main": {"id": "second_waits", "text": main},
        "actions": [{"id": "second_waits", "text": do, "say": say}],
        "leave": {"id": "second_waits", "text": "Praat nu nog niet over een vorm."},
        "ask": {"id": "second_waits", "text": "Wachten inwoners bij uw buren ook zo lang?"},
    }
    return whole | changes


@dataclass
class Looked:
    """One person, by Telegram, on a real database; `model` answers over real HTTP."""

    store: Store
    model: FakeModel
    clock: Clock
    content: Content
    turns: Turns = field(init=False)
    channel: ModelChannel = field(init=False)
    pauses: list[float] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.turns = Turns(self.content, self.store, self.clock)
        client = ModelClient(self.model.url, "tiny", seconds=1.0)
        prompts = self.content.asks.prompts
        self.channel = ModelChannel(client, prompts, self.turns, self.clock, self._pause)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[None]:
        sender = Sender(self.store, self.channel, self.clock)
        self.turns.committed.append(sender.committed)
        task = asyncio.create_task(sender.run())
        try:
            yield
        finally:
            self.turns.committed.remove(sender.committed)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            await self.channel.close()

    async def give(self, *inputs: Input, address: str = "7") -> None:
        for one in inputs:
            number = str(next(self.numbers))
            await self.turns.submit(Inbound("telegram", number, address, one, self.clock()))

    async def talk(self, *, trouble: str = TROUBLE, agreed: bool = True) -> None:
        """To the end, past the playback."""
        if agreed:
            await self.give(Command("settings", "model on"))
        await self.give(Command("start", "second"), Typed("1"), Typed(trouble), Typed(HOPE))

    async def confirm(self) -> None:
        await self.give(Typed("1"))

    async def person(self) -> Person:
        async with self.store.begin() as work:
            found = await people.people_at(work, {("telegram", "7")})
        return found["telegram", "7"]

    async def session(self) -> Session:
        return (await self.person()).sessions[-1].open()

    async def thoughts(self) -> dict[str, Any]:
        return (await self.session()).thoughts

    async def said(self, address: str = "7") -> list[str]:
        """What waits for a person, a text a message."""
        async with self.store.begin() as work:
            rows = await outbox.due(work, "telegram", 1000)
        found = [Outbound.load(row.text, row.channel, row.address) for row in rows]
        found = [one for one in found if one.address == address]
        return ["\n".join(part.text for part in one.parts) for one in found]

    async def waiting(self) -> int:
        """How much is to be asked still."""
        async with self.store.begin() as work:
            return len(await outbox.due(work, MODEL, 100))

    async def done(self) -> None:
        """Until nothing is to be asked any more, and all answers are in."""

        async def over() -> bool:
            return await self.waiting() == 0

        await until(over)
