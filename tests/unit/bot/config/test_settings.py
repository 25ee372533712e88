"""Settings: a wrong value gets one clear line, without secrets."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from bot.config.branding import house_style
from bot.config.given import SettingsError
from bot.config.settings import read_settings
from bot.reports.branding import Style
from storage.database.postgres import postgres_engine
from storage.database.sqlite import sqlite_path
from tests.support.reports import LOGO


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


@pytest.mark.parametrize(
    ("name", "value"), [("WEB_HOST", "0.0.0.0"), ("WEB_ORIGIN", "https://coach.aa.nl")]
)
def test_who_is_open_to_others_has_to_say_who_is_responsible(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """The start names what is not set; on one's own machine nothing."""
    assert read_settings().untold == []
    monkeypatch.setenv(f"SAMENSPRAAK_{name}", value)
    monkeypatch.setenv("SAMENSPRAAK_ORGANISATION", "Gemeente Aa")
    assert read_settings().untold == [
        f"SAMENSPRAAK_{one}"
        for one in ("CONTACT", "PRIVACY_OFFICER", "LEGAL_GROUND", "PRIVACY_URL")
    ]
    assert read_settings().controller.organisation == "Gemeente Aa"


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
        ("PRIVACY_URL", "aa.nl/avg", "it is not an http address"),
        ("TRUSTED_PROXIES", "10.0.0.300", "10.0.0.300"),
        ("LIMIT_PERSON", "-1", "messages a minute"),
        ("WEBHOOK_URL", "http://example.nl/x", "Telegram calls https only"),
        ("WEBHOOK_SECRET", "sécret!", "1 to 256 of A-Z, a-z, 0-9, _ and -"),
        ("DATABASE", "mysql://x", "no address of a database"),
        ("KEY_FILE", "data/key", "lies in the data folder"),
        ("STYLE_COLOUR", "teal", "a colour such as #0b5963"),
        ("STYLE_COLOUR", "#0b5963; x", "a colour such as #0b5963"),
        ("STYLE_NAME", "x" * 121, "the organisation's name"),
        ("STYLE_LOGO", "/no/such/logo.png", "/no/such/logo.png is not a file"),
        ("STYLE_LOGO", __file__, "is no PNG, JPEG or SVG"),
        ("STYLE_TEMPLATE", __file__, "is no Word document"),
        ("STYLE_TEMPLATE", "/no/such/it.docx", "/no/such/it.docx is not a file"),
        ("MODEL_URL", "ftp://model", "it is not an http address"),
        ("MODEL_URL", "http://models.example.nl/v1", "over the internet for all to read"),
        ("MODEL_URL", "https://me:secret@models.example.nl/v1", "a setting of its own"),
        ("MODEL_SECONDS", "0", "a number of seconds from 1 to 600"),
        ("MODEL_DAILY", "0", "a number from 1 to 1000"),
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


def test_the_house_style_is_read_from_its_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Name, colour, logo and a Word template; without them our own."""
    logo, template = tmp_path / "logo.svg", tmp_path / "ours.docx"
    logo.write_bytes(LOGO)
    Document().save(str(template))
    assert house_style(read_settings()) == Style()
    for name, value in (
        ("NAME", "Gemeente Vlietdam"), ("COLOUR", "#FF8800"), ("LOGO", str(logo)),
        ("TEMPLATE", str(template)),
    ):  # fmt: skip
        monkeypatch.setenv(f"SAMENSPRAAK_STYLE_{name}", value)
    style = house_style(read_settings())
    assert (style.name, style.colour, style.logo_format) == ("Gemeente Vlietdam", "#FF8800", "svg")
    assert style.template == template.read_bytes()


def test_too_big_a_logo_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It would stand in every document."""
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"\x89PNG" + b"x" * 600_000)
    monkeypatch.setenv("SAMENSPRAAK_STYLE_LOGO", str(logo))
    with pytest.raises(SettingsError, match="bigger than 512 kB"):
        read_settings()


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8000/v1",
        "http://10.0.0.7/v1/",
        "http://gpu1:80/v1",
        "https://m.example.nl/v1",
    ],
)
def test_a_language_model_needs_a_name_and_an_owner(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    """Both are told at once; answers go in the clear to what is near only."""
    monkeypatch.setenv("SAMENSPRAAK_MODEL_URL", url)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    told = str(caught.value).splitlines()
    assert [line.partition(":")[0] for line in told] == [
        "SAMENSPRAAK_MODEL",
        "SAMENSPRAAK_MODEL_OWNER",
    ]
    monkeypatch.setenv("SAMENSPRAAK_MODEL", "mistral")
    monkeypatch.setenv("SAMENSPRAAK_MODEL_OWNER", "gemeente Meerdam")
    assert read_settings().model_url == url.rstrip("/")


@pytest.mark.parametrize("name", ["MODEL", "MODEL_KEY"])
def test_a_language_model_needs_an_address(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A name or a key without one is a slip of the pen; the key is not told."""
    monkeypatch.setenv(f"SAMENSPRAAK_{name}", "mistral")
    with pytest.raises(SettingsError, match=r"^SAMENSPRAAK_MODEL_URL: a language") as caught:
        read_settings()
    assert "mistral" not in str(caught.value)


def test_what_is_empty_is_not_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As a compose file passes on what it does not know; `.env` counts then."""
    (tmp_path / ".env").write_text("SAMENSPRAAK_WEB_PORT=9000\nSAMENSPRAAK_WEB_ORIGIN=\n")
    for name in ("TOKEN", "WEB_PORT", "RETENTION_DAYS", "CONTENT", "DATABASE", "OPEN"):
        monkeypatch.setenv(f"SAMENSPRAAK_{name}", "")
    settings = read_settings()
    assert (settings.token, settings.web_port, settings.retention_days) == (None, 9000, 0)


@pytest.mark.parametrize(
    ("name", "meant"), [("RETENTION_DAY", "RETENTION_DAYS"), ("WEBORIGIN", "WEB_ORIGIN")]
)
def test_a_misspelt_name_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, meant: str
) -> None:
    """In the environment and in the file; together with what else is wrong."""
    monkeypatch.setenv(f"SAMENSPRAAK_{name}", "1")
    with pytest.raises(SettingsError, match=f"did you mean SAMENSPRAAK_{meant}"):
        read_settings()
    monkeypatch.delenv(f"SAMENSPRAAK_{name}")
    (tmp_path / ".env").write_text(f"export samenspraak_{name.lower()} = 1\n")
    monkeypatch.setenv("SAMENSPRAAK_MODE", "push")
    with pytest.raises(SettingsError, match=f"did you mean SAMENSPRAAK_{meant}") as raised:
        read_settings()
    assert len(str(raised.value).splitlines()) == 2


def test_a_name_like_none_is_told_where_only_we_are_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Kubernetes sets variables of its own for a service of our name."""
    monkeypatch.setenv("SAMENSPRAAK_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setenv("SAMENSPRAAK_PORT", "tcp://10.0.0.1:80")
    assert read_settings().web_port == 8080
    (tmp_path / ".env").write_text("SAMENSPRAAK_COLOUR_OF_THE_SKY=blue\n")
    with pytest.raises(SettingsError, match="there is no such setting; take it out"):
        read_settings()


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1"])
def test_an_env_file_is_read_however_it_was_saved(tmp_path: Path, coding: str) -> None:
    text = "SAMENSPRAAK_ORGANISATION='Gemeente Súdwest'\r\nSAMENSPRAAK_WEB_PORT=9000\r\n"
    (tmp_path / ".env").write_bytes(text.encode(coding))
    settings = read_settings()
    assert (settings.organisation, settings.web_port) == ("Gemeente Súdwest", 9000)


def test_an_env_file_that_cannot_be_read_gets_one_line(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    with pytest.raises(SettingsError, match=r"\.env cannot be read: Is a directory"):
        read_settings()


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("HTTPS://Coach.Aa.NL", "https://coach.aa.nl"), ("https://coach.aa.nl:443/", "https://coach.aa.nl"),
        ("http://coach.aa.nl:80", "http://coach.aa.nl"), ("https://aa.nl:8443", "https://aa.nl:8443"),
        ("https://súdwest.nl", "https://xn--sdwest-pya.nl"), (" https://aa.nl ", "https://aa.nl"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)  # fmt: skip
def test_the_origin_is_brought_to_the_form_that_browsers_send(
    monkeypatch: pytest.MonkeyPatch, value: str, kept: str
) -> None:
    monkeypatch.setenv("SAMENSPRAAK_WEB_ORIGIN", value)
    assert read_settings().web_origin == kept


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("WEB_ORIGIN", "https://aa.nl/coach", "leave out what follows"),
        ("WEB_ORIGIN", "https://aa.nl:http", "not an http address"),
        ("WEB_ORIGIN", "ftp://aa.nl", "not an http address"),
        ("WEB_ORIGIN", "https://a" + "é" * 80 + ".nl", "not an http address"),
        ("DATABASE", "postgresql+asyncpg://a@b/c?channel_binding=x", "not know channel_binding"),
        ("DATABASE", "postgresql+asyncpg://a@b/c?sslmode=yes", "sslmode is one of"),
        ("DATABASE", "postgresql+asyncpg://a@b:x/c", "host and port"),
        ("DATABASE", "postgresql+asyncpg://a:p?w@b/c", "in a password as %3F"),
        ("DATABASE", "sqlite+aiosqlite:///a?b.sqlite3", "as %3F"),
        ("DATABASE", "sqlite:///a.sqlite3", "no address of a database"),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_gets_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, why: str
) -> None:
    monkeypatch.setenv(f"SAMENSPRAAK_{name}", value)
    with pytest.raises(SettingsError) as raised:
        read_settings()
    assert why in str(raised.value)
    assert "\n" not in str(raised.value)


def test_postgresqls_own_name_for_ssl_works(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "postgresql+asyncpg://coach:p%3Fw@db/coach?sslmode=require&host=/run/postgresql"
    monkeypatch.setenv("SAMENSPRAAK_DATABASE", address)
    url = read_settings().database_url
    assert url.endswith("?ssl=require&host=%2Frun%2Fpostgresql")
    assert postgres_engine(url).url.query["ssl"] == "require"


@pytest.mark.parametrize("folder", ["wat?", "a%20b", "100%", "a#b c", "a?b=c&d"])
def test_every_folder_can_hold_the_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str
) -> None:
    """In an address these marks would mean something."""
    monkeypatch.setenv("SAMENSPRAAK_DATA_DIR", str(tmp_path / folder))
    assert sqlite_path(read_settings().database_url) == tmp_path / folder / "samenspraak.sqlite3"


def test_an_env_file_of_whatever_bytes_breaks_nothing(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00\xd8\x00")
    assert read_settings().web_port == 8080


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://localhost:80/"), ("0.0.0.0", "http://localhost:80/"),
        ("::", "http://localhost:80/"), ("::1", "http://localhost:80/"),
        ("192.168.1.5", "http://192.168.1.5:80/"), ("2001:db8::1", "http://[2001:db8::1]:80/"),
    ],
)  # fmt: skip
def test_where_the_web_chat_is_found(
    monkeypatch: pytest.MonkeyPatch, host: str, address: str
) -> None:
    """An address that a browser can open, whatever it listens at."""
    monkeypatch.setenv("SAMENSPRAAK_WEB_HOST", host)
    assert read_settings().web_address(80) == address
