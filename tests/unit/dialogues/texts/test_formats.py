"""Moments in words."""

from __future__ import annotations

from dialogues.calendar.timezones import local
from dialogues.texts.formats import spoken_moment

MOMENT = 1801645200.0
"""Wednesday 3 February 2027, 10:00 in Amsterdam and 22:00 in Auckland."""


def test_a_moment_is_told_where_someone_is() -> None:
    """With its weekday when that matters."""
    here, there = (local(MOMENT, zone) for zone in ("Europe/Amsterdam", "Pacific/Auckland"))
    assert spoken_moment(here, "nl") == "3 februari 2027, 10:00"
    assert spoken_moment(there, "en", weekday=True) == "Wednesday 3 February 2027, 22:00"
