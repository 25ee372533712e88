"""From a failed call to what it means for us, in words that hold no content and no token."""

from __future__ import annotations

import re
from typing import Any

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
from aiogram.methods import TelegramMethod

from bot.channels.base import (
    AddressMovedError,
    DeliveryRefusedError,
    DeliveryRetryError,
    RecipientUnreachableError,
)
from bot.channels.telegram.errors import TelegramError
from frameworks.definition.errors import SamenspraakError
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
MAX_DESCRIPTION_CHARS = 120


class StrangeAnswerError(TelegramNetworkError, SamenspraakError):
    """Something between us and Telegram answered: a proxy, a page to log in."""

    def __init__(self, method: TelegramMethod[Any], status: int) -> None:
        super().__init__(method=method, message=f"answered {status}, and not as Telegram does")


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
            return QUOTED.sub("…", error.message)[:MAX_DESCRIPTION_CHARS]
    return type(error).__name__


def undeliverable(error: Exception) -> Exception:
    """What the sender has to know of a message that was not delivered."""
    match error:
        case (
            DeliveryRetryError()
            | DeliveryRefusedError()
            | RecipientUnreachableError()
            | AddressMovedError()
        ):
            return error
        case TelegramRetryAfter():
            return DeliveryRetryError(float(error.retry_after), why(error), "chat")
        case TelegramMigrateToChat():
            return AddressMovedError(str(error.migrate_to_chat_id))
        case TelegramForbiddenError():
            return RecipientUnreachableError(why(error))
        case TelegramBadRequest():
            gone = says(error, *GONE)
            return (
                RecipientUnreachableError(why(error)) if gone else DeliveryRefusedError(why(error))
            )
        case TelegramUnauthorizedError() | TelegramNotFound():
            return DeliveryRetryError(MUCH_LATER, why(error), "channel")
        case TelegramEntityTooLarge():
            return DeliveryRefusedError(why(error))
        case StrangeAnswerError():
            return DeliveryRetryError(SOON, why(error))
        case TelegramNetworkError() | TelegramServerError() | TelegramConflictError():
            return DeliveryRetryError(SOON, why(error), "channel")
        case TelegramAPIError():
            again = says(error, "too many requests")
            return (
                DeliveryRetryError(SOON, why(error), "chat")
                if again
                else DeliveryRefusedError(why(error))
            )
        case OSError():
            return DeliveryRetryError(SOON, why(error), "channel")
        case AiogramError():
            return DeliveryRetryError(SOON, why(error))
    return DeliveryRefusedError(why(error))


def says(error: TelegramAPIError, *words: str) -> bool:
    """Whether Telegram's answer holds any of these."""
    message = error.message.lower()
    return any(one in message for one in words)
