"""A question with consequences that was asked, and until when yes may be said to it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What a person was asked last, when a yes has consequences.

    token: what the buttons of that question carry; good for one of them, once
    acts: what may be done by it, as commands without their slash
    until: seconds since the epoch
    """

    token: str
    acts: tuple[str, ...]
    until: float

    def allows(self, token: str, act: str, now: float) -> bool:
        return token == self.token and act in self.acts and now < self.until

    def closed(self) -> OpenQuestion:
        """The same question, to which no yes can be said any more."""
        return OpenQuestion(self.token, (), 0.0)

    def dump(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def load(cls, raw: dict[str, Any]) -> OpenQuestion:
        """From what `dump` made, by way of JSON."""
        return cls(raw["token"], tuple(raw["acts"]), raw["until"])
