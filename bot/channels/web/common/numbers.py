"""Numbers of messages as their person sees them: the true ones count what everybody said.

The same number is always the same for one person, and nothing can be read in it. Source: AES-SIV,
RFC 5297.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

BYTES = 8


class Numbers:
    """Hides with the last of the secrets, and shows what any of them hid."""

    def __init__(self, secrets: Sequence[bytes]) -> None:
        self._ciphers = [AESSIV(secret) for secret in secrets[::-1]]

    def hide(self, number: int, whose: str) -> str:
        """Letters that stand for a number, for this person alone."""
        hidden = self._ciphers[0].encrypt(number.to_bytes(BYTES), [whose.encode()])
        return urlsafe_b64encode(hidden).decode()

    def show(self, text: str, whose: str) -> int | None:
        """The number; None when it stands for none that was hidden for this person."""
        for cipher in self._ciphers:
            try:
                return int.from_bytes(cipher.decrypt(urlsafe_b64decode(text), [whose.encode()]))
            except (InvalidTag, ValueError):  # also for what is no base 64
                continue
        return None
