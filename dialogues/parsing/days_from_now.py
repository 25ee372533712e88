"""Days as they are told without figures for them: `morgen`, `eind maart`, `volgende week dinsdag`.

All of the text must tell it, but for words such as *ongeveer*. A month alone is its first day.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from dialogues.parsing.calendar_words import MONTH, WEEKDAY, month_number, weekday_number
from dialogues.parsing.number_words import number_of
from dialogues.parsing.words import phrase

BEFORE = (
    "ergens", "some time", "op", "in", "per", "vanaf", "rond", "uiterlijk", "circa", "ca",
    "ongeveer", "tegen", "sinds", "denk ik", "waarschijnlijk", "misschien", "vermoedelijk",
    "hopelijk", "liefst", "graag", "dat is", "het is", "de", "it is", "on", "from", "by",
    "around", "about",
    "probably", "perhaps", "maybe", "since",
    "(?:wij|we|ik|i) (?:beginnen|begin|starten|start|denk|think)",
    "the(?! day)",
)  # fmt: skip
AFTER = ("denk ik", "ongeveer", "hopelijk", "pas", "al", "misschien", "waarschijnlijk", "graag",
         "i think", "or so", "maybe", "perhaps", "probably")  # fmt: skip
AROUND = re.compile(rf"^(?:(?:{'|'.join(BEFORE)})\.?\s)+|(?:,?\s(?:{'|'.join(AFTER)}))+$")
NEAR = {
    "vandaag": 0, "heden": 0, "nu": 0, "today": 0, "now": 0,
    "vanochtend": 0, "vanmiddag": 0, "vanavond": 0, "tonight": 0, "morgen": 1, "tomorrow": 1,
    "overmorgen": 2, "day after tomorrow": 2, "the day after tomorrow": 2, "gisteren": -1,
    "yesterday": -1, "eergisteren": -2, "the day before yesterday": -2,
}  # fmt: skip
NEXT = "volgende?|komende?|aanstaande?|aankomende?|eerstvolgende|next|coming|a\\.?s\\.?"
PAST = "vorige?|afgelopen|last|previous"
THIS = "deze|dit|this"
PART = "begin|start|early|halverwege|half|medio|midden|mid|eind|einde|end|late"
OF = r"(?:\s(?:van|of|in)(?:\s(?:de|het|the))?)?"
UNIT = "dag(?:en)?|days?|we(?:ek|ken|eks?)|maand(?:en)?|months?|jaar|jaren|years?"
STEP = {"da": "day", "we": "week", "ma": "month", "mo": "month", "ja": "year", "ye": "year"}
MAX_STEPS = 1200
SEASONS = {
    "lente": 3, "voorjaar": 3, "spring": 3, "zomer": 6, "summer": 6, "herfst": 9, "najaar": 9,
    "autumn": 9, "fall": 9, "winter": 12,
}  # fmt: skip
SEASON_BEGINS = 21
FEASTS = {
    "nieuwjaar": (1, 1), "new year": (1, 1), "koningsdag": (4, 27), "bevrijdingsdag": (5, 5),
    "sinterklaas": (12, 5), "kerst": (12, 25), "kerstmis": (12, 25), "christmas": (12, 25),
    "oudjaar": (12, 31), "year end": (12, 31),
}  # fmt: skip
QUARTERS = {"eerste": 1, "first": 1, "tweede": 2, "second": 2, "derde": 3, "third": 3,
            "vierde": 4, "fourth": 4, "laatste": 4, "last": 4}  # fmt: skip


def days_from_now(text: str, today: date) -> Iterator[date]:
    """The days that this can mean, likeliest first; none when it tells no day."""
    said = " ".join(text.casefold().replace("’", "'").split()).strip(" .!,;?")
    for words in dict.fromkeys((said, AROUND.sub("", AROUND.sub("", said)))):
        for pattern, days in FORMS:
            if found := re.fullmatch(pattern, words):
                yield from days(found, today)
                return


def _near(found: re.Match[str], today: date) -> Iterator[date]:
    yield today + timedelta(days=NEAR[found["near"]])


def _weekday(found: re.Match[str], today: date) -> Iterator[date]:
    """The coming one. Today’s own name, or *volgende* for one in this week, can mean two."""
    named = weekday_number(found["day"]) or 0
    coming = today + timedelta(days=(named - today.weekday() - 1) % 7 + 1)
    if found["past"]:
        yield coming - timedelta(days=7 if coming - today < timedelta(days=7) else 14)
        return
    this_week = coming.isocalendar()[1] == today.isocalendar()[1]
    if found["next"] in ("volgende", "next") and this_week:
        yield coming + timedelta(days=7)
    yield coming
    if not found["next"] and not found["soon"] and named == today.weekday():
        yield today


def _week(found: re.Match[str], today: date) -> Iterator[date]:
    """A day of this week, the next or the last; Monday when none is named."""
    names = found.groupdict()
    weeks = 1 if names["next"] else -1 if names["past"] else 0
    named = weekday_number(names.get("day") or names.get("day2") or "")
    place = named or 0
    if named is None and names.get("part"):
        place = {1: 0, 15: 2}.get(_part(names["part"]), 4)
    yield today + timedelta(days=7 * weeks - today.weekday() + place)


def _weekend(found: re.Match[str], today: date) -> Iterator[date]:
    """Its Saturday. *Volgend weekend* may be the coming one too."""
    coming = today + timedelta(days=(5 - today.weekday()) % 7)
    if found["past"]:
        yield coming - timedelta(days=7)
        return
    if found["next"]:
        yield coming + timedelta(days=7)
    yield coming


def _numbered_day(found: re.Match[str], today: date) -> Iterator[date]:
    """*De vijftiende*: of this month, or of the next that has it."""
    number = int(found["number"])
    months = (_months_on(today.replace(day=1), turn) for turn in range(13))
    there = [_in_month(one.year, one.month, "end") for one in months]
    days = [last.replace(day=number) for last in there if 1 <= number <= last.day]
    yield from [day for day in days if day >= today][:1]


def _weeks_after(found: re.Match[str], today: date) -> Iterator[date]:
    """*Dinsdag over twee weken* is counted from the coming one."""
    days = ((weekday_number(found["day"]) or 0) - today.weekday() - 1) % 7 + 1
    said = found["count"] or "een"
    weeks = int(said) if said.isdigit() else int(number_of(said) or 1)
    if weeks <= MAX_STEPS:
        yield today + timedelta(days=days + 7 * weeks)


def _step(found: re.Match[str], today: date) -> Iterator[date]:
    """*Over drie weken*, *two months ago*."""
    said = found["count"].replace("een half", "half").replace("a half", "half")
    words = phrase(said)
    count = float(said) if said.isdecimal() else number_of(words[0]) if len(words) == 1 else None
    unit = STEP[found["unit"][:2]]
    if count is None or count > MAX_STEPS:
        return
    count = -count if found.groupdict().get("ago") else count
    if unit in ("day", "week"):
        yield today + timedelta(days=round(count * (7 if unit == "week" else 1)))
    else:
        yield _months_on(today, round(count * (12 if unit == "year" else 1)))


def _month(found: re.Match[str], today: date) -> Iterator[date]:
    """*Eind maart*, *februari 2027*; without a year the next, or this one."""
    month = month_number(found["month"])
    if found["year"]:
        yield _in_month(int(found["year"].strip("'")) % 2000 + 2000, month, found["part"])
        return
    day = _in_month(today.year, month, found["part"])
    ahead = day >= today or (month == today.month and not found["part"])
    yield day if ahead else _in_month(today.year + 1, month, found["part"])


def _period(found: re.Match[str], today: date) -> Iterator[date]:
    """A part of this month or year, the next or the last."""
    turn = 1 if found["next"] else -1 if found["past"] else 0
    if found["unit"][:2] in ("ma", "mo"):
        there = _months_on(today.replace(day=1), turn)
        yield _in_month(there.year, there.month, found["part"])
    else:
        yield _in_year(today.year + turn, found["part"])


def _year(found: re.Match[str], today: date) -> Iterator[date]:
    said = found.groupdict().get("year")
    yield _in_year(int(said) if said else today.year, found["part"])


def _quarter(found: re.Match[str], today: date) -> Iterator[date]:
    quarter = QUARTERS.get(found["number"]) or int(found["number"][0])
    year = found["year"]
    first = date(int(year) if year else today.year, 3 * quarter - 2, 1)
    yield first if year or _months_on(first, 3) > today else _months_on(first, 12)


def _numbered_week(found: re.Match[str], today: date) -> Iterator[date]:
    week, year = int(found["week"]), found["year"]
    try:
        first = date.fromisocalendar(int(year or today.isocalendar()[0]), week, 1)
        past = not year and first + timedelta(days=6) < today
        yield date.fromisocalendar(today.isocalendar()[0] + 1, week, 1) if past else first
    except ValueError:
        return


def _season(found: re.Match[str], today: date) -> Iterator[date]:
    yield _following(SEASONS[found["season"]], SEASON_BEGINS, found["year"], today)


def _feast(found: re.Match[str], today: date) -> Iterator[date]:
    yield _following(*FEASTS[found["feast"]], found["year"], today)


def _following(month: int, day: int, year: str | None, today: date) -> date:
    there = date(int(year) if year else today.year, month, day)
    return there if year or there >= today else there.replace(year=there.year + 1)


def _part(said: str | None) -> int:
    """The day of a month that begins this part of it; 31 for its end."""
    if said in ("half", "halverwege", "medio", "midden", "mid"):
        return 15
    return 31 if said in ("eind", "einde", "end", "late") else 1


def _in_month(year: int, month: int, part: str | None) -> date:
    return date(year, month, min(_part(part), calendar.monthrange(year, month)[1]))


def _in_year(year: int, part: str | None) -> date:
    return {1: date(year, 1, 1), 15: date(year, 7, 1), 31: date(year, 12, 31)}[_part(part)]


def _months_on(day: date, months: int) -> date:
    """As many months later; at the end of a shorter month, its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


TURN = rf"(?:(?P<next>{NEXT})|(?P<past>{PAST})|(?:{THIS}))"
HOUR = (
    r"(?:\s?(?:ochtend|middag|avond| morning| afternoon| evening))?"
    r"(?:\s(?:om|at)\s\d{1,2}(?:[:.]\d\d)?(?:\s?(?:uur|u|h|am|pm))?)?"
)
TH = r"(?:e|ste|de|st|nd|rd|th)"
YEAR = r"(?P<year>(?:19|20)\d\d)"
ONE_YEAR = rf"(?:{OF}\s{YEAR})?"
FORMS: tuple[tuple[str, Callable[[re.Match[str], date], Iterator[date]]], ...] = (
    (rf"(?P<near>{'|'.join(NEAR)}){HOUR}", _near),
    (rf"(?:(?P<next>{NEXT})\s|(?P<past>{PAST})\s|(?:{THIS})\s)?"
     rf"(?P<day>{WEEKDAY})(?P<soon>\sa\.?s)?{HOUR}", _weekday),
    (rf"(?:(?P<next>{NEXT})\s|(?P<past>{PAST})\s|(?:{THIS}|het|the)\s)?weekend", _weekend),
    (rf"(?:de\s|the\s)?(?P<number>\d{{1,2}}){TH}", _numbered_day),
    (rf"(?:(?P<part>{PART}){OF}\s)?{TURN} week(?:\s(?:op\s|on\s)?(?P<day>{WEEKDAY}))?", _week),
    (rf"(?P<day>{WEEKDAY}) (?:over) (?:(?P<count>\d+|een|twee|drie|vier) )?(?:week|weken)",
     _weeks_after),
    (rf"(?P<day>{WEEKDAY})\s(?:in\s|of\s)?{TURN} week", _week),
    (rf"(?:over|in|binnen|within)\s(?P<count>[\w ]+?)\s(?P<unit>{UNIT})", _step),
    (rf"(?P<count>[\w ]+?)\s(?P<unit>{UNIT})\s(?:(?P<ago>geleden|ago)|from now|later)", _step),
    (rf"(?:(?P<part>{PART})(?:{OF}\s|-))?(?P<month>{MONTH})\.?(?:{OF}\s(?P<year>20\d\d|19\d\d|'\d\d))?",
     _month),
    (rf"(?:(?P<part>{PART}){OF}\s)?{TURN} (?P<unit>maand|month|jaar|year)", _period),
    (rf"(?:(?P<part>{PART}){OF}\s)?{YEAR}", _year),
    (rf"(?P<part>{PART}){OF}\s(?:jaar|year)", _year),
    (rf"(?:q|kwartaal |quarter )(?P<number>[1-4]){ONE_YEAR}", _quarter),
    (rf"(?P<number>[1-4]{TH}|{'|'.join(QUARTERS)}) (?:kwartaal|quarter){ONE_YEAR}", _quarter),
    (rf"(?:week|wk|weeknummer)\s?(?P<week>\d{{1,2}}){ONE_YEAR}", _numbered_week),
    (rf"(?:(?:begin|start){OF}\s)?(?:(?:het|{NEXT}|{THIS})\s)?"
     rf"(?P<season>{'|'.join(SEASONS)}){ONE_YEAR}", _season),
    (rf"(?:met\s|at\s)?(?P<feast>{'|'.join(FEASTS)}){ONE_YEAR}", _feast),
)  # fmt: skip
"""The forms, most telling first, and what makes days of each."""
