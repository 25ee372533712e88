"""Moments in words."""

from __future__ import annotations

from dialogues.calendar.timezones import local
from dialogues.texts.catalogue import Catalogue, Strings
from dialogues.texts.formats import spoken_moment

MOMENT = 1801645200.0
"""Wednesday 3 February 2027, 10:00 in Amsterdam and 22:00 in Auckland."""


def test_a_moment_is_told_where_someone_is() -> None:
    """With its weekday when that matters."""
    here, there = (local(MOMENT, zone) for zone in ("Europe/Amsterdam", "Pacific/Auckland"))
    assert spoken_moment(here, "nl") == "3 februari 2027, 10:00"
    assert spoken_moment(there, "en", weekday=True) == "Wednesday 3 February 2027, 22:00"


def test_what_was_measured_is_said_as_the_language_writes_it() -> None:
    """Also where a string is filled in with the bare number."""
    said = {one: Strings(strings={"mean": "{{ mean }}, {{ n }}"}) for one in ("nl", "en")}
    catalogue = Catalogue(said)
    assert catalogue.say("nl", "mean", mean=3.914, n=1) == "3,91, 1"
    assert catalogue.say("en", "mean", mean=4.0, n=1) == "4, 1"
