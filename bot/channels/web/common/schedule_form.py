"""A form with wishes: its fields as they were typed, and what is told beside each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bot.channels.web.common.auth import PageUser
from bot.channels.web.common.forms import Form
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.parsing.errors import InvalidInputError
from dialogues.preferences.fields import CALENDAR, MAX_PERIODS, NAMED
from dialogues.preferences.form import BY, OFTEN, PULSE_FIELDS
from dialogues.preferences.form_errors import moment_words

SHOWN = 5
"""How many moments are shown before one confirms."""
SEVERAL, FLAGS = ("weekdays", "without", "heard"), ("holidays", "discreet")
ROW = ("first", "last", "title")
OTHER = "other"
ZONES = (
    "Europe/Amsterdam", "America/Kralendijk", "America/Aruba", "America/Curacao",
    "America/Lower_Princes", "America/Paramaribo", "Europe/London",
)  # fmt: skip
"""Those that most of our people are in; all others are typed."""
SHAPES = {
    "time": re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII),
    "date": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII),
}
ROW_NAME = re.compile(r"(first|last|title)_(\d{1,2})", re.ASCII)
ORDER = ("language", "zone", *CALENDAR, *PULSE_FIELDS, "heard", "post")
NTH = ("1", "2", "3", "4", "-1")
LIBERATIONS = ("never", "lustrum", "always")


def typed(form: Form, names: tuple[str, ...]) -> dict[str, Any]:
    """`values[field]`, as they stand in a form, ready to be read, or to be shown again."""
    values: dict[str, Any] = {}
    for name in names:
        if name in SEVERAL:
            values[name] = form.getall(name, [])
        elif name in FLAGS:
            values[name] = name in form
        elif name == "closed":
            values[name] = _rows(form)
        else:
            values[name] = form.get(name, "")
    if values.get("zone") == OTHER:
        values["zone"] = form.get("zone_other", "")
    return values


def _rows(form: Form) -> list[dict[str, str]]:
    """Periods; what is blank or to be taken out is none."""
    found = []
    for place in range(MAX_PERIODS + 1):
        row = {name: form.get(f"{name}_{place}", "").strip() for name in ROW}
        if any(row.values()) and f"remove_{place}" not in form:
            found.append(row)
    return found


@dataclass(frozen=True, slots=True)
class ScheduleFormView:
    """What a page with such a form shows.

    values: `values[field]`, as typed
    faults: `faults[field]`: what is wrong, in words
    moments: the next few, in words
    seen: stands for these moments, so that they are kept only when they were seen
    sure: it asks whether these moments are right
    """

    values: Mapping[str, Any]
    faults: Mapping[str, str]
    moments: list[str]
    seen: str = ""
    sure: bool = False

    @property
    def rows(self) -> list[dict[str, str]]:
        """The periods, and room for one more."""
        blank = dict.fromkeys(ROW, "")
        return [*self.values["closed"], blank][:MAX_PERIODS]

    @property
    def summary(self) -> Iterator[tuple[str, int, str]]:
        """All that is wrong, in the order of the page, with the number of a period."""
        for name in sorted(self.faults, key=_place):
            row = ROW_NAME.fullmatch(name)
            yield name, int(row[2]) + 1 if row else 0, self.faults[name]

    def type_for(self, kind: str, value: str) -> str:
        """What a browser cannot show in a field of its kind would be lost: that stays a text."""
        pattern = SHAPES.get(kind)
        return kind if not value or not pattern or pattern.fullmatch(value) else "text"

    def fault_of(self, name: str) -> str:
        return self.faults.get(name, "")


def _place(name: str) -> tuple[int, str]:
    """Where a field stands on the page; a part of a period with the periods."""
    name = "closed" if ROW_NAME.fullmatch(name) else name
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def worded(caller: PageUser, faults: Mapping[str, InvalidInputError]) -> dict[str, str]:
    """`words[field]`: why it cannot be read."""
    return {name: caller.say(one.reason, **one.values) for name, one in faults.items()}


def moments(caller: PageUser, schedule: PulseSchedule | None) -> list[str]:
    """When it comes next, in words."""
    found = schedule.next(caller.site.clock(), SHOWN) if schedule else []
    zone = schedule.schedule.zone if schedule else ""
    return moment_words(found, zone, caller.guest.language, caller.say)


def stamp(schedule: PulseSchedule | None, now: float) -> str:
    """Stands for the moments that were shown; empty when there are none to come."""
    found = schedule.next(now, SHOWN) if schedule else []
    text = " ".join(f"{one.slot}/{one.due}" for one in found)
    return sha256(text.encode()).hexdigest()[:16] if found else ""


WORDS = {
    "zones": ZONES, "often": OFTEN, "by": BY, "nths": NTH, "named": NAMED,
    "liberations": LIBERATIONS, "other_zone": OTHER,
}  # fmt: skip
"""What there is to choose from."""
