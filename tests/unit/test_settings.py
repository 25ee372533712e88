"""Settings: a wrong value gets one clear line, without secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SettingsError, read_settings


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("OPEN", "LOG", "TOKEN", "DATA_DIR", "KEY_FILE", "WEB_PORT"):
        monkeypatch.delenv(f"SAMENSPRAAK_{name}", raising=False)


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    """SQLite in a data folder, the key beside it, this machine only."""
    settings = read_settings()
    assert settings.database_url == "sqlite+aiosqlite:///data/samenspraak.sqlite3"
    assert settings.keys == tmp_path / "samenspraak.key"
    assert (settings.web_host, settings.web_port) == ("127.0.0.1", 8080)


def test_settings_come_from_env_file_too(tmp_path: Path) -> None:
    """`.env` in the folder where it is started."""
    (tmp_path / ".env").write_text("SAMENSPRAAK_WEB_PORT=9000\nOTHER=x\n")
    assert read_settings().web_port == 9000


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("MODE", "push", "polling or webhook"),
        ("WEB_PORT", "80000", "a port from 1 to 65535"),
        ("WEB_PORT", "http", "a port from 1 to 65535"),
        ("LANGUAGE", "fy", "nl or en"),
        ("CONTENT", "/no/such/folder", "/no/such/folder is not a folder"),
        ("TELEGRAM_API", "localhost", "it is not an http address"),
        ("WEBHOOK_URL", "http://example.nl/x", "Telegram calls https only"),
        ("WEBHOOK_SECRET", "sécret!", "1 to 256 of A-Z, a-z, 0-9, _ and -"),
        ("DATABASE", "mysql://x", "no address of a database"),
        ("KEY_FILE", "data/key", "lies in the data folder"),
    ],
)
def test_a_wrong_value_gets_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    """Which, why, and what is allowed."""
    monkeypatch.setenv(f"SAMENSPRAAK_{name}", value)
    with pytest.raises(SettingsError) as raised:
        read_settings()
    line = str(raised.value)
    assert line.startswith(f"SAMENSPRAAK_{name}: ")
    assert told in line
    assert "(allowed: " in line
    assert "\n" not in line


def test_all_wrong_values_come_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One start tells all that is to be mended."""
    monkeypatch.setenv("SAMENSPRAAK_MODE", "push")
    monkeypatch.setenv("SAMENSPRAAK_LANGUAGE", "fy")
    with pytest.raises(SettingsError) as raised:
        read_settings()
    assert len(str(raised.value).splitlines()) == 2


def test_webhook_mode_without_a_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody could post updates otherwise."""
    monkeypatch.setenv("SAMENSPRAAK_TOKEN", "123:verysecret")
    monkeypatch.setenv("SAMENSPRAAK_MODE", "webhook")
    monkeypatch.setenv("SAMENSPRAAK_WEBHOOK_URL", "https://example.nl/telegram")
    with pytest.raises(SettingsError, match="WEBHOOK_SECRET: webhook mode needs it") as raised:
        read_settings()
    assert "verysecret" not in str(raised.value)
