"""People who type a whole questionnaire, whatever comes back, and what must be so after it."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from dialogues.engine.session import Session
from storage.core.schema import inbox, outbox
from storage.database.unit_of_work import Store
from storage.repositories import people
from tests.fake_bot_api.server import Chat, FakeBotApi
from tests.support.processes import Coach

QUESTIONS = 20
Typing = tuple[Chat, str]
"""Who types what."""


def answers(person: int) -> list[str]:
    """Twenty ratings that no follow-up asks on, different for everyone."""
    chance = random.Random(person)
    return [str(chance.choice([3, 4, 5])) for _ in range(QUESTIONS)]


def portions(users: Sequence[Chat], number: int) -> list[list[Typing]]:
    """All that everybody types, each in order but mixed with the others, in so many portions."""
    texts = {
        user.id: iter(["/start success_factors", "1", "3", *answers(user.id)]) for user in users
    }
    order = [user for user in users for _ in range(3 + QUESTIONS)]
    random.Random(number).shuffle(order)
    typed = [(user, next(texts[user.id])) for user in order]
    return [typed[len(typed) * n // number : len(typed) * (n + 1) // number] for n in range(number)]


async def type_all(portion: Sequence[Typing], pause: float = 0.0) -> None:
    for user, text in portion:
        await user.says(text)
        await asyncio.sleep(pause)


async def everything_delivered(api: FakeBotApi, users: Sequence[Chat]) -> None:
    """Wait until the end of the talk has reached everyone, or give up: the outcome tells."""
    waiting = {user.id: user for user in users}

    def ended() -> bool:
        for user in list(waiting.values()):
            if any("Dank u wel" in message.get("text", "") for message in user.history.values()):
                del waiting[user.id]
        return not waiting

    await api.pulse.until(ended)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of all that was typed. An answer that counts twice makes the later ones wrong."""

    messages: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: int = 0
    replies: int = 0
    missing: int = 0
    disordered: int = 0
    repeated: int = 0

    @property
    def good(self) -> bool:
        """Nothing lost, doubled, wrong, missing or out of order; a reply may come twice."""
        return not (self.lost or self.doubled or self.wrong or self.missing or self.disordered)

    def __str__(self) -> str:
        return ", ".join(f"{getattr(self, name)} {name}" for name in self.__slots__)


async def outcome(coach: Coach, api: FakeBotApi, users: Sequence[Chat]) -> Outcome:
    """Compare what was typed with what the database holds when the coach is gone, and replies."""
    typed = len(users) * (3 + QUESTIONS)
    store = await Store.open(coach.database, coach.keys)
    async with store.begin() as work:
        found = await people.people_at(work, {("telegram", str(user.id)) for user in users})
        done = select(func.count()).select_from(inbox).where(inbox.c.status == "done")
        stored = (await work.connection.execute(done)).scalar_one()
        unsent = select(func.count()).select_from(outbox).where(outbox.c.status == "pending")
        waiting = (await work.connection.execute(unsent)).scalar_one()
    await store.close()
    talks = {
        int(address): [one.open() for one in who.sessions] for (_, address), who in found.items()
    }
    heard = [[message.text or "" for message in user.messages] for user in users]
    numbers = [_numbers(texts) for texts in heard]
    return Outcome(
        messages=typed,
        lost=max(typed - stored, 0) + len(api.updates.pending),
        doubled=max(stored - typed, 0) + sum(len(kept[1:]) for kept in talks.values()),
        wrong=sum(_wrong(talks.get(user.id, []), answers(user.id)) for user in users),
        replies=sum(map(len, heard)),
        missing=waiting + sum(QUESTIONS - len(asked) for asked in numbers),
        disordered=sum(asked != sorted(asked) for asked in numbers),
        repeated=sum(len(texts) - len(set(texts)) for texts in heard),
    )


def _wrong(kept: Sequence[Session], typed: Sequence[str]) -> int:
    """The answers that are not there, or not what was typed at their question."""
    names = [f"sf{n // 2 + 1}_{'ab'[n % 2]}" for n in range(QUESTIONS)]
    told = kept[0].answers if kept and kept[0].status == "completed" else {}
    return sum(
        name not in told or str(told[name].value) != text
        for name, text in zip(names, typed, strict=True)
    )


def _numbers(texts: Sequence[str]) -> list[int]:
    """The numbers of the questions, as each was first asked."""
    found = (int(number) for text in texts for number in re.findall(r"(\d+) van 20", text))
    return list(dict.fromkeys(found))
