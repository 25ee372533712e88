"""Signatures that wear out by a clock that is given, for the library reads the one on the wall."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from itsdangerous import Signer, TimestampSigner, URLSafeTimedSerializer

from bot.clock import Clock

Secrets = Callable[[], tuple[bytes, ...]]
"""Keys to sign with, the newest first; asked anew each time, for a key can be replaced."""


class ClockedSigner(TimestampSigner):
    """A signature with its time."""

    def __init__(self, *arguments: Any, clock: Clock, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock())


class LiveSerializer(URLSafeTimedSerializer):
    """Signs with the newest of the secrets as they are now, and verifies with all of them."""

    def __init__(self, secrets: Secrets, **options: Any) -> None:
        super().__init__(oldest_first(secrets), **options)
        self._secrets = secrets

    def make_signer(self, salt: str | bytes | None = None) -> Signer:
        self.secret_keys = oldest_first(self._secrets)
        return super().make_signer(salt)


def oldest_first(secrets: Secrets) -> list[bytes]:
    """The secrets as they are now, as the library takes them: it signs with the last."""
    return list(reversed(secrets()))


def signing(secrets: Secrets, salt: str, clock: Clock) -> URLSafeTimedSerializer:
    """Signs words with the time of this clock, so that they wear out by it."""
    options = {"clock": clock}
    return LiveSerializer(secrets, salt=salt, signer=ClockedSigner, signer_kwargs=options)
