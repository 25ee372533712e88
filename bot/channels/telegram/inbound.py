"""From an update to what it asks of us. Pure: nothing is done here."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update, User

from bot.messages import Inbound
from dialogues.catalogue import Catalogue
from dialogues.inputs import Command, Input, Odd, Typed, parse_tap

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
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
class Reading:
    """What an update asks of us; empty when nothing. `sent` is when, in seconds since the epoch.

    `callback` is the tap to answer, `reachable` an address with whether we can write there, `group`
    a group that addressed us with the language of who did.
    """

    inbound: Inbound | None = None
    sent: float = 0.0
    callback: str = ""
    reachable: tuple[str, bool] | None = None
    group: tuple[int, str] | None = None


def read(update: Update, catalogue: Catalogue, username: str, now: float) -> Reading:
    """Read one update; `username` is our own."""
    if update.message is not None:
        return _message(update, update.message, catalogue, username, now)
    if update.callback_query is not None:
        return _tap(update, update.callback_query, catalogue, now)
    if update.edited_message is not None:
        return _edited(update, update.edited_message, now)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    return Reading()


def _message(
    update: Update, message: Message, catalogue: Catalogue, username: str, now: float
) -> Reading:
    sender = message.from_user
    if sender is None or sender.is_bot:
        return Reading()
    if message.chat.type in GROUPS:
        addressed = _addressed(message.text or "", catalogue, username)
        return Reading(group=(message.chat.id, _language(sender))) if addressed else Reading()
    given = _given(message, catalogue)
    if message.chat.type != "private" or given is None:
        return Reading()
    # The pictures of one album come as so many updates: with one id they count, and are
    # answered, once.
    number = f"album{message.media_group_id}" if message.media_group_id else str(update.update_id)
    inbound = _inbound(number, message, given, now, sender)
    return Reading(inbound, sent=message.date.timestamp())


def _given(message: Message, catalogue: Catalogue) -> Input | None:
    text = message.text
    if text:
        return _command(text, catalogue) if text.startswith("/") else Typed(text)
    return next((Odd(kind) for field, kind in ODD.items() if getattr(message, field)), None)


def _command(text: str, catalogue: Catalogue) -> Command:
    """`/verb@us argument`; a verb that we do not know asks for help."""
    head, *rest = text[1:].split(maxsplit=1) or [""]
    verb = catalogue.verb(head.partition("@")[0])
    argument = rest[0].strip() if rest else ""
    return Command(verb, argument) if verb else Command("help")  # type: ignore[arg-type]


def _tap(update: Update, query: CallbackQuery, catalogue: Catalogue, now: float) -> Reading:
    message = query.message
    if message is None or message.chat.type != "private" or query.from_user.is_bot:
        return Reading(callback=query.id)
    data = query.data or ""
    given = _command(data, catalogue) if data.startswith("/") else parse_tap(data) or Odd("other")
    inbound = Inbound(
        "telegram",
        str(update.update_id),
        str(message.chat.id),
        given,
        now,
        str(message.message_id),
        _language(query.from_user),
    )
    return Reading(inbound, callback=query.id)


def _edited(update: Update, message: Message, now: float) -> Reading:
    """An edited message is answered kindly; a live location edits itself, and is let be."""
    sender = message.from_user
    if sender is None or sender.is_bot or message.chat.type != "private" or message.location:
        return Reading()
    return Reading(_inbound(str(update.update_id), message, Odd("edited"), now, sender))


def _membership(change: ChatMemberUpdated) -> Reading:
    """We were blocked or unblocked in private, or taken into a group."""
    before, after = change.old_chat_member.status, change.new_chat_member.status
    chat = change.chat
    if chat.type == "private":
        return Reading(reachable=(str(chat.id), after in PRESENT))
    if chat.type in GROUPS and after in PRESENT and before not in PRESENT:
        return Reading(group=(chat.id, _language(change.from_user)))
    return Reading()


def _addressed(text: str, catalogue: Catalogue, username: str) -> bool:
    """Whether a text in a group is a command for us: it names us, or no one and we know it."""
    if not text.startswith("/"):
        return False
    verb, _, name = (text[1:].split(maxsplit=1) or [""])[0].partition("@")
    return name.lower() == username.lower() if name else catalogue.verb(verb) is not None


def _inbound(number: str, message: Message, given: Input, now: float, sender: User) -> Inbound:
    return Inbound(
        "telegram",
        number,
        str(message.chat.id),
        given,
        now,
        language=_language(sender),
    )


def _language(user: User) -> str:
    """A first guess; empty when the person's Telegram speaks neither."""
    code = (user.language_code or "")[:2].lower()
    return code if code in ("nl", "en") else ""
