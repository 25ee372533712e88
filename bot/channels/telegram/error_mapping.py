"""From a failed call to what it means for us, in words that hold no content and no token."""

from __future__ import annotations

import re

from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.channels.base import Moved, Refused, Retry, Unreachable
from bot.channels.telegram.errors import TelegramError
from storage.core.errors import StorageError

SOON, MUCH_LATER = 1.0, 60.0
GONE = (
    "chat not found", "user is deactivated", "peer_id_invalid",
    "thread not found", "topic_deleted", "topic_closed",
    "not enough rights to send text", "have no rights to send", "chat_write_forbidden",
)  # fmt: skip
"""The person is gone; a group's topic is; or the group does not let us speak."""
CANNOT_EDIT = ("message to edit not found", "can't be edited", "message_id_invalid", "no text in")
UNCHANGED = "message is not modified"
WRONG_TOKEN = (TelegramUnauthorizedError, TelegramNotFound)
QUOTED = re.compile(r"(['\"‘“<]).*(['\"’”>])", re.DOTALL)
LONGEST = 120


def why(error: BaseException) -> str:
    """The reason of a failure: what Telegram says but not what it quotes, else its kind."""
    match error:
        case TelegramError() | StorageError():
            return str(error)
        case TelegramRetryAfter():
            return f"too many calls: wait {error.retry_after} s"
        case TelegramMigrateToChat():
            return "the group became a supergroup"
        case TelegramAPIError():
            return QUOTED.sub("…", error.message)[:LONGEST]
    return type(error).__name__


def undeliverable(error: Exception) -> Exception:
    """What the sender has to know of a message that was not delivered."""
    match error:
        case Retry() | Refused() | Unreachable() | Moved():
            return error
        case TelegramRetryAfter():
            return Retry(float(error.retry_after), why(error))
        case TelegramMigrateToChat():
            return Moved(str(error.migrate_to_chat_id))
        case TelegramForbiddenError():
            return Unreachable(why(error))
        case TelegramBadRequest():
            gone = says(error, *GONE)
            return Unreachable(why(error)) if gone else Refused(why(error))
        case TelegramUnauthorizedError() | TelegramNotFound():
            return Retry(MUCH_LATER, why(error))
        case TelegramEntityTooLarge():
            return Refused(why(error))
        case TelegramNetworkError() | TelegramServerError() | TelegramConflictError():
            return Retry(SOON, why(error))
        case TelegramAPIError():
            again = says(error, "too many requests")
            return Retry(SOON, why(error)) if again else Refused(why(error))
        case AiogramError() | OSError():
            return Retry(SOON, why(error))
    return Refused(why(error))


def says(error: TelegramAPIError, *words: str) -> bool:
    """Whether Telegram's answer holds any of these."""
    message = error.message.lower()
    return any(one in message for one in words)
