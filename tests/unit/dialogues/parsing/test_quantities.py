"""Numbers and days as people type them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.quantities import read_date, read_number
from dialogues.texts.formats import spoken_date, spoken_number

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("1.250", 1250), ("1,250", 1250), ("12,5", 12.5), ("12.5 fte", 12.5),
        ("€ 3 ton", 300_000), ("1,5 miljoen euro", 1_500_000), ("1.250.000", 1_250_000),
        ("1.250,75", 1250.75), ("1,250.75", 1250.75), ("0,125", 0.125), ("ongeveer 40", 40),
        ("-3", -3), ("7%", 7), ("2 500", 2500), ("3 duizend", 3000), ("4 mln", 4_000_000),
    ],
)  # fmt: skip
def test_numbers_are_read(text: str, number: float) -> None:
    """Dots, commas, units, and the words for large amounts."""
    assert read_number(text, None, None) == number


@pytest.mark.parametrize("text", ["veel", "12 of 13", "1-2", "tien", ""])
def test_what_is_no_number_is_said_so(text: str) -> None:
    """Nothing is guessed at."""
    with pytest.raises(InvalidInputError) as fault:
        read_number(text, None, None)
    assert fault.value.reason == "no_number"


def test_a_number_out_of_range_is_asked_again() -> None:
    """With the range, when there are two ends."""
    with pytest.raises(InvalidInputError) as both:
        read_number("11", 0, 10)
    with pytest.raises(InvalidInputError) as one:
        read_number("-1", 0, None)
    assert (both.value.reason, both.value.values["most"]) == ("number_range", "10")
    assert one.value.reason == "number_odd"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3-2-2027", "2027-02-03"), ("3 februari 2027", "2027-02-03"), ("3/2", "2027-02-03"),
        ("1 januari", "2028-01-01"), ("2027-02-03", "2027-02-03"), ("op 12 mrt.", "2027-03-12"),
        ("14 May 2028", "2028-05-14"), ("dinsdag 2 februari", "2027-02-02"),
    ],
)  # fmt: skip
def test_days_are_read(text: str, day: str) -> None:
    """Without a year it is the next such day."""
    assert read_date(text, NOW) == day


@pytest.mark.parametrize("text", ["31-2-2027", "morgen", "3 foo 2027", "13-13-2027", "29-2"])
def test_what_is_no_day_is_said_so(text: str) -> None:
    """The thirty-first of February is none."""
    with pytest.raises(InvalidInputError) as fault:
        read_date(text, NOW)
    assert fault.value.reason == "no_date"


def test_they_are_said_back_in_both_languages() -> None:
    """With the signs of the language."""
    assert spoken_number(1250.5, "fte", "nl") == "1.250,5 fte"
    assert spoken_number(1250.0, "", "en") == "1,250"
    assert spoken_date("2027-02-03", "nl") == "3 februari 2027"
    assert spoken_date("2027-02-03", "en") == "3 February 2027"
