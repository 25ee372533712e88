"""The coach at work on a Bot API server of our own."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from aiogram.types import Message
from aiohttp import web
from sqlalchemy import func, select

from bot.channels.telegram.channel import Telegram
from bot.delivery.sender import Sender
from bot.messages.messages import Outbound
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.engine.session import Session
from dialogues.turn.person import Person
from storage.core.schema import inbox
from storage.database.unit_of_work import Store
from storage.repositories import outbox, people
from storage.repositories.outbox import OutboxRow
from tests.fake_bot_api.server import Call, Chat, FakeBotApi

SECRET = "a-secret-of-the-tests"


@dataclass
class Coach:
    """The coach at work; `start` begins polling and sending, `close` ends all of it."""

    api: FakeBotApi
    content: Content
    store: Store
    turns: Turns = field(init=False)
    channel: Telegram = field(init=False)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    servers: list[web.ServerRunner] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.turns = Turns(self.content, self.store, self.api.clock)
        links, api = self.turns.links, self.api
        self.channel = Telegram(api.token, self.content, api.clock, links, api=api.url)

    def run(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self.tasks.append(task)
        return task

    async def send(self) -> None:
        await self.channel.setup()
        sender = Sender(self.store, self.channel, self.api.clock)
        self.turns.committed.append(sender.committed)
        self.run(sender.run())

    async def start(self) -> asyncio.Task[None]:
        await self.send()
        return self.run(self.channel.poll(self.turns))

    async def serve(self) -> str:
        """Listen for a webhook without announcing it; returns its address."""
        runner = web.ServerRunner(self.channel.webhook(self.turns, SECRET))
        await runner.setup()
        self.servers.append(runner)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"

    async def person(self, chat: Chat) -> Person | None:
        address = ("telegram", str(chat.id))
        async with self.store.begin() as work:
            return (await people.people_at(work, {address})).get(address)

    async def session(self, chat: Chat) -> Session:
        """The session of this chat that was touched last."""
        person = await self.person(chat)
        assert person is not None and person.sessions
        return person.sessions[-1].open()

    async def close(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        for runner in self.servers:
            await runner.cleanup()
        await self.channel.close()


def has_buttons(message: Message) -> bool:
    return message.reply_markup is not None


def labels(message: Message) -> list[str]:
    """The texts of a message's buttons."""
    markup = message.reply_markup
    return [button.text for row in markup.inline_keyboard for button in row] if markup else []


def rows(message: Message) -> list[list[str]]:
    markup = message.reply_markup
    return [[button.text for button in row] for row in markup.inline_keyboard] if markup else []


def marked(message: Message, style: str) -> list[str]:
    """The stretches of a text that an entity of this type covers."""
    text = (message.text or message.caption or "").encode("utf-16-le")
    return [
        text[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16-le")
        for entity in message.entities or message.caption_entities or []
        if entity.type == style
    ]


async def begin(chat: Chat, dialogue: str) -> Message:
    """Begin a talk; returns its first question."""
    await chat.says(f"/start {dialogue}")
    return await chat.hears(has_buttons)


def sent(coach: Coach, chat: Chat, method: str = "sendMessage") -> list[Call]:
    return [c for c in coach.api.calls if c.method == method and c.chat_id == chat.id]


async def noticed(coach: Coach) -> Call:
    """The answer to a tap that came with a word."""
    return await coach.api.until(lambda: next(filter(_tells, coach.api.calls), None))


def _tells(call: Call) -> bool:
    return call.method == "answerCallbackQuery" and bool(call.params.get("text"))


def in_vain(call: Call) -> bool:
    """Buttons were taken off that another process, or one that was killed, took off already."""
    bare = call.method == "editMessageReplyMarkup" and not call.params.get("reply_markup")
    return bare and "message is not modified" in call.description


async def put(coach: Coach, chat: Chat, out: Outbound, key: str = "0/test") -> None:
    """Have the sender send a message that no talk caused."""
    async with coach.store.begin() as work:
        newest = select(func.coalesce(func.max(inbox.c.id), 0))
        after = (await work.connection.execute(newest)).scalar_one()
        row = OutboxRow(key, "telegram", str(chat.id), None, after, 0.0, out.dump())
        await outbox.add_outbound(work, [row])
    for tell in coach.turns.committed:
        tell([(row, out)])
