"""Days in what people type, with the day that they most likely mean."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dialogues.parsing.spans import days_in

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("Hij gaat 1 maart met pensioen", "1 maart", date(2027, 3, 1)),
        ("opzeggen vóór 1 januari 2029", "1 januari 2029", date(2029, 1, 1)),
        ("sinds 15 oktober ziek", "15 oktober", date(2026, 10, 15)),
        ("de raad beslist op 12-02-2027", "12-02-2027", date(2027, 2, 12)),
        ("uiterlijk eind maart", "eind maart", date(2027, 3, 31)),
        ("de raad beslist op 1-7-28", "1-7-28", date(2028, 7, 1)),
        ("uiterlijk 12/2/27.", "12/2/27", date(2027, 2, 12)),
        ("per 1.4.2027 over", "1.4.2027", date(2027, 4, 1)),
        ("begin mei 2027 gaan we over", "begin mei 2027", date(2027, 5, 1)),
        ("het moet vóór de zomer", "de zomer", date(2027, 7, 1)),
        ("klaar per april", "per april", date(2027, 4, 1)),
        ("the contract ends on 31 December", "31 December", date(2026, 12, 31)),
        ("before the summer we decide", "the summer", date(2027, 7, 1)),
        ("on the 3rd of May", "3rd of May", date(2027, 5, 3)),
    ],
)
def test_a_day_is_found_in_a_sentence(text: str, said: str, day: date) -> None:
    assert list(days_in(text, NOW)) == [(said, day)]


@pytest.mark.parametrize(
    "text",
    [
        "31 februari kan niet",
        "mei wel of niet",
        "we may decide",
        "drie jaar",
        "0 mei",
        "99-99-2027",
        "versie 1-2-3",
        "10-10-10",
        "12-02-207",
        "1-7-28-4",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert list(days_in(text, NOW)) == []
