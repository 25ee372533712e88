"""A language model as a channel: what is asked goes out after the commit, its answer comes in.

So both are durable, and the answer is taken in once. A server that fails makes nobody wait: then
the answer is empty, and what we said ourselves stands.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import orjson
import structlog

from bot.channels.model.client import ModelClient, ModelError, ModelRequest
from bot.messages.messages import MODEL, Inbound, Outbound
from bot.turns.processor import Turns
from dialogues.messages.inputs import Thought
from dialogues.model.source import PromptFile

log = structlog.get_logger()
LATE = 3600.0
"""Seconds after which nobody waits for an answer any more."""
TRIES, PAUSE = 2, 2.0
MAX_FAULTS, REST = 3, 60.0
"""After so many faults in a row it is left alone for so many seconds."""


class ModelChannel:
    """Asks, and takes the answers to `turns`."""

    name = MODEL

    def __init__(
        self,
        client: ModelClient,
        prompts: PromptFile,
        turns: Turns,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.client, self.prompts, self.turns = client, prompts, turns
        self.clock, self.sleep = clock, sleep
        self._faults, self._rests_until = 0, 0.0

    async def deliver(self, out: Outbound) -> None:
        """Never fails for the model's sake. Raises what storage raises: then it is asked again."""
        wanted = orjson.loads(out.request)
        answer = await self._answer(wanted)
        thought = Thought(
            wanted["session"], wanted["number"], answer, self.client.model, self.prompts.version
        )
        update = f"{MODEL}/{wanted['session']}/{wanted['number']}"
        inbound = Inbound(wanted["channel"], update, wanted["address"], thought, self.clock())
        await self.turns.submit(inbound)

    async def _answer(self, wanted: Mapping[str, Any]) -> str:
        """JSON; empty when there is none."""
        now = self.clock()
        if now < self._rests_until or now - wanted["asked"] > LATE:
            return ""
        system = self.prompts.jobs.of(wanted["job"])[wanted["language"]]
        schema = orjson.loads(wanted["schema"])
        question = ModelRequest(wanted["job"], system, wanted["about"], schema)
        for attempt in range(1, TRIES + 1):
            try:
                found = await self.client.ask(question)
            except ModelError as fault:
                log.warning("the model gave no answer", job=wanted["job"], reason=str(fault))
                if not fault.again or attempt == TRIES:
                    break
                await self.sleep(PAUSE)
            else:
                self._faults = 0
                return orjson.dumps(found).decode()
        self._faults += 1
        if self._faults >= MAX_FAULTS:
            self._faults, self._rests_until = 0, now + REST
        return ""

    async def close(self) -> None:
        await self.client.close()
