"""Signatures that wear out by a clock that is given, for the library reads the one on the wall."""

from __future__ import annotations

from typing import Any

from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from bot.clock import Clock


class ClockedSigner(TimestampSigner):
    """A signature with its time."""

    def __init__(self, *arguments: Any, clock: Clock, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock())


def signing(secret: bytes, salt: str, clock: Clock) -> URLSafeTimedSerializer:
    """Signs words with the time of this clock, so that they wear out by it."""
    options = {"clock": clock}
    return URLSafeTimedSerializer(secret, salt=salt, signer=ClockedSigner, signer_kwargs=options)
