"""A time of day and a time zone as people type them."""

from __future__ import annotations

import re
from datetime import time
from functools import cache

from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.number_words import UP_TO_TWELVE

HOURS = {word: hour for hour, words in enumerate(UP_TO_TWELVE, 1) for word in (*words, str(hour))}
DIGITS = re.compile(
    r"(?:om|at)?\s*(\d{1,2})(?:\s*(?:[:.hu]|uur)\s*(\d{2})?)?\s*(?:uur|o'clock)?\s*([ap])?\.?(?:m\.?)?"
)
WORDS = re.compile(
    r"(?:om |at )?(?:(half past|half|kwart over|quarter past|kwart voor|quarter to) )?"
    r"([a-z]+|\d{1,2})(?: uur| o'clock)?"
)
MINUTES = {
    "": 0, "half": -30, "half past": 30, "kwart over": 15, "quarter past": 15, "kwart voor": -15,
    "quarter to": -15,
}  # fmt: skip
DAWN = 7 * 60
"""An earlier time in words is one after noon: *half een* is 12:30."""
ALIKE = 0.75
"""How like a name what was typed must be, to be asked about."""


def read_time(text: str) -> time:
    """`9`, `09:00`, `9.30`, `9 uur`, `9u30`, `half tien`, `3 pm`. Raises InvalidInputError."""
    plain = " ".join(text.casefold().replace("’", "'").replace("één", "een").split()).strip(" .")
    if found := DIGITS.fullmatch(plain):
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if half:
            hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 24
        if hour < 24 and minute < 60:
            return time(hour, minute)
    elif (found := WORDS.fullmatch(plain)) and found[2] in HOURS:
        minutes = HOURS[found[2]] * 60 + MINUTES[found[1] or ""]
        minutes += 12 * 60 if minutes < DAWN else 0
        return time(minutes // 60, minutes % 60)
    raise InvalidInputError("no_time")


def read_zone(text: str) -> str:
    """`Europe/Amsterdam`, `amsterdam`. Raises InvalidInputError, with what may have been meant."""
    typed = "_".join(text.split()).casefold()
    zones = _zones()
    if typed in zones:
        return zones[typed]
    cities = [name for plain, name in zones.items() if plain.rpartition("/")[2] == typed]
    if len(cities) == 1:
        return cities[0]
    like = cities or _alike(typed, zones)
    if not like:
        raise InvalidInputError("no_zone")
    raise InvalidInputError("zone_like", names=", ".join(like))


def _alike(typed: str, zones: dict[str, str]) -> list[str]:
    from difflib import get_close_matches  # only for a slip of the pen

    whole = get_close_matches(typed, zones, 3, ALIKE)
    city = {plain.rpartition("/")[2]: plain for plain in zones}
    last = get_close_matches(typed.rpartition("/")[2], city, 3, ALIKE)
    return [zones[plain] for plain in dict.fromkeys([*whole, *(city[one] for one in last)])][:3]


def zone_names() -> list[str]:
    """All that can be chosen."""
    return list(_zones().values())


@cache
def _zones() -> dict[str, str]:
    """Those that there are, by how they may be typed; old and technical names are left out."""
    from zoneinfo import available_timezones

    known = (n for n in sorted(available_timezones()) if "/" in n or n == "UTC")
    return {
        n.casefold(): n for n in known if not n.startswith(("Etc/", "SystemV/", "posix", "right"))
    }
