"""Times and zones as people type them."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.times import read_time, read_zone
from frameworks.definition.languages import LANGUAGES


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9", "09:00"), ("09:00", "09:00"), ("9.30", "09:30"), ("9u30", "09:30"), ("14h", "14:00"),
        ("9 uur", "09:00"), ("9 uur 30", "09:30"), ("om 14:00 uur", "14:00"), ("0:00", "00:00"),
        ("23:59", "23:59"), ("half tien", "09:30"), ("Half 10", "09:30"), ("half één", "12:30"),
        ("half twee", "13:30"), ("kwart voor negen", "08:45"), ("kwart over 9", "09:15"),
        ("half past nine", "09:30"), ("quarter to ten", "09:45"), ("negen uur", "09:00"),
        ("nine o'clock", "09:00"), ("3 pm", "15:00"), ("3 p.m.", "15:00"), ("12 am", "00:00"),
        ("12pm", "12:00"), ("twaalf uur", "12:00"),
    ],
)  # fmt: skip
def test_times_are_read(text: str, read: str) -> None:
    """In words they are by day."""
    assert f"{read_time(text):%H:%M}" == read


@pytest.mark.parametrize(
    "text", ["", "morgen", "24:00", "9:75", "930", "half 24", "dertien uur", "9:3", "13 pm", "9-17"]
)
def test_what_is_no_time_is_said_so(text: str) -> None:
    """Nothing is guessed at."""
    with pytest.raises(InvalidInputError) as fault:
        read_time(text)
    assert fault.value.reason == "no_time"


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Amsterdam", "Europe/Amsterdam"), ("europe/amsterdam", "Europe/Amsterdam"),
        ("Amsterdam", "Europe/Amsterdam"), ("new york", "America/New_York"), ("utc", "UTC"),
        (" paramaribo ", "America/Paramaribo"),
    ],
)  # fmt: skip
def test_zones_are_read(text: str, zone: str) -> None:
    """By their name, or by their city."""
    assert read_zone(text) == zone


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("Europe/Amsterdm", "Europe/Amsterdam"),
        ("Amsterdma", "Europe/Amsterdam"),
        ("Brussel", "Europe/Brussels"),
    ],
)
def test_a_slip_of_the_pen_is_asked_about(text: str, like: str, content: Content) -> None:
    """With the name that comes nearest."""
    with pytest.raises(InvalidInputError) as fault:
        read_zone(text)
    assert fault.value.reason == "zone_like"
    for language in LANGUAGES:
        assert like in content.catalogue.say(language, fault.value.reason, **fault.value.values)


@pytest.mark.parametrize("text", ["", "/", "xyzzy", "../etc/passwd", "Etc/GMT+3"])
def test_what_is_no_zone_is_said_so(text: str) -> None:
    """Also a path, and a zone that only machines use."""
    with pytest.raises(InvalidInputError) as fault:
        read_zone(text)
    assert fault.value.reason == "no_zone"
