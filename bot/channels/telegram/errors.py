"""What an operator has to put right before Telegram can be used. Loads no aiogram."""

from __future__ import annotations

from frameworks.definition.errors import SamenspraakError


class TelegramError(SamenspraakError):
    """Telegram cannot be used like this; the message says why and what to do, without the token."""
