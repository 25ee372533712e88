"""Calendar files: as the standard wants them, and as another reader reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from dialogues.calendar.icalendar_file import CalendarEntry, ics
from dialogues.parsing.text import clean, one_line

NINE = datetime(2027, 3, 29, 9, 0, tzinfo=UTC).timestamp()
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC).timestamp()
words = st.text(max_size=300).filter(lambda text: clean(text) != "")
ENTRY = CalendarEntry(
    "pulse/a/20270329@samenspraak", "Polsslag: samen, sterk; vooruit", NINE, 15, "Drie\nvragen"
)


def fields(text: str) -> dict[str, str]:
    """Read by hand: unfolded, and what is escaped put back."""
    found = {}
    for line in text.replace("\r\n ", "").split("\r\n")[:-1]:
        name, _, value = line.partition(":")
        found[name] = value
    return found


def unescaped(value: str) -> str:
    out, characters = "", iter(value)
    for one in characters:
        follows = next(characters) if one == "\\" else ""
        out += {"n": "\n", "N": "\n"}.get(follows, follows) if follows else one
    return out


def test_a_moment_stands_in_it() -> None:
    """In UTC, with its end, its name and its words escaped."""
    found = fields(ics([ENTRY], "Samenspraak", NOW))
    assert found["DTSTART"] == "20270329T090000Z"
    assert found["DTEND"] == "20270329T091500Z"
    assert found["DTSTAMP"] == "20261122T120000Z"
    assert found["UID"] == ENTRY.uid
    assert found["SUMMARY"] == r"Polsslag: samen\, sterk\; vooruit"
    assert found["DESCRIPTION"] == r"Drie\nvragen"
    assert (found["VERSION"], found["X-WR-CALNAME"]) == ("2.0", "Samenspraak")


def test_what_does_not_happen_is_cancelled_and_takes_no_time() -> None:
    """Under its own name, with a higher number; and nobody who looks along reads a title."""
    found = fields(ics([ENTRY], "Samenspraak", NOW))
    assert (found["STATUS"], found["SEQUENCE"], found["TRANSP"]) == ("CONFIRMED", "0", "OPAQUE")
    gone = fields(ics([replace(ENTRY, sequence=3, cancelled=True)], "Samenspraak", NOW))
    assert (gone["UID"], gone["STATUS"], gone["SEQUENCE"]) == (ENTRY.uid, "CANCELLED", "3")
    assert gone["TRANSP"] == "TRANSPARENT"
    assert found["CLASS"] == gone["CLASS"] == "PRIVATE"
    assert "METHOD" not in gone, "that is for invitations"


def test_an_address_says_when_to_look_again() -> None:
    """By the standard, and as Outlook wants it; also while nothing is to come it is a calendar."""
    text = ics([], "Samenspraak", NOW, followed=True)
    found = fields(text)
    assert found["NAME"] == "Samenspraak"
    assert found["REFRESH-INTERVAL;VALUE=DURATION"] == found["X-PUBLISHED-TTL"] == "PT6H"
    assert [part.name for part in Calendar.from_ical(text).subcomponents] == ["VTIMEZONE"]
    assert "NAME" not in fields(ics([ENTRY], "Samenspraak", NOW)), "a file is not looked at again"


def test_several_moments_stand_in_their_order() -> None:
    """Each between its own begin and end."""
    entries = [CalendarEntry(f"{n}@x", f"nr {n}", NINE + n, 15) for n in range(3)]
    lines = ics(entries, "x", NOW).split("\r\n")
    assert [line for line in lines if line.startswith("SUMMARY")] == [
        f"SUMMARY:nr {n}" for n in range(3)
    ]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 3
    assert lines[-2:] == ["END:VCALENDAR", ""]


@given(words, words)
def test_any_words_keep_their_place(title: str, description: str) -> None:
    """No line is over 75 octets or ends without CRLF, no word adds a line, and all come back."""
    text = ics([CalendarEntry("u@x", title, NINE, 15, description)], "x", NOW)
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n" not in text.replace("\r\n", "") and "\r" not in text.replace("\r\n", "")
    found = fields(text)
    assert set(found) == {
        "BEGIN", "END", "VERSION", "PRODID", "X-WR-CALNAME", "SUMMARY", "DTSTART", "DTEND",
        "DTSTAMP", "UID", "DESCRIPTION", "SEQUENCE", "STATUS", "TRANSP", "CLASS",
    }  # fmt: skip
    assert unescaped(found["SUMMARY"]) == one_line(title)
    assert unescaped(found["DESCRIPTION"]) == clean(description)
