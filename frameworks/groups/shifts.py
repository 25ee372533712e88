"""A lasting secret shift of every answer: what is published is made of answer and shift together.

Each account has coins of its own for each question, tossed once: from then on they fall the same
way, in every round, pulse and collaboration. So what is published again tells nothing anew, and
two answers that are a point apart are never told apart better than four to one.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

FLIPPED = 0.15
"""The chance that a tick is counted as the other thing."""
_HALF = 8
"""Bytes of a digest for each of two tosses."""


@dataclass(frozen=True, slots=True, repr=False)
class Shifts:
    """The coins of everybody, by a `secret` that nobody sees."""

    secret: bytes

    def of(self, account: str, question: str) -> float:
        """In points, by half points: 0 in one of three cases, and every half point further half as
        likely. The mean is 0, the standard deviation 1."""
        digest = self._digest("shift", account, question)
        return (_heads(digest[:_HALF]) - _heads(digest[_HALF : 2 * _HALF])) / 2

    def flips(self, account: str, question: str) -> bool:
        """Whether a tick of this account is counted as none, and none as a tick."""
        digest = self._digest("flip", account, question)
        limit: int = round(FLIPPED * 2 ** (8 * _HALF))
        return int.from_bytes(digest[:_HALF], "big") < limit

    def mark(self, account: str) -> str:
        """By which an account is known again, and which tells nothing without the secret."""
        return self._digest("mark", account, "").hex()[:16]

    def _digest(self, purpose: str, account: str, question: str) -> bytes:
        return hmac.digest(self.secret, f"{purpose}\0{account}\0{question}".encode(), "sha256")


def _heads(tosses: bytes) -> int:
    """How often heads before the first tails."""
    bits = int.from_bytes(tosses, "big")
    return (~bits & (bits + 1)).bit_length() - 1
