"""Numbers as people type them, by the marks of their language."""

from __future__ import annotations

import pytest

from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.numbers import read_number
from dialogues.parsing.readings import Readings
from dialogues.texts.formats import spoken_date, spoken_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("1.250", 1250), ("1,125 fte", 1.125), ("12,5", 12.5), ("12.5 fte", 12.5),
        ("€ 3 ton", 300_000), ("1,5 miljoen euro", 1_500_000), ("1.250.000", 1_250_000),
        ("1.250,75", 1250.75), ("1,250.75", 1250.75), ("0,125", 0.125), ("ongeveer 40", 40),
        ("-3", -3), ("7%", 7), ("2 500", 2500), ("1 000 000", 1_000_000), ("3 duizend", 3000),
        ("4 mln", 4_000_000), ("1,5 miljard", 1_500_000_000), ("10k", 10_000), ("€1,5M", 1_500_000),
        ("–5", -5), ("−5", -5), ("min 5", -5), ("-€ 5", -5), ("€ 12.000,--", 12_000),
        ("€ 1,125", 1125), ("1 miljoen 250 duizend", 1_250_000), ("2½", 2.5), ("½ fte", 0.5),
        ("1'250'000", 1_250_000),
    ],
)  # fmt: skip
def test_numbers_are_read(text: str, number: float) -> None:
    """Dots, commas, blanks, units, and the words for large amounts."""
    assert read_number(text, None, None, "nl") == Readings((number,), True)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("tien", 10), ("ongeveer een ton", 100_000), ("ruim een ton", 100_000),
        ("anderhalf miljoen", 1_500_000), ("een half miljoen", 500_000), ("drie ton", 300_000),
        ("twee en een half miljoen", 2_500_000), ("vijfentwintig", 25), ("twaalfhonderd", 1200),
        ("tweehonderdvijftig fte", 250), ("duizend", 1000), ("er is er één", 1), ("minus twee", -2),
        ("tweeduizend vijfhonderd", 2500), ("-0", 0), ("2 mille", 2000),
        ("twenty-five", 25), ("two hundred", 200),
    ],
)  # fmt: skip
def test_numbers_in_words_are_read(text: str, number: float) -> None:
    assert read_number(text, None, None, "nl") == Readings((number,), True)


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("12 of 13", "nl", (12, 13)), ("1-2", "nl", (1, 2)),
        ("10 - 15", "nl", (10, 15)), ("3/4", "nl", (0.75, 3, 4)), ("12 13", "nl", (12, 13)),
        ("1,250", "nl", (1.25, 1250)), ("1.250", "en", (1.25, 1250)),
        ("1.125 miljoen", "nl", (1_125_000_000, 1_125_000)), ("- 5", "nl", (-5, 5)),
        ("1,5 à 2 miljoen", "nl", (1_500_000, 2_000_000)), ("niet 12", "nl", (12,)),
        ("12 fte in 2027", "nl", (12, 2027)), ("tien of elf", "nl", (10, 11)),
        ("1.5m", "en", (1_500_000, 1.5)),
        ("geen idee, ton of twee", "nl", (100_000, 200_000)),
        ("drie ton of vier", "nl", (300_000, 400_000)),
    ],
)  # fmt: skip
def test_what_can_mean_more_is_not_sure(
    text: str, language: str, numbers: tuple[float, ...]
) -> None:
    """Likeliest first; nothing is glued together."""
    assert read_number(text, None, None, language) == Readings(numbers, False)


def test_marks_are_read_by_the_language() -> None:
    assert read_number("1,125 fte", None, None, "en").first == 1125
    assert read_number("1.125 fte", None, None, "en").first == 1.125


def test_what_may_not_be_there_is_not_what_was_meant() -> None:
    """A reading out of range leaves the other."""
    assert read_number("12,500", 500, None, "nl") == Readings((12_500,), True)


@pytest.mark.parametrize(
    "text",
    ["veel", "", "1e3", "10^6", "een paar ton", "2.5.1", "1 2 3 4", "een paar", "tientallen"],
)
def test_what_is_no_number_is_said_so(text: str) -> None:
    """Nothing is guessed at."""
    with pytest.raises(InvalidInputError) as fault:
        read_number(text, None, None, "nl")
    assert fault.value.reason == "no_number"


def test_a_number_out_of_range_is_asked_again() -> None:
    """With the range, when there are two ends, as the language writes them."""
    with pytest.raises(InvalidInputError) as both:
        read_number("11", 0, 2_000_000 - 1, "nl") and read_number("3000000", 0, 2_000_000, "nl")
    with pytest.raises(InvalidInputError) as one:
        read_number("-1", 0, None, "nl")
    with pytest.raises(InvalidInputError) as beyond:
        read_number("9" * 400, None, None, "nl")
    assert (both.value.reason, both.value.values["most"]) == ("number_range", "2.000.000")
    assert (one.value.reason, beyond.value.reason) == ("number_odd", "number_odd")


def test_they_are_said_back_in_both_languages() -> None:
    """With the signs of the language, and all decimals that were typed."""
    assert spoken_number(1250.5, "fte", "nl") == "1.250,5 fte"
    assert spoken_number(1.125, "fte", "nl") == "1,125 fte"
    assert spoken_number(1250.0, "", "en") == "1,250"
    assert spoken_date("2027-02-03", "nl") == "3 februari 2027"
    assert spoken_date("2027-02-03", "en") == "3 February 2027"
