"""The people and groups that the bot talks with, and what Telegram remembers of them."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiogram.types import BufferedInputFile, InlineKeyboardButton, Message

from tests.fake_bot_api.checks import START_PAYLOAD, Json, Refusal, bad_request, utf16_length
from tests.fake_bot_api.updates import Pulse, Updates, Webhook
from tests.support.until import LIMIT

_FILE = {"file_id": "from-user", "file_unique_id": "from-user-unique", "file_size": 1000}
SAMPLES: dict[str, Any] = {
    "photo": [_FILE | {"width": 90, "height": 90}],
    "voice": _FILE | {"duration": 3, "mime_type": "audio/ogg"},
    "sticker": _FILE
    | {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
    "document": _FILE | {"file_name": "verslag.pdf", "mime_type": "application/pdf"},
    "location": {"latitude": 52.0907, "longitude": 5.1214},
}
_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(@\w+)?")


@dataclass
class Callback:
    """A tapped button that waits for an answer; `born` is in monotonic seconds."""

    born: float
    answered: bool = False


class Telegram:
    """What Telegram knows: chats, updates, files, open callbacks and the settings of the bot.

    `callback_lifetime` is how many seconds a callback can be answered; `webhook` delivers the
    updates while the bot has one set. `privacy_mode` and `joins_groups` are what BotFather set.
    """

    callback_lifetime = 60.0
    privacy_mode = joins_groups = True
    webhook: Webhook

    def __init__(self, bot_id: int, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.me: Json = {"id": bot_id, "is_bot": True, "first_name": "Samenspraak"}
        self.me |= {"username": "samenspraak_bot"}
        self.pulse = Pulse()
        self.updates = Updates(self.pulse)
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, BufferedInputFile] = {}
        self.callbacks: dict[str, Callback] = {}
        self.settings: dict[tuple[str, ...], Any] = {}

    def now(self) -> int:
        """The date of what happens now."""
        return int(self.clock())

    def user(self, id: int, first_name: str = "Anna", **fields: Any) -> Chat:
        """Register a person and the private chat with them; the same id gives the same chat.

        `fields` are those of a Telegram User, such as language_code="nl" or username="anna".
        """
        person = {"id": id, "is_bot": False, "first_name": first_name} | fields
        shown = ("id", "first_name", "last_name", "username")
        info = {key: person[key] for key in shown if key in person} | {"type": "private"}
        return self.chats.setdefault(id, Chat(self, info, person))

    def group(
        self,
        id: int,
        title: str = "Groep",
        type: str = "supergroup",
        sender: Chat | None = None,
        topics: Sequence[int] = (),
    ) -> Chat:
        """Register a group of which the bot is a member; `sender` acts when no `by` is given.

        With `topics` it is a forum; those are the topics besides the general one.
        """
        info = {"id": id, "title": title, "type": type} | ({"is_forum": True} if topics else {})
        group = Chat(self, info, sender.sender if sender else None)
        group.topics = set(topics)
        return self.chats.setdefault(id, group)

    def chat(self, chat_id: int | str) -> Chat:
        """Find a chat by id or @username; raises Refusal 400 when there is none."""
        for chat in self.chats.values():
            if chat_id in (chat.id, f"@{chat.info.get('username')}"):
                return chat
        raise bad_request("chat not found")

    def keep_file(self, file: BufferedInputFile | str) -> str:
        """Store an upload and return its file_id; a known file_id is returned as it is."""
        if isinstance(file, str):
            if file not in self.files:
                raise bad_request("wrong file identifier/HTTP URL specified")
            return file
        file_id = f"file-{len(self.files) + 1}"
        self.files[file_id] = file
        return file_id

    def answer_callback(self, callback_id: str) -> None:
        """Mark a callback as answered; raises Refusal 400 when unknown, too old or answered."""
        callback = self.callbacks.get(callback_id)
        oldest = time.monotonic() - self.callback_lifetime
        if callback is None or callback.answered or callback.born < oldest:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        callback.answered = True

    def expire_callbacks(self) -> None:
        """Make every open callback too old to answer."""
        for callback in self.callbacks.values():
            callback.born = -inf

    @property
    def unanswered_callbacks(self) -> list[str]:
        """Ids of the callbacks that the bot never answered, oldest first."""
        return [id for id, callback in self.callbacks.items() if not callback.answered]


class Chat:
    """A private chat or a group: what a person does there, and what the bot said there.

    The actions queue an update and return its update_id. `closed` holds the Refusal that the bot
    gets when it writes here, or None; `history` maps message_id to the wire form of every message
    that was not deleted, of both sides. `topics` are the threads of a forum; `silent`: the bot may
    not speak in the group.
    """

    def __init__(self, telegram: Telegram, info: Json, sender: Json | None) -> None:
        self.telegram, self.info, self.sender = telegram, info, sender
        self.id: int = info["id"]
        self.closed: Refusal | None = None
        self.topics: set[int] = set()
        self.silent = False
        self.history: dict[int, Json] = {}
        self._status = "member"
        self._message_ids = itertools.count(1)
        self._said: list[Message] = []  # what the bot sent or edited since the last action

    def __repr__(self) -> str:
        return f"<Chat {self.id} {self.info.get('title') or self.info['first_name']}>"

    # What the bot said.

    @property
    def messages(self) -> list[Message]:
        """The messages of the bot that can be seen now, as last edited, oldest first."""
        own = (m for m in self.history.values() if m["from"] == self.telegram.me)
        return [Message.model_validate(message) for message in own]

    @property
    def last(self) -> Message:
        """The newest message of the bot."""
        messages = self.messages
        assert messages, f"the bot said nothing in {self}"
        return messages[-1]

    @property
    def buttons(self) -> list[str]:
        """The button texts of the newest inline keyboard, row by row; empty when there is none."""
        keyboards = ([b.text for b in _buttons(message)] for message in reversed(self.messages))
        return next(filter(None, keyboards), [])

    async def hears(
        self, wanted: str | Callable[[Message], Any], timeout: float = LIMIT
    ) -> Message:
        """Wait until the bot sends or edits a message that holds the text, or fits the predicate.

        What the bot said since the last action in this chat counts, each message once: what was
        heard, and all before it, is not heard again. Raises AssertionError after `timeout` seconds.
        """

        def found() -> Message | None:
            return next((message for message in self._said if _fits(message, wanted)), None)

        message = await self.telegram.pulse.until(found, timeout)
        assert message, (
            f"{self} did not hear {wanted!r} in {timeout} s, but "
            f"{[said.text or said.caption for said in self._said]}"
        )
        del self._said[: self._said.index(message) + 1]
        return message

    # What a person does. In a group `by` names who; without it the sender of the group does it.

    async def says(self, text: str, by: Chat | None = None, **fields: Any) -> int:
        """Send a text, with bot_command entities for the commands that begin a line."""
        assert 1 <= utf16_length(text) <= 4096, "a client splits or refuses such a text"
        found = [
            m for m in _COMMAND.finditer(text) if m.start() == 0 or text[m.start() - 1] == "\n"
        ]
        entities = [
            {
                "type": "bot_command",
                "offset": utf16_length(text[: m.start()]),
                "length": len(m.group()),
            }
            for m in found
        ]
        return self._sent(by, fields | {"text": text, "entities": entities})

    async def starts(self, payload: str = "", by: Chat | None = None) -> int:
        """Press Start, as a person does who follows t.me/bot?start=payload."""
        assert START_PAYLOAD.fullmatch(payload), f"{payload!r} cannot be in a deep link"
        return await self.says(f"/start {payload}".strip(), by)

    async def follows(self, url: str | None, by: Chat | None = None) -> int:
        """Follow a deep link to the bot: in a private chat `?start`, in a group `?startgroup`.

        The latter brings the bot into the group when it is not there, and speaks in the group.
        """
        parts = urlsplit(url or "")
        assert f"{parts.netloc}{parts.path}" == f"t.me/{self.telegram.me['username']}", url
        query = parse_qs(parts.query, keep_blank_values=True)
        way = "start" if self.info["type"] == "private" else "startgroup"
        assert set(query) == {way}, f"{url} leads nowhere from {self}"
        if way == "start":
            return await self.starts(query[way][0], by)
        assert START_PAYLOAD.fullmatch(query[way][0]), f"{url} has a payload that cannot be"
        if self.closed:
            self._membership("member", by)
        return await self.says(f"/start@{self.telegram.me['username']} {query[way][0]}", by)

    async def sends(self, kind: str, by: Chat | None = None, **fields: Any) -> int:
        """Send a photo, voice, sticker, document or location (fields are added, as caption="x").

        Other kinds of message need their content: `sends("contact", contact={...})`. Further:
        `sends("edited_message", text="x")` edits the last message of the person and
        `sends("my_chat_member", status="kicked")` changes the membership of the bot.
        """
        if kind == "edited_message":
            return self._edited(by, fields)
        if kind == "my_chat_member":
            return self._membership(fields["status"], by)
        content = fields if kind in fields else {kind: SAMPLES[kind]} | fields
        return self._sent(by, content)

    async def taps(self, button: str, by: Chat | None = None) -> int:
        """Tap the button with this text or callback data, on the newest message that has it."""
        for message in reversed(self.messages):
            for key in _buttons(message):
                if button in (key.text, key.callback_data):
                    assert key.callback_data, f"{key.text!r} opens {key.url}; it sends nothing"
                    return await self.taps_old(message.message_id, key.callback_data, by)
        shown = {m.message_id: [b.text for b in _buttons(m)] for m in self.messages}
        raise AssertionError(f"no button {button!r} in {self}; keyboards: {shown}")

    async def taps_old(self, message_id: int, data: str, by: Chat | None = None) -> int:
        """Tap a button with this data on this message, though it is edited away or deleted."""
        gone = {"chat": self.info, "message_id": message_id, "date": 0}
        callback_id = str(9001 + len(self.telegram.callbacks))
        self.telegram.callbacks[callback_id] = Callback(time.monotonic())
        query = {
            "id": callback_id,
            "from": self._person(by),
            "message": self.history.get(message_id, gone),
            "chat_instance": str(self.id),
            "data": data,
        }
        return self._did("callback_query", query)

    def blocks(self) -> int:
        """Block the bot, or put it out of the group: it can no longer write here."""
        return self._membership("kicked", None)

    def unblocks(self) -> int:
        """Undo `blocks`."""
        return self._membership("member", None)

    def migrates(self, id: int) -> Chat:
        """Turn the group into a supergroup with this id; return that."""
        group = self.telegram.group(id, self.info["title"])
        group.sender = self.sender
        self._sent(None, {"migrate_to_chat_id": id})
        group._sent(None, {"migrate_from_chat_id": self.id})
        upgraded = "group chat was upgraded to a supergroup chat"
        self.closed = bad_request(upgraded, migrate_to_chat_id=id)
        return group

    # What the methods of the bot do here.

    def check_place(self, method: str, thread: int | None) -> None:
        """Raise the refusal of a topic that is not there, or of a group where it may not speak."""
        if thread is not None and thread not in self.topics:
            raise bad_request("message thread not found")
        if self.silent and method.startswith("send"):
            raise bad_request("not enough rights to send text messages to the chat")

    def add(self, sender: Json, content: Json) -> Json:
        """Put a message at the end of the chat and return its wire form."""
        message = {
            "message_id": next(self._message_ids),
            "date": self.telegram.now(),
            "chat": self.info,
            "from": sender,
        } | content
        return self.show(message)

    def show(self, message: Json, *, heard: bool = True) -> Json:
        """Put a new or changed message in its place, and return it."""
        self.history[message["message_id"]] = message
        if message["from"] == self.telegram.me:
            if heard:
                self._said.append(Message.model_validate(message))
            self.telegram.pulse.fire()
        return message

    def own(self, message_id: int | None, act: str) -> Json:
        """Find a message of the bot; raises Refusal 400 "message to <act> not found"."""
        message = self.history.get(message_id or 0)
        if message is None or message["from"] != self.telegram.me:
            raise bad_request(f"message to {act} not found")
        return message

    def _person(self, by: Chat | None) -> Json:
        person = by.sender if by else self.sender
        assert person, f"who acts in {self}? Give `by`, or the group a sender"
        return person

    def _did(self, kind: str, content: Json) -> int:
        update_id = self.telegram.updates.put(kind, content)
        self._said.clear()
        return update_id

    def _sent(self, by: Chat | None, content: Json) -> int:
        return self._did("message", self.add(self._person(by), content))

    def _edited(self, by: Chat | None, fields: Json) -> int:
        person = self._person(by)
        own = [message for message in self.history.values() if message["from"] == person]
        assert own, f"{person['first_name']} has no message to edit in {self}"
        return self._did(
            "edited_message", self.show(own[-1] | {"edit_date": self.telegram.now()} | fields)
        )

    def _membership(self, status: str, by: Chat | None) -> int:
        kicked = "bot was blocked by the user"
        if self.info["type"] != "private":
            kicked = f"bot was kicked from the {self.info['type']} chat"
        self.closed = None if status == "member" else Refusal(403, f"Forbidden: {kicked}")
        before, self._status = self._status, status
        change = {
            "chat": self.info,
            "from": self._person(by),
            "date": self.telegram.now(),
            "old_chat_member": self._member(before),
            "new_chat_member": self._member(status),
        }
        return self._did("my_chat_member", change)

    def _member(self, status: str) -> Json:
        member = {"user": self.telegram.me, "status": status}
        return member | ({"until_date": 0} if status == "kicked" else {})


def _buttons(message: Message) -> Iterator[InlineKeyboardButton]:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    return itertools.chain.from_iterable(rows)


def _fits(message: Message, wanted: str | Callable[[Message], Any]) -> bool:
    if callable(wanted):
        return bool(wanted(message))
    return wanted in (message.text or message.caption or "")
