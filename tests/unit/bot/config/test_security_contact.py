"""Whom to tell of a leak: until when, and that one setting needs the other."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.config.given import SettingsError
from bot.config.security_contact import is_out_of_date, security_text
from bot.config.settings import read_settings

DAY = date(2027, 6, 1)


def test_it_is_out_of_date_from_that_day_on() -> None:
    begins = datetime(2027, 6, 1, tzinfo=UTC).timestamp()
    assert not is_out_of_date(DAY, begins - 1)
    assert is_out_of_date(DAY, begins)
    assert not is_out_of_date(None, begins)


def test_what_is_not_set_is_not_said() -> None:
    told = security_text("tel:+31-14-0123", DAY).splitlines()
    assert [line.partition(":")[0] for line in told] == [
        "Contact", "Expires", "Preferred-Languages",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"CONTACT": "mailto:a@example.nl"}, "SAMENSPRAAK_SECURITY_EXPIRES"),
        ({"EXPIRES": "2027-06-01"}, "SAMENSPRAAK_SECURITY_CONTACT"),
        ({"CONTACT": "a@example.nl", "EXPIRES": "2027-06-01"}, "SAMENSPRAAK_SECURITY_CONTACT"),
        (
            {"CONTACT": "mailto:a@example.nl\nEncryption: x", "EXPIRES": "2027-06-01"},
            "SAMENSPRAAK_SECURITY_CONTACT",
        ),
    ],
)
def test_half_of_it_is_refused(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], missing: str
) -> None:
    """With what is allowed; and nothing that would be another line of the file."""
    for name, value in given.items():
        monkeypatch.setenv(f"SAMENSPRAAK_SECURITY_{name}", value)
    with pytest.raises(SettingsError, match=missing):
        read_settings()


def test_idle_time_leaves_people_time_to_think(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMENSPRAAK_SIGN_IN_IDLE_MINUTES", "14")
    with pytest.raises(SettingsError, match="15 or more"):
        read_settings()
    monkeypatch.setenv("SAMENSPRAAK_SIGN_IN_IDLE_MINUTES", "15")
    assert read_settings().sign_in_idle_minutes == 15
