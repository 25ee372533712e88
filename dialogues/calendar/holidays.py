"""When people may be spoken to: hours, working days, Dutch holidays, and days that were entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any, Literal, get_args

import orjson

CALENDAR_SCHEMA_VERSION = 1
Liberation = Literal["never", "lustrum", "always"]
LIBERATION = "liberation_day"
HOLIDAYS = {
    "Nieuwjaarsdag": "new_year",
    "Goede vrijdag": "good_friday",
    "Eerste paasdag": "easter",
    "Tweede paasdag": "easter_monday",
    "Koningsdag": "kings_day",
    "Bevrijdingsdag": LIBERATION,
    "Hemelvaartsdag": "ascension",
    "Eerste pinksterdag": "whit_sunday",
    "Tweede pinksterdag": "whit_monday",
    "Eerste kerstdag": "christmas",
    "Tweede kerstdag": "second_christmas",
}
"""Our words for those that the package names."""
MAX_CLOSED_PERIODS = 100
MAX_PERIOD_DAYS = 366
"""Periods in a calendar, and days in a period: after all of them there is always an open day."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days on which nothing is said, both ends included: a school holiday, a recess, a day off.

    Raises ValueError for one that ends before it begins, or is longer than `MAX_PERIOD_DAYS`.
    """

    first: date
    last: date
    title: str = ""

    def __post_init__(self) -> None:
        if not 0 <= (self.last - self.first).days < MAX_PERIOD_DAYS:
            raise ValueError(
                f"period from {self.first} to {self.last}: end it on or after its first day,"
                f" and within {MAX_PERIOD_DAYS} days"
            )


@dataclass(frozen=True, slots=True)
class Calendar:
    """When one person, or those of one organisation, may be spoken to.

    opens: from when on the clock on the wall
    closes: until when; midnight is the end of the day
    weekdays: those on which one works; Monday is 0
    holidays: public holidays are kept free
    liberation: when 5 May is: most have it off in years that end in 0 or 5 (`lustrum`)
    without: ids of the holidays on which people work here, from `HOLIDAYS`
    also: days like 12-24 (month and day) on which they do not, each year
    closed: other days off
    """

    opens: time = time(8)
    closes: time = time(18)
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    holidays: bool = True
    liberation: Liberation = "lustrum"
    without: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    closed: tuple[Period, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError for one that is never open, or that cannot be understood."""
        unknown = set(self.without) - set(HOLIDAYS.values()) - {LIBERATION}
        for wrong, what in (
            (self.closes != time() and self.opens >= self.closes,
             f"opens {self.opens}, closes {self.closes}: close after the opening"),
            (not set(self.weekdays) or not set(self.weekdays) <= set(range(7)),
             f"weekdays {self.weekdays}: choose one or more from 0 (Monday) to 6"),
            (self.liberation not in get_args(Liberation),
             f"liberation {self.liberation!r}: choose one of {', '.join(get_args(Liberation))}"),
            (unknown, f"without {sorted(unknown)}: choose from {', '.join(HOLIDAYS.values())}"),
            (len(self.closed) > MAX_CLOSED_PERIODS or len(self.also) > MAX_CLOSED_PERIODS,
             f"more than {MAX_CLOSED_PERIODS} periods or days: take out those that are over"),
        ):  # fmt: skip
            if wrong:
                raise ValueError(f"calendar: {what}")
        for day in self.also:
            _month_and_day(day)

    def allows(self, wall: datetime) -> bool:
        """Whether something may be said when the clock shows this."""
        return self.in_hours(wall.time()) and self.open_on(wall.date())

    def in_hours(self, at: time) -> bool:
        return self.opens <= at and (at < self.closes or self.closes == time())

    def open_on(self, day: date) -> bool:
        return (
            day.weekday() in self.weekdays
            and f"{day:%m-%d}" not in self.also
            and not any(period.first <= day <= period.last for period in self.closed)
            and not (self.holidays and self._holiday(day))
        )

    def _holiday(self, day: date) -> bool:
        names = set(public(day.year).get(day, ())) - {LIBERATION, *self.without}
        if (day.month, day.day) != (5, 5) or LIBERATION in self.without:
            return bool(names)
        off = {"never": False, "lustrum": day.year % 5 == 0, "always": True}
        return bool(names) or off[self.liberation]

    def dump(self) -> bytes:
        """Versioned JSON: `{"format": …}` with the fields beside it."""
        return orjson.dumps({"format": CALENDAR_SCHEMA_VERSION, **asdict(self)})

    @classmethod
    def load(cls, text: str | bytes) -> Calendar:
        """From what `dump` made. Raises ValueError for a format that this version does not know."""
        data: dict[str, Any] = orjson.loads(text)
        if (found := data.pop("format", None)) != CALENDAR_SCHEMA_VERSION:
            raise ValueError(
                f"calendar format {found!r}; this version reads {CALENDAR_SCHEMA_VERSION}"
            )
        data["closed"] = tuple(
            Period(date.fromisoformat(one["first"]), date.fromisoformat(one["last"]), one["title"])
            for one in data["closed"]
        )
        data |= {name: tuple(data[name]) for name in ("weekdays", "without", "also")}
        data |= {name: time.fromisoformat(data[name]) for name in ("opens", "closes")}
        return cls(**data)


OFFICE = Calendar(holidays=False)
"""Hours and working days only: it needs no holidays."""
DUTCH = Calendar()


def _month_and_day(text: str) -> None:
    try:
        found = date.fromisoformat(f"2024-{text}")  # a leap year
    except ValueError:
        found = None
    if found is None or f"{found:%m-%d}" != text:
        raise ValueError(f"calendar: also {text!r}: write month and day, such as 12-24")


@cache
def public(year: int) -> Mapping[date, tuple[str, ...]]:
    """`days[date]`: the public holidays of a year, by our words.

    Source: the package `holidays` for NL. Imported when first asked for: it is large.
    """
    from holidays import country_holidays

    found = country_holidays("NL", years=year, language=country_holidays("NL").default_language)
    return {day: tuple(HOLIDAYS.get(n, n) for n in found.get_list(day)) for day in sorted(found)}
