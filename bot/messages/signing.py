"""Signatures that wear out by a clock that is given, for the library reads the one on the wall.

Two clocks are never quite alike, so what is signed is good some minutes sooner and later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from itsdangerous import SignatureExpired, Signer, TimestampSigner, URLSafeTimedSerializer

from bot.clock import Clock

Secrets = Callable[[], tuple[bytes, ...]]
"""Keys to sign with, the newest first; asked anew each time, for a key can be replaced."""
SKEW = 300
"""Seconds by which the clock that signed may differ from ours, either way."""
SHA: dict[str, Any] = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
"""The library's own choice is SHA-1."""


class ClockedSigner(TimestampSigner):
    """A signature with its time."""

    def __init__(self, *arguments: Any, clock: Clock, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock())

    def unsign(
        self, signed_value: Any, max_age: int | None = None, return_timestamp: bool = False
    ) -> Any:
        """What was signed; it has expired when it is older than `max_age`, or of a time to come."""
        value, signed = super().unsign(signed_value, return_timestamp=True)
        age = self.get_timestamp() - signed.timestamp()
        if max_age is not None and not is_current(age, max_age):
            raise SignatureExpired(f"{age} seconds old", payload=value, date_signed=signed)
        return (value, signed) if return_timestamp else value


class LiveSerializer(URLSafeTimedSerializer):
    """Signs with the newest of the secrets as they are now, and verifies with all of them."""

    def __init__(self, secrets: Secrets, **options: Any) -> None:
        super().__init__(oldest_first(secrets), **options)
        self._secrets = secrets

    def make_signer(self, salt: str | bytes | None = None) -> Signer:
        self.secret_keys = oldest_first(self._secrets)
        return super().make_signer(salt)


def is_current(age: float, longest: float) -> bool:
    """Whether what was made `age` seconds ago still works, by whichever of two clocks."""
    return -SKEW <= age <= longest + SKEW


def oldest_first(secrets: Secrets) -> list[bytes]:
    """The secrets as they are now, as the library takes them: it signs with the last."""
    return list(reversed(secrets()))


def signing(secrets: Secrets, salt: str, clock: Clock) -> URLSafeTimedSerializer:
    """Signs words with the time of this clock, so that they wear out by it."""
    options = {"clock": clock, **SHA}
    return LiveSerializer(secrets, salt=salt, signer=ClockedSigner, signer_kwargs=options)
