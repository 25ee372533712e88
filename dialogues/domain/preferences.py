"""What a person prefers about prompts: where they are, when they may be spoken to, how openly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from dialogues.calendar.holidays import DUTCH, Calendar
from dialogues.calendar.timezones import ZONE


@dataclass(frozen=True, slots=True)
class Prefs:
    """`discreet`: a prompt only says that something is waiting, not what. `asked`: the zone was
    guessed until the person was asked once."""

    zone: str = ZONE
    calendar: Calendar = DUTCH
    discreet: bool = False
    asked: bool = False

    def dump(self) -> dict[str, Any]:
        calendar = orjson.loads(self.calendar.dump())
        return {
            "zone": self.zone, "calendar": calendar, "discreet": self.discreet, "asked": self.asked,
        }  # fmt: skip

    @classmethod
    def load(cls, raw: dict[str, Any]) -> Prefs:
        return cls(**raw | {"calendar": Calendar.load(orjson.dumps(raw["calendar"]))})


USUAL = Prefs()
