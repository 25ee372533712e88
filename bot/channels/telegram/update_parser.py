"""From an update, as the JSON that came, to what it asks of us. Pure: nothing is done here."""

from __future__ import annotations

import re
import reprlib
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from bot.channels.telegram.replied import replied_to
from bot.messages.bounds import as_text, whole
from bot.messages.links import GROUP
from bot.messages.messages import Inbound
from dialogues.messages.inputs import (
    Command,
    Input,
    Odd,
    Typed,
    Unread,
    is_command,
    parse_command,
    parse_tap,
)
from dialogues.texts.catalogue import Catalogue
from frameworks.definition.languages import LANGUAGES

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
Json = dict[str, Any]
GROUPS = ("group", "supergroup")
PRESENT = ("member", "administrator", "restricted", "creator")
ODD = {
    "photo": "photo",
    "voice": "voice",
    "audio": "voice",
    "video_note": "voice",
    "sticker": "sticker",
    "animation": "sticker",
    "video": "file",
    "document": "file",
    "location": "other",
    "venue": "other",
    "contact": "other",
    "poll": "other",
    "dice": "other",
    "story": "other",
}
"""What a message can hold instead of text, and what we call it. What else it holds is `other`, or
its caption when it has one: Telegram makes new kinds of messages."""
NEWS = re.compile(
    "pinned_message|connected_website|write_access_allowed|passport_data|web_app_data|boost_added"
    "|(new|left)_chat_.*|delete_chat_photo|.*chat_created|message_auto_delete_.*|migrate_.*"
    "|.*_payment|(users|chat)_shared|proximity_.*|chat_background_set|chat_owner_.*"
    "|checklist_tasks_.*|(direct|paid)_message_price_.*|(general_)?forum_topic_.*|giveaway.*"
    "|suggested_post_.*|video_chat_.*"
)
"""Fields of messages that tell what happened in a chat: nobody says that to us."""


MAX_UPDATE_NUMBER, MAX_ID = 2**31, 2**53
"""Updates are numbered in 32 bits, chats and people in 52."""
MAX_TEXT_CHARS, MAX_DATA_BYTES = 16_384, 64
"""Of a text, which Telegram cuts at 4096, and of a button's data in bytes."""
NUMBERED = re.compile(rb'\{\s*"update_id"\s*:\s*(\d{1,10})\b')
NAME_PATTERN = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Claim:
    """Someone opened a link that brings us into a group: what it carries, and where they did.

    `inbound` is what comes of it in their own talk, once the link is found to be good.
    """

    token: str
    place: str
    inbound: Inbound


@dataclass(frozen=True, slots=True)
class Reading:
    """What an update asks of us; empty when nothing.

    inbound: what it says to us
    sent: when, in seconds since the epoch
    callback: id of the tap to answer
    reachable: an address, and whether we can write there
    group: a group that addressed us, and the language of who did
    joined: it did so by taking us in
    hidden: who did so does not show who they are
    claim: it may be a collaboration's group
    moved: a group's old and new address
    unread: all of it, when it cannot be read
    busy: who sends too much and is to hear so, and in which language
    """

    inbound: Inbound | None = None
    sent: float = 0.0
    callback: str = ""
    reachable: tuple[str, bool] | None = None
    group: tuple[str, str] | None = None
    joined: bool = False
    hidden: bool = False
    claim: Claim | None = None
    moved: tuple[str, str] | None = None
    unread: Inbound | None = None
    busy: tuple[str, str] | None = None


def number_of(update: Any) -> int | None:
    """The number of an update, with which it is confirmed; of bytes that are no JSON too."""
    if isinstance(update, bytes):
        found = NUMBERED.match(update)
        number = int(found[1]) if found else None
    else:
        number = update.get("update_id") if isinstance(update, dict) else None
    return number if type(number) is int and 0 <= number < MAX_UPDATE_NUMBER else None


def unread(update: Any, why: str, now: float) -> Inbound:
    """An update that cannot be read, to be kept. It has a number, or its own sum for one."""
    try:
        raw = update if isinstance(update, bytes) else orjson.dumps(update)
    except TypeError:  # too deep
        raw = reprlib.repr(update).encode()
    number = number_of(update)
    name = f"unread/{sha256(raw).hexdigest()[:32]}" if number is None else str(number)
    return Inbound("telegram", name, _whose(update), Unread(as_text(raw), why), now)


def _whose(update: Any) -> str:
    """Who sent it, so that it is erased with them; empty when that cannot be told."""
    known = update if isinstance(update, dict) else {}
    for content in map(known.get, ALLOWED):
        sender = content.get("from") if isinstance(content, dict) else None
        if isinstance(sender, dict) and _is_id(sender.get("id")):
            return str(sender["id"])
    return ""


def read(update: Any, catalogue: Catalogue, username: str, now: float) -> Reading:
    """Read one update; `username` is our own, `now` in seconds since the epoch.

    Raises ValueError for one without a number; what else it raises for nonsense is of any kind.
    """
    number = number_of(update)
    if number is None or isinstance(update, bytes):
        raise ValueError("no number, or no JSON at all")
    if message := update.get("message"):
        return _message(number, message, catalogue, username, now)
    if query := update.get("callback_query"):
        return _tap(number, query, catalogue, now)
    if message := update.get("edited_message"):
        return _edited(number, message, now)
    if change := update.get("my_chat_member"):
        return _membership(change)
    return Reading()


def reread(raw: str, catalogue: Catalogue, received: float) -> Inbound | None:
    """What an update that was kept unread asks for a person; None when it still cannot be read."""
    try:
        return read(orjson.loads(raw), catalogue, "", received).inbound
    except Exception:
        return None


def _message(
    number: int, message: Json, catalogue: Catalogue, username: str, now: float
) -> Reading:
    sender, chat = message.get("from"), message["chat"]
    if moved := message.get("migrate_to_chat_id"):
        return Reading(moved=(_id(chat["id"]), _id(moved)))
    if sender is None or (sender["is_bot"] and not _hidden(message)):
        return Reading()
    if chat["type"] in GROUPS:
        return _in_group(number, message, catalogue, username, now)
    given = _given(message, catalogue)
    if chat["type"] != "private" or given is None:
        return Reading()
    # The pictures of one album come as so many updates: with one id they count, and are
    # answered, once.
    album = message.get("media_group_id")
    name = f"album{_name(album)}" if album else str(number)
    inbound = _inbound(name, message, given, now, sender)
    return Reading(inbound, sent=float(_id(message["date"])))


def _in_group(
    number: int, message: Json, catalogue: Catalogue, username: str, now: float
) -> Reading:
    """Nothing that is said in a group is taken in; what is said to us is answered there."""
    text, sender = _text(message) or _caption(message), message["from"]
    if not (_addressed(text, catalogue, username) or _to_us(message, text, username)):
        return Reading()
    place, language = _place(message), _language(sender)
    given, claim = _command(text, catalogue), None
    if _hidden(message):
        return Reading(sent=float(_id(message["date"])), group=(place, language), hidden=True)
    if given.verb == "start" and given.argument.startswith(GROUP):
        own = Inbound("telegram", str(number), _id(sender["id"]), given, now, "", language)
        claim = Claim(given.argument, place, own)
    return Reading(sent=float(_id(message["date"])), group=(place, language), claim=claim)


def _place(message: Json) -> str:
    """Where in a group something was said. Outside a forum a thread is no topic."""
    chat = _id(message["chat"]["id"])
    topic = message.get("message_thread_id") if message.get("is_topic_message") else None
    return f"{chat}/{_id(topic)}" if topic else chat


def _given(message: Json, catalogue: Catalogue) -> Input | None:
    text = _text(message)
    if text:
        if is_command(catalogue, text):
            return _command(text, catalogue)
        return Typed(text, replied_to(message))
    for field, kind in ODD.items():
        if message.get(field):
            return Odd(kind)
    if any(map(NEWS.fullmatch, message)):
        return None
    caption = _caption(message)
    return Typed(caption, replied_to(message)) if caption else Odd("other")


def _command(text: str, catalogue: Catalogue) -> Command:
    """A verb that we do not know asks for help."""
    return parse_command(catalogue, text) or Command("help")


def _tap(number: int, query: Json, catalogue: Catalogue, now: float) -> Reading:
    message, sender = query.get("message"), query["from"]
    if message is None or message["chat"]["type"] != "private" or sender["is_bot"]:
        return Reading(callback=_name(query["id"]))
    data = whole(query.get("data") or "")
    if len(data.encode()) > MAX_DATA_BYTES:
        data = ""  # a client can make this up
    given = _command(data, catalogue) if data.startswith("/") else parse_tap(data) or Odd("other")
    inbound = _inbound(str(number), message, given, now, sender, _id(message["message_id"]))
    return Reading(inbound, callback=_name(query["id"]))


def _edited(number: int, message: Json, now: float) -> Reading:
    """An edited message is answered kindly; a live location edits itself, and is let be."""
    sender, private = message.get("from"), message["chat"]["type"] == "private"
    if sender is None or sender["is_bot"] or not private or message.get("location"):
        return Reading()
    return Reading(_inbound(str(number), message, Odd("edited"), now, sender))


def _membership(change: Json) -> Reading:
    """We were blocked or unblocked in private, taken into a group or out of it."""
    before, after = change["old_chat_member"]["status"], change["new_chat_member"]["status"]
    chat = change["chat"]
    if chat["type"] == "private":
        return Reading(reachable=(_id(chat["id"]), after in PRESENT))
    if chat["type"] not in GROUPS or (after in PRESENT) == (before in PRESENT):
        return Reading()
    place = _id(chat["id"])
    if after not in PRESENT:
        return Reading(reachable=(place, False))
    group = (place, _language(change["from"]))
    return Reading(reachable=(place, True), group=group, joined=True)


def _addressed(text: str, catalogue: Catalogue, username: str) -> bool:
    """Whether a text in a group is a command for us: it names us, or no one and we know it."""
    if not text.startswith("/"):
        return False
    verb, _, name = (text[1:].split(maxsplit=1) or [""])[0].partition("@")
    return name.lower() == username.lower() if name else catalogue.verb(verb) is not None


def _to_us(message: Json, text: str, username: str) -> bool:
    """Whether something in a group is a reply to us, or names us."""
    author = (message.get("reply_to_message") or {}).get("from") or {}
    name = username.lower()
    if author.get("is_bot") and (author.get("username") or "").lower() == name:
        return True
    return bool(name) and re.search(rf"@{re.escape(name)}\b", text.lower()) is not None


def _hidden(message: Json) -> bool:
    """Whether an administrator speaks in the name of the group."""
    return bool((message.get("sender_chat") or {}).get("id") == message["chat"]["id"])


def _inbound(
    number: str, message: Json, given: Input, now: float, sender: Json, ref: str = ""
) -> Inbound:
    address = _id(message["chat"]["id"])
    return Inbound("telegram", number, address, given, now, ref, _language(sender))


def _language(user: Json) -> str:
    """A first guess; empty when the person's Telegram speaks none of ours."""
    code = (user.get("language_code") or "")[:2].lower()
    return code if code in LANGUAGES else ""


def _is_id(value: Any) -> bool:
    return type(value) is int and -MAX_ID < value < MAX_ID


def _id(value: Any) -> str:
    """A number that Telegram gives something. Raises ValueError for anything else."""
    if not _is_id(value):
        raise ValueError("no id")
    return str(value)


def _name(value: Any) -> str:
    """A name that Telegram gives something. Raises ValueError, TypeError for anything else."""
    if not NAME_PATTERN.fullmatch(value):
        raise ValueError("no name")
    return str(value)


def _text(message: Json) -> str:
    return _words(message.get("text"))


def _caption(message: Json) -> str:
    return _words(message.get("caption"))


def _words(text: str | None) -> str:
    if text and len(text) > MAX_TEXT_CHARS:
        raise ValueError("longer than Telegram makes them")
    return whole(text or "")
