"""A pulse that comes back by a schedule: for one person, or for a whole collaboration. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import orjson

from dialogues.calendar.holidays import DUTCH, Calendar
from dialogues.calendar.moments import Moment, next_moments
from dialogues.calendar.schedule import Schedule
from dialogues.calendar.timezones import SECONDS_PER_DAY

GRACE = SECONDS_PER_DAY
"""What is later than this, after a time in which we were down, is left out."""
MISSED = 60
"""So many moments that passed while we were down are recorded; of what is older nothing is."""
OPEN_DAYS = 6
"""A collaboration's pulse closes at the end of the sixth day after the one on which it opened."""
Post = Literal["members", "facilitators", "chat"]


@dataclass(frozen=True, slots=True)
class PulseSchedule:
    """When a pulse comes back.

    id: the person's, or the collaboration's
    schedule: how often and at what time
    calendar: when it may be said
    person: id of whose it is; empty for that of a collaboration
    collaboration: its id; empty for that of a person
    post: who hears what came of a pulse
    on: it comes back
    """

    id: str
    schedule: Schedule
    calendar: Calendar = DUTCH
    person: str = ""
    collaboration: str = ""
    post: Post = "members"
    on: bool = True

    def dump(self) -> bytes:
        """JSON of `schedule`, `calendar` and `post`; the other fields are columns."""
        return orjson.dumps(
            {
                "schedule": orjson.loads(self.schedule.dump()),
                "calendar": orjson.loads(self.calendar.dump()),
                "post": self.post,
            }
        )

    @classmethod
    def load(cls, text: bytes, **known: Any) -> PulseSchedule:
        raw = orjson.loads(text)
        schedule = Schedule.load(orjson.dumps(raw["schedule"]))
        calendar = Calendar.load(orjson.dumps(raw["calendar"]))
        return cls(schedule=schedule, calendar=calendar, post=raw["post"], **known)

    def next(self, after: float, count: int = 1) -> list[Moment]:
        """The first moments after one, in seconds since the epoch; none when it is off or over."""
        return next_moments(self.schedule, self.calendar, after, count) if self.on else []

    def passed(self, first: Moment, now: float) -> list[Moment]:
        """A moment that has come, and those after it that have come meanwhile."""
        found = [first]
        while len(found) < MISSED and (more := self.next(found[-1].due)) and more[0].due <= now:
            found += more
        return found


def too_late(due: float, now: float) -> bool:
    """Whether a moment is more than `GRACE` ago; both in seconds since the epoch."""
    return now - due > GRACE
