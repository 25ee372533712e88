"""A language model at work on the cases: what it was asked, and what of its answers held."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from statistics import median

import orjson

from bot.channels.model.client import ModelClient, ModelError, ModelRequest
from dialogues.definition.content import Content
from dialogues.engine.model.thinking import think
from dialogues.engine.session import Session
from dialogues.messages.events import Event
from dialogues.messages.inputs import Thought
from dialogues.messages.model_events import ModelAnswered, ModelWanted
from dialogues.model.source import ModelUse, PromptFile

Ask = Callable[[ModelWanted], str]
"""Answers with JSON; with nothing when there was no answer."""
NO_BUDGET = 10_000


@dataclass
class Model:
    """Answers what a talk asks, and remembers how that went.

    used: by job, how many answers were kept
    refused: by job and reason, how many were not, or not whole
    seconds: how long each took
    """

    ask: Ask
    name: str
    prompt: str
    used: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def take(
        self, content: Content, session: Session, events: list[Event], now: float
    ) -> list[Event]:
        """Answer what was asked, and what that asks in turn; what came of it."""
        found: list[Event] = []
        wanted = [one for one in events if isinstance(one, ModelWanted)]
        while wanted:
            job = wanted.pop(0)
            began = time.perf_counter()
            answer = self.ask(job)
            self.seconds.append(time.perf_counter() - began)
            thought = Thought(session.id, job.number, answer, self.name, self.prompt)
            came = think(content, session, thought, now)
            self._count(came)
            wanted += [one for one in came if isinstance(one, ModelWanted)]
            found += came
        return found

    def _count(self, came: list[Event]) -> None:
        for one in came:
            if isinstance(one, ModelAnswered):
                self.used[one.job] += not one.faults
                self.refused.update((one.job, fault) for fault in one.faults)

    def table(self) -> str:
        """How many answers held, by job, and why the others did not."""
        rows = [f"| {job} | {count} | held |" for job, count in sorted(self.used.items())]
        rows += [f"| {job} | {count} | {why} |" for (job, why), count in self.refused.most_common()]
        took = f"{median(self.seconds):.1f} s" if self.seconds else "-"
        head = f"| job of {self.name} (median {took}) | answers | what came of it |"
        return "\n".join([head, "|---|---|---|", *rows])


def with_model(content: Content, name: str) -> Content:
    """The same content, in a coach that has a model."""
    return replace(content, model=ModelUse(name, "evals", NO_BUDGET))


def by_http(client: ModelClient, prompts: PromptFile, runner: asyncio.Runner) -> Ask:
    """Asks over HTTP, as the coach does."""

    def ask(wanted: ModelWanted) -> str:
        system = prompts.jobs.of(wanted.job)[wanted.language]
        schema = orjson.loads(wanted.schema)
        question = ModelRequest(wanted.job, system, wanted.about, schema)
        try:
            return orjson.dumps(runner.run(client.ask(question))).decode()
        except ModelError:
            return ""

    return ask
