"""Days as people type them: in figures, by name, or seen from today. Pure.

What stands in a sentence is found there. What only tells how far away a day is, such as *morgen*,
must be all that is said: *dat weet ik morgen* names no day to keep.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from dialogues.parsing.calendar_words import MONTH, WEEKDAY, month_number, weekday_number
from dialogues.parsing.days_from_now import days_from_now
from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.readings import MAX_READINGS, Readings

LONG_AGO, FAR_AWAY = timedelta(days=25 * 366), timedelta(days=10 * 366)
"""A day beyond these is asked about: it may be a slip."""
JUST_PAST = timedelta(days=60)
"""Without a year, a day less long ago may be meant as well as the next one."""
END = r"(?![-/.]?\d|\s?(?:uur|u\b|h\b|:))"
YEAR = r"(?:[\s,]{{0,2}}(?P<year{n}>\d{{4}}|['’‘]\d\d|\d\d(?=[\s,.;!?)]*$)))?"
NAMED = rf"(?:(?P<weekday{{n}}>{WEEKDAY})\.?,?\s(?:de\s|the\s)?)?"
FORMS = (
    r"\b(?P<year1>\d{4})[-/.](?P<month1>\d{1,2})[-/.](?P<day1>\d{1,2})\b" + END,
    rf"\b(?P<from2>\d{{1,2}})(?:e|ste|de)?\s?(?:-|–|\bt/m\b|\btot\b|\ben\b|\bof\b|\bà\b|\band\b|\bor\b|\bto\b|,)\s?"
    rf"(?P<day2>\d{{1,2}})(?:e|ste|de)?\s(?P<month2>{MONTH})\b\.?{YEAR.format(n=2)}",
    rf"{NAMED.format(n=3)}(?<!\d[-/.])\b(?P<day3>\d{{1,2}})\s?(?P<mark>[-/.])\s?(?P<month3>\d{{1,2}})"
    rf"(?:\s?(?P=mark)\s?(?P<year3>\d{{4}}|['’‘]?\d\d))?\b{END}",
    rf"{NAMED.format(n=4)}\b(?P<day4>\d{{1,2}})(?:e|ste|de|st|nd|rd|th)?\.?[\s-]?(?:of\s|van\s)?"
    rf"(?P<month4>{MONTH})\b[.-]?{YEAR.format(n=4)}{END}",
    rf"{NAMED.format(n=5)}\b(?P<month5>{MONTH})\.?\s(?:the\s)?(?P<day5>\d{{1,2}})(?P<suffix>st|nd|rd|th)?\b"
    rf"(?:,?\s(?P<year5>\d{{4}}))?{END}",
    r"\b(?P<day6>\d{1,2})\s(?P<month6>\d{1,2})\s(?P<year6>\d{4}|\d\d)\b",
    r"\b(?P<month9>\d{1,2})[-/](?P<year9>20\d\d)\b",
    r"\b(?P<day7>\d\d)(?P<month7>\d\d)(?P<year7>(?:19|20)\d\d)\b",
    r"\b(?P<year8>(?:19|20)\d\d)(?P<month8>\d\d)(?P<day8>\d\d)\b",
)  # fmt: skip
DAY_PATTERN = re.compile("|".join(FORMS), re.IGNORECASE)
DENIED = re.compile(r"\b(?:niet|geen|not|never|nooit)\b", re.IGNORECASE)


def read_date(text: str, today: date) -> Readings[date]:
    """The day that is meant. Several, or one that lies oddly, are not sure.

    Raises InvalidInputError, with the reason when the calendar has no such day.
    """
    try:
        named = (day for one in DAY_PATTERN.finditer(text) for day in _days(one, today))
        found = list(dict.fromkeys(named)) or list(days_from_now(text, today))
    except (OverflowError, ValueError):  # no calendar goes that far
        raise InvalidInputError("no_date") from None
    if not found or len(found) > MAX_READINGS:
        raise InvalidInputError("no_date")
    odd = not -LONG_AGO <= found[0] - today <= FAR_AWAY
    return Readings(tuple(found), len(found) == 1 and not odd and not DENIED.search(text))


def day_at_start(text: str) -> str:
    """The words for a day that a text begins with; its first word when those tell none."""
    found = DAY_PATTERN.match(text)
    return found[0].rstrip() if found else text.split(maxsplit=1)[0]


def _days(found: re.Match[str], today: date) -> list[date]:
    """The days that one mention of a day can mean, likeliest first."""
    said = {name[:-1]: value for name, value in found.groupdict().items()
            if value and name not in ("mark", "suffix")}  # fmt: skip
    number, month, year = int(said.get("day", 1)), month_number(said["month"]), said.get("year", "")
    if month > 12 >= number and said["month"].isdigit() and not found["year1"]:
        number, month = month, number  # as it is written in America
    years = list(_years(year.strip("'’‘ "), today, lambda y: _day(number, month, y)))
    days = [_day(number, month, one) for one in years]
    if "from" in said:
        days = [_day(int(said["from"]), month, years[0]), days[0]]
    if found["day5"] and not found["suffix"] and not year and number > 20:
        days.append(_day(1, month, 2000 + number))  # *maart 27* may tell the year
    named = weekday_number(said.get("weekday", ""))
    return _by_weekday(days, named) if named is not None else days


def _years(said: str, today: date, day: Callable[[int], date]) -> Iterator[int]:
    """The years that may be meant: the one that is said, or those around today."""
    if len(said) == 4:
        yield int(said)
    elif said:
        yield 2000 + int(said)
        if day(2000 + int(said)) - today > FAR_AWAY:
            yield 1900 + int(said)
    else:
        there = [year for year in range(today.year - 1, today.year + 9) if _exists(day, year)]
        if not there:
            day(today.year)  # which says why not
        following = [year for year in there if day(year) >= today][:1]
        if not following:
            raise InvalidInputError("no_date")
        yield from following
        before = [year for year in there if timedelta() < today - day(year) <= JUST_PAST]
        yield from before


def _exists(day: Callable[[int], date], year: int) -> bool:
    try:
        day(year)
    except InvalidInputError:
        return False
    return True


def _by_weekday(days: list[date], named: int) -> list[date]:
    """Those that fall on the weekday that was said; else also the nearest day that does."""
    if fits := [day for day in days if day.weekday() == named]:
        return fits
    shift = (named - days[0].weekday() + 3) % 7 - 3
    return [days[0], days[0] + timedelta(days=shift)]


def _day(number: int, month: int, year: int) -> date:
    """Raises InvalidInputError with what is wrong with it."""
    if not 1 <= month <= 12:
        raise InvalidInputError("no_such_month", month=month)
    try:
        return date(year, month, number)
    except ValueError:
        pass
    if not 1 <= year <= 9998 or number < 1:
        raise InvalidInputError("no_date")
    following = date(year + month // 12, month % 12 + 1, 1)
    raise InvalidInputError("no_such_day", last=following - timedelta(days=1))


def is_date(text: str) -> bool:
    """Whether this is an ISO date."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
