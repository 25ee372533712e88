"""Days as people type them, seen from a Monday in November 2026."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest

from dialogues.parsing.dates import is_date, read_date
from dialogues.parsing.errors import InvalidInputError

TODAY = date(2026, 11, 30)


def read(text: str, today: date = TODAY) -> tuple[list[str], bool]:
    found = read_date(text, today)
    return [day.isoformat() for day in found.values], found.sure


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3-2-2027", "2027-02-03"), ("3 februari 2027", "2027-02-03"), ("3/2", "2027-02-03"),
        ("1-7-28", "2028-07-01"), ("29-11-26", "2026-11-29"), ("31-12-25", "2025-12-31"),
        ("1 januari", "2027-01-01"), ("2027-02-03", "2027-02-03"), ("op 12 mrt.", "2027-03-12"),
        ("14 May 2028", "2028-05-14"), ("dinsdag 2 februari", "2027-02-02"), ("29-2", "2028-02-29"),
        ("3 feb '27", "2027-02-03"), ("3 feb 27", "2027-02-03"), ("3 2 2027", "2027-02-03"),
        ("03022027", "2027-02-03"),
        ("2/13/2027", "2027-02-13"), ("3 februari 10 uur", "2027-02-03"),
        ("February 3rd, 2027", "2027-02-03"), ("per 1 januari 2027", "2027-01-01"),
        ("wij beginnen op 3 februari denk ik", "2027-02-03"), ("1e mei", "2027-05-01"),
    ],
)  # fmt: skip
def test_days_in_figures_and_by_name_are_read(text: str, day: str) -> None:
    """Without a year it is the next such day."""
    assert read(text) == ([day], True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("vandaag", "2026-11-30"), ("morgen", "2026-12-01"), ("Overmorgen.", "2026-12-02"),
        ("morgenochtend", "2026-12-01"), ("gisteren", "2026-11-29"), ("tomorrow", "2026-12-01"),
        ("dinsdag", "2026-12-01"), ("aanstaande vrijdag", "2026-12-04"),
        ("volgende week dinsdag", "2026-12-08"), ("dinsdag volgende week", "2026-12-08"),
        ("dinsdag over een week", "2026-12-08"), ("volgende week", "2026-12-07"),
        ("vorige week dinsdag", "2026-11-24"), ("over twee weken", "2026-12-14"),
        ("over 3 maanden", "2027-02-28"), ("over een half jaar", "2027-05-30"),
        ("in two weeks", "2026-12-14"), ("2 weken geleden", "2026-11-16"),
        ("februari 2027", "2027-02-01"),
        ("2-2027", "2027-02-01"), ("ergens in maart", "2027-03-01"),
        ("eind maart", "2027-03-31"), ("medio mei 2027", "2027-05-15"),
        ("end of March", "2027-03-31"),
        ("volgende maand", "2026-12-01"), ("eind volgende maand", "2026-12-31"),
        ("begin volgend jaar", "2027-01-01"), ("eind van het jaar", "2026-12-31"),
        ("2027", "2027-01-01"), ("Q2 2027", "2027-04-01"), ("eerste kwartaal 2027", "2027-01-01"),
        ("week 12", "2027-03-22"), ("kerst", "2026-12-25"), ("de zomer", "2027-06-21"),
        ("waarschijnlijk morgen", "2026-12-01"), ("morgen om 10 uur", "2026-12-01"),
        ("maandag a.s.", "2026-12-07"), ("mid-March", "2027-03-15"), ("dit weekend", "2026-12-05"),
        ("volgend voorjaar", "2027-03-21"), ("de 15e", "2026-12-15"), ("de 31e", "2026-12-31"),
        ("halverwege 2027", "2027-07-01"), ("vanmiddag", "2026-11-30"), ("1 7 28", "2028-07-01"),
    ],
)  # fmt: skip
def test_days_seen_from_today_are_read(text: str, day: str) -> None:
    """As administrators say them; a month alone is its first day."""
    assert read(text) == ([day], True)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("29-11", ["2027-11-29", "2026-11-29"]), ("1-7-99", ["2099-07-01", "1999-07-01"]),
        ("1-7-2072", ["2072-07-01"]), ("1 juli 1927", ["1927-07-01"]),
        ("3 februari of 10 februari", ["2027-02-03", "2027-02-10"]),
        ("tussen 1 en 5 maart", ["2027-03-01", "2027-03-05"]),
        ("3, 4 maart", ["2027-03-03", "2027-03-04"]),
        ("1-5 maart 2027", ["2027-03-01", "2027-03-05"]),
        ("maandag 2 februari 2027", ["2027-02-02", "2027-02-01"]),
        ("volgende dinsdag", ["2026-12-08", "2026-12-01"]),
        ("maandag", ["2026-12-07", "2026-11-30"]),
        ("niet op 3 februari", ["2027-02-03"]), ("maart 27", ["2027-03-27", "2027-03-01"]),
    ],
)  # fmt: skip
def test_what_lies_oddly_or_can_mean_two_is_not_sure(text: str, days: list[str]) -> None:
    """Likeliest first."""
    assert read(text) == (days, False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31 februari 2027", "no_such_day"), ("31-4", "no_such_day"), ("32-1-2027", "no_such_day"),
        ("13-13-2027", "no_such_month"), ("2027-13-01", "no_such_month"),
        ("29 februari 2027", "no_such_day"),
    ],
)  # fmt: skip
def test_what_the_calendar_has_not_is_told_why(text: str, reason: str) -> None:
    with pytest.raises(InvalidInputError) as fault:
        read(text)
    assert fault.value.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "3 foo 2027", "dat weet ik morgen", "volgende week hoor ik meer", "na de zomer", "3-2-207",
        "over een paar weken", "1.250", "wij mogen", "we may", "0-1-2027", "", "week 60",
        "over 99999 jaar", "1-1-2", "2027-13", "de 40e",
    ],
)  # fmt: skip
def test_what_is_no_day_is_said_so(text: str) -> None:
    """Nothing is guessed at; a day in a remark is no answer."""
    with pytest.raises(InvalidInputError) as fault:
        read(text)
    assert fault.value.reason == "no_date"


@pytest.mark.parametrize("today", [date.min, date(1, 1, 31), date(9999, 12, 31), date(9991, 1, 1)])
@pytest.mark.parametrize(
    "text", ["3-2", "29-2", "morgen", "maandag 3-2", "1-5 maart",
             "over 3 weken", "vorige week dinsdag", "dinsdag", "2027",
             "maandag 1-1-2027", "eind maart", "weekend", "week 1", "1-7-99", "² weken geleden"],
)  # fmt: skip
def test_at_the_ends_of_the_calendar_nothing_breaks(text: str, today: date) -> None:
    """A clock may be wrong by ages."""
    with suppress(InvalidInputError):
        read(text, today)


def test_every_day_of_a_leap_year_is_read_back_as_it_is_written() -> None:
    for ordinal in range(date(2028, 1, 1).toordinal(), date(2029, 1, 1).toordinal()):
        day = date.fromordinal(ordinal)
        assert read(f"{day.day}-{day.month}-28") == ([day.isoformat()], True)
        assert is_date(day.isoformat())
