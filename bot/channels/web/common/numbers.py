"""Numbers of messages as their person sees them: the true ones count what everybody said.

The same number is always the same for one person, and nothing can be read in it. Source: AES-SIV,
RFC 5297.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from bot.messages.signing import Secrets

BYTES = 8


class Numbers:
    """Hides with the newest of the secrets, and shows what any of them hid."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets

    def hide(self, number: int, whose: str) -> str:
        """Letters that stand for a number, for this person alone."""
        hidden = AESSIV(self._secrets()[0]).encrypt(number.to_bytes(BYTES), [whose.encode()])
        return urlsafe_b64encode(hidden).decode()

    def show(self, text: str, whose: str) -> int | None:
        """The number; None when it stands for none that was hidden for this person."""
        for secret in self._secrets():
            try:
                return int.from_bytes(
                    AESSIV(secret).decrypt(urlsafe_b64decode(text), [whose.encode()])
                )
            except (InvalidTag, ValueError):  # also for what is no base 64
                continue
        return None
