"""Days on which nothing is said: Dutch holidays, and what organisations make of them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from dialogues.calendar.holidays import DUTCH, HOLIDAYS, Calendar, Period, public


def closed(calendar: Calendar, *days: str) -> list[bool]:
    return [not calendar.open_on(date.fromisoformat(day)) for day in days]


def test_the_holidays_of_a_year() -> None:
    """By our words, with King's Day on Saturday when its day is a Sunday."""
    found = {names[0]: f"{day:%d-%m}" for day, names in public(2025).items()}
    assert found == {
        "new_year": "01-01", "good_friday": "18-04", "easter": "20-04", "easter_monday": "21-04",
        "kings_day": "26-04", "liberation_day": "05-05", "ascension": "29-05",
        "whit_sunday": "08-06", "whit_monday": "09-06", "christmas": "25-12",
        "second_christmas": "26-12",
    }  # fmt: skip


def test_every_holiday_has_a_word_of_ours() -> None:
    """Till the end of what the package knows; two may fall together."""
    found = {
        name for year in range(2020, 2101) for names in public(year).values() for name in names
    }
    assert found == set(HOLIDAYS.values())


@pytest.mark.parametrize(
    ("rule", "off"),
    [("never", [False, False]), ("lustrum", [False, True]), ("always", [True, True])],
)
def test_liberation_day_has_a_rule_of_its_own(rule: Any, off: list[bool]) -> None:
    """Wednesday 5 May 2027, and Saturday 5 May 2035 for who works on Saturdays."""
    calendar = Calendar(liberation=rule, weekdays=tuple(range(7)))
    assert closed(calendar, "2027-05-05", "2035-05-05") == off


def test_liberation_day_may_be_another_holiday() -> None:
    """Ascension Day of 2016 was on 5 May."""
    assert closed(Calendar(liberation="never"), "2016-05-05") == [True]


def test_an_organisation_edits_the_list() -> None:
    """Good Friday is worked on, the day before Christmas is not, every year."""
    edited = Calendar(without=("good_friday",), also=("12-24",))
    days = ("2027-03-26", "2027-03-29", "2026-12-24", "2027-12-24")
    assert closed(DUTCH, *days) == [True, True, False, False]
    assert closed(edited, *days) == [False, True, True, True]


def test_periods_hold_both_ends() -> None:
    """From the first day to the last."""
    recess = Calendar(closed=(Period(date(2027, 7, 12), date(2027, 7, 14)),))
    days = ("2027-07-09", "2027-07-12", "2027-07-14", "2027-07-15")
    assert closed(recess, *days) == [False, True, True, False]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"opens": time(18), "closes": time(8)}, "close after the opening"),
        ({"weekdays": ()}, "choose one or more"),
        ({"weekdays": (7,)}, "choose one or more"),
        ({"liberation": "sometimes"}, "liberation 'sometimes'"),
        ({"without": ("sinterklaas",)}, "without .*sinterklaas"),
        ({"also": ("5-12",)}, "also '5-12'"),
        ({"also": ("02-30",)}, "also '02-30'"),
        ({"also": tuple(["12-24"] * 101)}, "more than 100"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(wrong: dict[str, Any], message: str) -> None:
    """With what is wrong in it: one that is never open would be searched for ever."""
    with pytest.raises(ValueError, match=f"calendar: .*{message}"):
        Calendar(**wrong)


@pytest.mark.parametrize("last", [date(2026, 12, 31), date(2028, 1, 2)])
def test_a_period_ends_after_it_begins_and_within_a_year(last: date) -> None:
    """Neither the day before, nor years later."""
    with pytest.raises(ValueError, match=f"period from 2027-01-01 to {last}"):
        Period(date(2027, 1, 1), last)


def test_what_is_large_is_not_loaded_at_the_start() -> None:
    """Holidays take almost half a second, and are for who has a schedule or a fire that is due."""
    large = ("holidays", "icalendar", "dateutil.rrule")
    code = f"import sys, bot.app; sys.exit(bool(set({large}) & set(sys.modules)))"
    root = Path(__file__).parents[4]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
