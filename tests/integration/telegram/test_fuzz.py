"""Thousands of updates that are nonsense, between those of people who go on as if nothing were.

Nobody waits for another's nonsense: each batch is taken at the first try, and all that ordinary
people say is answered, in order. What a client can send is moreover never a failure of ours.
"""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from aiohttp import ClientSession, TCPConnector, web
from sqlalchemy import func, select

from dialogues.definition.content import Content
from storage.core.schema import inbox, outbox
from storage.database.unit_of_work import Store
from storage.repositories import people
from tests.fake_bot_api.checks import Files
from tests.fake_bot_api.server import Call, FakeBotApi
from tests.support.load import answers
from tests.support.mutations import Mutator
from tests.support.telegram_coach import SECRET, Coach

POLLED, POSTED = 14_000, 3_000
BATCH = 100
FIRST = 5_000_000
"""The number of the first update; that of the first person is the same."""
HEADER = "X-Telegram-Bot-Api-Secret-Token"
Sent = list[tuple[int, bytes]]


class RawBotApi(FakeBotApi):
    """Gives updates to who polls as the bytes that a test wrote."""

    raw: dict[int, bytes]

    async def _answer(self, request: web.Request, call: Call, files: Files) -> web.Response:
        answer = await super()._answer(request, call, files)
        if call.method != "getUpdates" or call.status != 200:
            return answer
        assert isinstance(answer.body, bytes)
        found = [self.raw[one["update_id"]] for one in json.loads(answer.body)["result"]]
        body = b'{"ok":true,"result":[' + b",\n".join(found) + b"]}"
        return web.Response(body=body, content_type="application/json")


@pytest.fixture
async def coach(content: Content, store: Store) -> AsyncIterator[Coach]:
    async with RawBotApi() as api:
        coach = Coach(api, content, store)
        yield coach
        await coach.close()


def typed(person: int) -> list[str]:
    """A whole talk."""
    return ["/start success_factors", "1", "3", *answers(person)]


def ordinary(number: int, person: int, text: str) -> bytes:
    who = {"id": person, "is_bot": False, "first_name": "Anna", "language_code": "nl"}
    place = {"id": person, "type": "private", "first_name": "Anna"}
    message = {"message_id": number, "date": number, "chat": place, "from": who, "text": text}
    return json.dumps({"update_id": number, "message": message}).encode()


def mixed(mutator: Mutator, nonsense: int) -> tuple[Sent, list[int], set[int]]:
    """So much nonsense, with a word of someone behind every twentieth; who they are, and which
    numbers are theirs."""
    sent: Sent = []
    good: set[int] = set()
    persons = [FIRST + one for one in range(nonsense // 20 // len(typed(0)))]
    words = [(one, text) for texts in zip(*map(typed, persons), strict=True)
             for one, text in zip(persons, texts, strict=True)]  # fmt: skip
    for place in range(nonsense):
        sent.append((number := FIRST + len(sent), mutator.update(number)))
        left = nonsense - 1 - place
        if left % 20 == 0 and left // 20 < len(words):  # the last of all is a good one
            person, text = words.pop(0)
            sent.append((number := FIRST + len(sent), ordinary(number, person, text)))
            good.add(number)
    assert not words
    return sent, persons, good


async def check_talks(store: Store, persons: Sequence[int]) -> None:
    """All that they typed was taken in its place, and answered once, in order."""
    addresses = {("telegram", str(one)) for one in persons}
    async with store.begin() as work:
        found = await people.people_at(work, addresses)
        rows = await work.connection.execute(
            select(inbox.c.address, inbox.c.status, func.count(outbox.c.id))
            .join(outbox, outbox.c.after == inbox.c.id)
            .where(inbox.c.address.in_([address for _, address in addresses]))
            .group_by(inbox.c.id)
        )
        answered = [tuple(row) for row in rows]
    for person in persons:
        talk = found["telegram", str(person)].sessions[0].open()
        said = [talk.answers[f"sf{n // 2 + 1}_{'ab'[n % 2]}"].value for n in range(20)]
        assert list(map(str, said)) == answers(person) and talk.status == "completed"
    assert len(answered) == 23 * len(persons)
    assert all(status == "done" and count for _, status, count in answered)


def faults(log: io.StringIO) -> list[dict[str, Any]]:
    """What was told of failures of ours, and of what did not come in at once."""
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    known = ("an update cannot be read", "not answered", "Telegram is not set up yet")
    return [one for one in lines if one["event"] not in known and one["level"] != "info"]


async def test_polling_goes_on(coach: Coach, log: io.StringIO) -> None:
    sent, persons, good = mixed(Mutator(1), POLLED)
    api = coach.api
    assert isinstance(api, RawBotApi)
    api.raw = dict(sent)
    api.updates.pending = {number: {"update_id": number} for number in api.raw}
    task = coach.run(coach.channel.poll(coach.turns))
    await api.until(lambda: not api.updates.pending or task.done(), timeout=120)
    assert not task.done()
    assert faults(log) == []
    # What lost its number comes again when it was the last of its batch, and is kept once.
    again = {number for number, times in api.updates.deliveries.items() if times > 1}
    assert len(again) < POLLED // BATCH and max(api.updates.deliveries.values()) <= 2
    assert not again & good
    await check_talks(coach.store, persons)


async def test_a_webhook_goes_on(coach: Coach, log: io.StringIO) -> None:
    sent, persons, _ = mixed(Mutator(2), POSTED)
    url = await coach.serve()

    async def post(client: ClientSession, body: bytes) -> int:
        async with client.post(url, data=body, headers={HEADER: SECRET}) as answer:
            return answer.status

    async with ClientSession(connector=TCPConnector(limit=50)) as client:
        for begin in range(0, len(sent), BATCH):
            bodies = [body for _, body in sent[begin : begin + BATCH]]
            # Of one chat Telegram posts an update when the one before it was taken.
            statuses = await asyncio.gather(*(post(client, body) for body in bodies))
            assert set(statuses) == {200}
    assert faults(log) == []
    await check_talks(coach.store, persons)
