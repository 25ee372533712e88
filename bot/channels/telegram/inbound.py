"""From an update, as the JSON that came, to what it asks of us. Pure: nothing is done here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.links import GROUP
from bot.messages import Inbound
from dialogues.catalogue import Catalogue
from dialogues.inputs import Command, Input, Odd, Typed, parse_tap

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
"""What a message can hold instead of text, and what we call it. Other messages are not for us."""


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
    """What an update asks of us; empty when nothing. `sent` is when, in seconds since the epoch.

    `callback` is the tap to answer, `reachable` an address with whether we can write there, `group`
    a group that addressed us with the language of who did, `joined`: by taking us in. `claim`: it
    may be a collaboration's. `moved`: a group's old and new address.
    """

    inbound: Inbound | None = None
    sent: float = 0.0
    callback: str = ""
    reachable: tuple[str, bool] | None = None
    group: tuple[str, str] | None = None
    joined: bool = False
    claim: Claim | None = None
    moved: tuple[str, str] | None = None


def is_update(data: Any) -> bool:
    """Whether this has at least the number of an update, so that it can be confirmed."""
    return isinstance(data, dict) and isinstance(data.get("update_id"), int)


def read(update: Json, catalogue: Catalogue, username: str, now: float) -> Reading:
    """Read one update; `username` is our own. Raises LookupError or TypeError for nonsense."""
    number = update["update_id"]
    if message := update.get("message"):
        return _message(number, message, catalogue, username, now)
    if query := update.get("callback_query"):
        return _tap(number, query, catalogue, now)
    if message := update.get("edited_message"):
        return _edited(number, message, now)
    if change := update.get("my_chat_member"):
        return _membership(change)
    return Reading()


def _message(
    number: int, message: Json, catalogue: Catalogue, username: str, now: float
) -> Reading:
    sender, chat = message.get("from"), message["chat"]
    if moved := message.get("migrate_to_chat_id"):
        return Reading(moved=(str(chat["id"]), str(moved)))
    if sender is None or sender["is_bot"]:
        return Reading()
    if chat["type"] in GROUPS:
        return _in_group(number, message, catalogue, username, now)
    given = _given(message, catalogue)
    if chat["type"] != "private" or given is None:
        return Reading()
    # The pictures of one album come as so many updates: with one id they count, and are
    # answered, once.
    album = message.get("media_group_id")
    inbound = _inbound(f"album{album}" if album else str(number), message, given, now, sender)
    return Reading(inbound, sent=float(message["date"]))


def _in_group(
    number: int, message: Json, catalogue: Catalogue, username: str, now: float
) -> Reading:
    """Nothing that is said in a group is taken in; a command for us is answered there."""
    text, sender = message.get("text") or "", message["from"]
    if not _addressed(text, catalogue, username):
        return Reading()
    place, language = _place(message), _language(sender)
    given, claim = _command(text, catalogue), None
    if given.verb == "start" and given.argument.startswith(GROUP):
        own = Inbound("telegram", str(number), str(sender["id"]), given, now, "", language)
        claim = Claim(given.argument, place, own)
    return Reading(sent=float(message["date"]), group=(place, language), claim=claim)


def _place(message: Json) -> str:
    """Where in a group something was said. Outside a forum a thread is no topic."""
    chat = str(message["chat"]["id"])
    topic = message.get("message_thread_id") if message.get("is_topic_message") else None
    return f"{chat}/{topic}" if topic else chat


def _given(message: Json, catalogue: Catalogue) -> Input | None:
    text = message.get("text")
    if text:
        return _command(text, catalogue) if text.startswith("/") else Typed(text)
    return next((Odd(kind) for field, kind in ODD.items() if message.get(field)), None)


def _command(text: str, catalogue: Catalogue) -> Command:
    """`/verb@us argument`; a verb that we do not know asks for help."""
    head, *rest = text[1:].split(maxsplit=1) or [""]
    verb = catalogue.verb(head.partition("@")[0])
    argument = rest[0].strip() if rest else ""
    return Command(verb, argument) if verb else Command("help")


def _tap(number: int, query: Json, catalogue: Catalogue, now: float) -> Reading:
    message, sender = query.get("message"), query["from"]
    if message is None or message["chat"]["type"] != "private" or sender["is_bot"]:
        return Reading(callback=query["id"])
    data = query.get("data") or ""
    given = _command(data, catalogue) if data.startswith("/") else parse_tap(data) or Odd("other")
    ref = str(message["message_id"])
    inbound = _inbound(str(number), message, given, now, sender, ref)
    return Reading(inbound, callback=query["id"])


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
        return Reading(reachable=(str(chat["id"]), after in PRESENT))
    if chat["type"] not in GROUPS or (after in PRESENT) == (before in PRESENT):
        return Reading()
    place = str(chat["id"])
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


def _inbound(
    number: str, message: Json, given: Input, now: float, sender: Json, ref: str = ""
) -> Inbound:
    address = str(message["chat"]["id"])
    return Inbound("telegram", number, address, given, now, ref, _language(sender))


def _language(user: Json) -> str:
    """A first guess; empty when the person's Telegram speaks neither."""
    code = (user.get("language_code") or "")[:2].lower()
    return code if code in ("nl", "en") else ""
