"""A partnership of municipalities that a facilitator began."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import orjson

from frameworks.definition.languages import DEFAULT
from frameworks.groups.rules import Rules

MAX_MUNICIPALITIES = 20


@dataclass(frozen=True, slots=True)
class Collaboration:
    """What a facilitator began. `chat` is the address of the members' group chat, if any.

    `note` is what the facilitator says was done with the last pulse.
    """

    id: str
    name: str
    municipalities: tuple[str, ...]
    phase: str
    rules: Rules
    language: str = DEFAULT
    zone: str = "Europe/Amsterdam"
    chat: str = ""
    note: str = ""

    def dump(self) -> bytes:
        """All but the chat, by which storage has to find it."""
        return orjson.dumps({k: v for k, v in asdict(self).items() if k != "chat"})

    @classmethod
    def load(cls, text: bytes, chat: str = "") -> Collaboration:
        raw = orjson.loads(text) | {"chat": chat}
        raw["municipalities"] = tuple(raw["municipalities"])
        return cls(**raw | {"rules": Rules(**raw["rules"])})

    def closing(self, day: date) -> float:
        """The end of a day where the collaboration is, in seconds since the epoch."""
        after = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(self.zone))
        return after.timestamp()

    def last_day(self, closes: float) -> date:
        """The last day on which one can answer."""
        return self.today(closes - 1)

    def today(self, now: float) -> date:
        return datetime.fromtimestamp(now, ZoneInfo(self.zone)).date()
