"""What a person prefers about prompts: where they are, when they may be spoken to, how openly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from dialogues.calendar.holidays import DUTCH, Calendar
from dialogues.calendar.timezones import ZONE


@dataclass(frozen=True, slots=True)
class Prefs:
    """How a person wants to be reached.

    zone: an IANA name, such as Europe/Amsterdam
    calendar: when they may be spoken to
    discreet: a prompt only says that something is waiting, not what
    asked: they were asked for their zone once; until then it is guessed
    model: a language model may look at their talks; None as long as they did not say
    """

    zone: str = ZONE
    calendar: Calendar = DUTCH
    discreet: bool = False
    asked: bool = False
    model: bool | None = None

    def dump(self) -> dict[str, Any]:
        """The fields by name, the calendar as its own `dump` has it."""
        calendar = orjson.loads(self.calendar.dump())
        model = {} if self.model is None else {"model": self.model}
        return {
            "zone": self.zone, "calendar": calendar, "discreet": self.discreet, "asked": self.asked,
            **model,
        }  # fmt: skip

    @classmethod
    def load(cls, raw: dict[str, Any]) -> Prefs:
        """From what `dump` made.

        Raises ValueError for a calendar that this version does not know.
        """
        return cls(**raw | {"calendar": Calendar.load(orjson.dumps(raw["calendar"]))})


USUAL = Prefs()
