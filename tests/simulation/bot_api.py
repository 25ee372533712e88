"""The Bot API of a simulation: keeps what is not confirmed, and fails as the seed wants it."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.simulation.wire import Json

HTML = "<html><head><title>502 Bad Gateway</title></head></html>"
MOVES_TO = 1000
ME = {"id": 4242, "is_bot": True, "first_name": "Samenspraak", "username": "samenspraak_bot"}
EDITS = ("editMessageText", "editMessageReplyMarkup")
SAYS = ("sendMessage", "sendDocument", *EDITS)
Clock = Callable[[], float]
Call = tuple[str, str]
"""A method, and what it puts in the chat."""
OBEYING = ("getUpdates", "answerCallbackQuery")
"""Calls without a chat that must wait when they are told to, as those for a chat must."""


@dataclass
class Quiet:
    """A wait that we asked for, and when the bot heard of it.

    `known`: what a later process knows of it, by the clock on the wall, which may have jumped.
    """

    until: float
    heard: float
    known: float | None = None


@dataclass
class Said:
    """A call that had an effect, and when it was begun."""

    call: Call
    began: float


@dataclass
class Chat:
    """What stands in a chat: `said` is every call that had an effect, in order.

    `decorated` are those that only decorate what stood there, and `undecorated` how often such a
    call went wrong. `flights` are when each call for it was begun and was answered. `knocks` are
    calls while we were `blocked`, and `refused` is when the bot last heard of that.
    """

    said: list[Said] = field(default_factory=list)
    shown: dict[int, Json] = field(default_factory=dict)
    flights: list[tuple[float, float]] = field(default_factory=list)
    decorated: list[Said] = field(default_factory=list)
    undecorated: int = 0
    ambiguous: int = 0
    blocked: bool = False
    knocks: Counter[Call] = field(default_factory=Counter)
    refused: float = -1.0


class BotApi:
    """Updates wait here until they are confirmed. `faulty` is how often a call goes wrong."""

    def __init__(self, rng: random.Random, clock: Clock, wall: Clock, faulty: float) -> None:
        self.rng, self.clock, self.wall, self.faulty = rng, clock, wall, faulty
        self.updates: dict[int, Json] = {}
        self.confirmed: dict[int, Json] = {}
        self.chats: dict[int, Chat] = {}
        self.quiet: dict[int | str, Quiet] = {}
        self.violations: list[str] = []
        self.calls: Counter[str] = Counter()
        self.trace: list[object] = []
        self.moving: set[int] = set()
        self.moved: dict[int, int] = {}
        self._number = 0

    def _move(self, chat: int) -> None:
        """The chat gets another number, when nothing from the old one is under way."""
        if any(chat_of(update) == chat for update in self.updates.values()):
            return
        self.moving.discard(chat)
        self.moved[chat] = MOVES_TO + chat
        self.chats[MOVES_TO + chat] = self.chat(chat)
        self.chat(chat).undecorated += 1  # what has buttons has another number now

    def chat(self, number: int) -> Chat:
        return self.chats.setdefault(number, Chat())

    def number(self) -> int:
        self._number += 1
        return self._number

    def offer(self, update: Json) -> int:
        """Something happened in a chat: the bot is to hear of it."""
        number = self.number()
        self.updates[number] = {"update_id": number, **update}
        return number

    def confirm(self, number: int) -> None:
        if number in self.updates:
            self.confirmed[number] = self.updates.pop(number)

    def process_died(self, written_down: dict[int, float]) -> None:
        """Of a wait the next process only knows what the last one wrote down."""
        for place, quiet in list(self.quiet.items()):
            quiet.known = written_down.get(place, 0.0) if isinstance(place, int) else 0.0
            if quiet.known - self.wall() < quiet.until - self.clock() - 0.001:
                del self.quiet[place]

    # --- calls

    async def call(self, method: str, fields: Json, limit: float) -> tuple[int, str]:
        """One call: it comes in after a while, has its effect or not, is answered or not."""
        began = self.clock()
        try:
            return await self._answered(method, fields, limit)
        finally:
            if "chat_id" in fields:
                self.chat(fields["chat_id"]).flights.append((began, self.clock()))

    async def _answered(self, method: str, fields: Json, limit: float) -> tuple[int, str]:
        place = fields.get("chat_id", method)
        self._too_early(place)
        self.calls[method] += 1
        fault = self._fault()
        began = self.clock()
        if fault and decorates(method, fields):
            self.chat(int(place)).undecorated += 1
        await asyncio.sleep(self._lag(fault))
        self.trace.append((self.clock(), method, place, fields.get("text"), fault))
        match fault:
            case "retry_after":
                return self._refuse_for_now(place)
            case "internal":
                return _fault(500, "Internal Server Error")
            case "gateway":
                return 502, HTML
            case "lost_request":
                await self._never(began, limit)
        status, answer = await self._perform(method, fields, began)
        lag = self._lag(fault)
        if fault == "lost_answer" or self.clock() + lag > began + limit:
            if not decorates(method, fields):
                self._in_doubt(method, place)
            await self._never(began, limit)
        await asyncio.sleep(lag)
        if status == 403:
            self.chat(int(place)).refused = self.clock()
        return status, answer

    def _fault(self) -> str:
        if self.rng.random() >= self.faulty:
            return ""
        return self.rng.choice(
            ("retry_after", "internal", "gateway", "lost_request", "lost_answer", "slow")
        )

    def _lag(self, fault: str) -> float:
        return self.rng.uniform(0, 15.0 if fault == "slow" else 0.2)

    async def _never(self, began: float, limit: float) -> None:
        """The connection breaks, or the bot has waited for its longest."""
        breaks = self.rng.choice((0.0, limit))
        await asyncio.sleep(max(began + breaks - self.clock(), 0.0))
        raise TimeoutError

    def _in_doubt(self, method: str, place: int | str) -> None:
        if method in SAYS:
            self.chat(int(place)).ambiguous += 1

    def _too_early(self, place: int | str) -> None:
        quiet = self.quiet.get(place)
        if isinstance(place, str) and place not in OBEYING:
            return
        if quiet and quiet.known is not None and quiet.known <= self.wall():
            return
        if quiet and quiet.heard < self.clock() < quiet.until - 0.001:
            early = quiet.until - self.clock()
            self.violations.append(f"a call for {place} came {early:.2f} s too early")

    def _refuse_for_now(self, place: int | str) -> tuple[int, str]:
        seconds = self.rng.randint(1, 30)
        self.quiet[place] = Quiet(self.clock() + seconds, self.clock())
        return _fault(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)

    async def _perform(self, method: str, fields: Json, began: float) -> tuple[int, str]:
        if "chat_id" in fields and (refusal := self._barred(method, fields)):
            return refusal
        if method == "getUpdates":
            return _ok(await self._get_updates(fields))
        if method == "getMe":
            return _ok(ME)
        if method in EDITS:
            return self._edit(method, fields, began)
        if method in SAYS:
            return _ok({"message_id": self._say(method, fields, began)})
        return _ok(True)

    def _barred(self, method: str, fields: Json) -> tuple[int, str] | None:
        """Why a call for a chat has no effect, if so."""
        place = int(fields["chat_id"])
        if place in self.moving and method == "sendMessage":
            self._move(place)
        if new := self.moved.get(place):
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            return _fault(400, text, migrate_to_chat_id=new)
        chat = self.chat(place)
        if not chat.blocked:
            return None
        if method in SAYS and not decorates(method, fields):
            chat.knocks[method, substance(fields)] += 1
        return _fault(403, "Forbidden: bot was blocked by the user")

    # --- messages

    def _edit(self, method: str, fields: Json, began: float) -> tuple[int, str]:
        chat = self.chat(fields["chat_id"])
        shown = chat.shown.get(fields["message_id"])
        if shown is None:
            return _fault(400, "Bad Request: message to edit not found")
        new = {"reply_markup": fields.get("reply_markup")}
        if method == "editMessageText":
            new["text"] = fields["text"]
        same = all(shown.get(key) == value for key, value in new.items())
        if decorates(method, fields):
            self._closed(chat, fields, shown)
        said = chat.decorated if decorates(method, fields) else chat.said
        said.append(Said((method, substance(fields)), began))
        shown.update(new)
        return _fault(400, "Bad Request: message is not modified") if same else _ok(True)

    def _closed(self, chat: Chat, fields: Json, shown: Json) -> None:
        """What was said last is to keep its buttons, unless it was answered."""
        number, bare = fields["message_id"], not fields.get("reply_markup")
        if bare and "text" not in fields and number == max(chat.shown):
            self.violations.append(f"message {number} was the last, and lost its buttons")

    def _say(self, method: str, fields: Json, began: float) -> int:
        chat, number = self.chat(int(fields["chat_id"])), self.number()
        chat.said.append(Said((method, substance(fields)), began))
        chat.shown[number] = {key: fields.get(key) for key in ("chat_id", "text", "reply_markup")}
        return number

    # --- updates

    async def _get_updates(self, fields: Json) -> list[Json]:
        offset, until = fields.get("offset") or 0, self.clock() + fields.get("timeout", 0)
        for number in list(self.updates):
            if number < offset:
                self.confirm(number)
        while not self.updates and self.clock() < until:  # noqa: ASYNC110
            await asyncio.sleep(2.0)
        found = list(self.updates.values())[: self.rng.randint(1, 8)]
        if found and self.confirmed and self.rng.random() < self.faulty:
            again = self.rng.choice(list(self.confirmed.values()))
            found[:0] = [again] if "my_chat_member" not in again else []
        return found


def chat_of(update: Json) -> int:
    """The chat that an update is about."""
    message = update.get("message") or update.get("my_chat_member")
    message = message or update["callback_query"]["message"]
    return int(message["chat"]["id"])


def decorates(method: str, fields: Json) -> bool:
    """Whether a call only changes what stands there already, and may be left out."""
    return method in EDITS and (method != EDITS[0] or not fields.get("reply_markup"))


def substance(fields: Json) -> str:
    """What a call puts in the chat: its text, its caption, or only its keyboard."""
    words: str = fields.get("text") or fields.get("caption") or ""
    return words or json.dumps(fields.get("reply_markup"), sort_keys=True)


def _ok(result: object) -> tuple[int, str]:
    return 200, json.dumps({"ok": True, "result": result})


def _fault(code: int, description: str, **parameters: int) -> tuple[int, str]:
    body: Json = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return code, json.dumps(body)
