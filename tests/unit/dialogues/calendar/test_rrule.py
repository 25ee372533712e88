"""Rules as experts write them: what is refused, where, and how soon."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from dialogues.calendar.rrule import read_rule
from dialogues.definition.content import Content
from dialogues.parsing.errors import InvalidInputError
from frameworks.definition.languages import LANGUAGES

START = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("rule", "reason", "part"),
    [
        ("", "rule_syntax", ""),
        ("elke maandag", "rule_syntax", "ELKEMAANDAG"),
        ("FREQ=DAILY;;COUNT=2", "rule_syntax", ""),
        ("FREQ=DAILY;FREQ=WEEKLY", "rule_twice", "FREQ=WEEKLY"),
        ("FREQ=DAILY;BYEASTER=1", "rule_part", "BYEASTER=1"),
        ("BYDAY=MO", "rule_freq", ""),
        ("FREQ=HOURLY", "rule_often", "HOURLY"),
        ("FREQ=SECONDLY;COUNT=3", "rule_often", "SECONDLY"),
        ("FREQ=DAILY;BYHOUR=9,17", "rule_time", "BYHOUR"),
        ("FREQ=DAILY;INTERVAL=0", "rule_value", "INTERVAL=0"),
        ("FREQ=DAILY;INTERVAL=-1", "rule_value", "INTERVAL=-1"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "rule_value", "BYMONTHDAY=32"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,", "rule_value", "BYMONTHDAY=1,"),
        ("FREQ=YEARLY;BYMONTH=-1", "rule_value", "BYMONTH=-1"),
        ("FREQ=WEEKLY;BYDAY=MA", "rule_value", "BYDAY=MA"),
        ("FREQ=WEEKLY;WKST=MA", "rule_value", "WKST=MA"),
        ("FREQ=MONTHLY;BYDAY=0MO", "rule_value", "BYDAY=0MO"),
        ("FREQ=WEEKLY;BYDAY=1MO", "rule_nth", "1MO"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "rule_with", "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYWEEKNO=3;BYDAY=MO", "rule_with", "BYWEEKNO"),
        ("FREQ=YEARLY;BYWEEKNO=3", "rule_needs", "BYWEEKNO"),
        ("FREQ=MONTHLY;BYSETPOS=1", "rule_needs", "BYSETPOS"),
        ("FREQ=DAILY;UNTIL=20271301", "rule_until", "UNTIL=20271301"),
        ("FREQ=DAILY;UNTIL=20271231T090000Z", "rule_until", "UNTIL=20271231T090000Z"),
        ("FREQ=WEEKLY;UNTIL=20261122", "rule_never", "FREQ=WEEKLY;UNTIL=20261122"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(
    rule: str, reason: str, part: str, content: Content
) -> None:
    """With what, where and the remedy, in both languages."""
    with pytest.raises(InvalidInputError) as fault:
        read_rule(rule, START)
    assert (fault.value.reason, fault.value.values["part"]) == (reason, part)
    for language in LANGUAGES:
        said = content.catalogue.say(language, reason, **fault.value.values)
        assert part in said or reason == "rule_freq"


def test_an_end_is_given_once() -> None:
    """By a count or by a day."""
    with pytest.raises(InvalidInputError) as fault:
        read_rule("FREQ=DAILY;COUNT=1;UNTIL=20270101", START)
    assert fault.value.reason == "rule_ends"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=6;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2",
        "FREQ=YEARLY;BYMONTH=6;BYWEEKNO=53;BYDAY=MO",
        "FREQ=YEARLY;INTERVAL=1000;BYMONTH=1",
    ],
)
def test_a_rule_that_never_falls_is_found_out_at_once(rule: str) -> None:
    """What searches would go on for 8,000 years; in 400 all days have been seen."""
    began = process_time()
    with pytest.raises(InvalidInputError) as fault:
        read_rule(rule, START)
    assert fault.value.reason == "rule_never"
    assert process_time() - began < 2


def test_a_rule_is_kept_in_its_plain_form() -> None:
    """As calendars write it, and as people type it."""
    assert read_rule("rrule:freq=monthly; byday=1mo,-1fr;", START) == "FREQ=MONTHLY;BYDAY=1MO,-1FR"
