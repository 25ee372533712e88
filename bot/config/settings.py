"""Settings from the environment and `.env`, each with the prefix `SAMENSPRAAK_`."""

from __future__ import annotations

import re
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.config.addresses import database_address, origin, sqlite_address
from bot.config.branding_files import check_logo, check_template
from bot.config.given import ENV_FILE, PREFIX, SettingsError, coding_of, slips
from bot.config.proxies import networks
from bot.config.security_contact import security_text
from dialogues.definition.controller import Controller
from frameworks.definition.languages import DEFAULT, LANGUAGES, Language

TOLD = ("organisation", "contact", "privacy_officer", "legal_ground", "privacy_url")


class Settings(BaseSettings):
    """All that can be set. Descriptions say what is allowed; the operators' page lists them."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, env_ignore_empty=True, extra="ignore"
    )

    token: SecretStr | None = Field(None, description="the token that BotFather gave")
    telegram_api: str | None = Field(
        None, description="base address of a local Bot API server, such as http://localhost:8081"
    )
    mode: Literal["polling", "webhook"] = Field("polling", description="polling or webhook")
    webhook_url: str | None = Field(None, description="the https address that Telegram calls")
    webhook_port: int = Field(8443, ge=1, le=65535, description="a port from 1 to 65535")
    webhook_secret: SecretStr | None = Field(None, description="1 to 256 of A-Z, a-z, 0-9, _ and -")
    data_dir: Path = Field(Path("data"), description="a folder that can be written")
    database: str | None = Field(
        None,
        description="sqlite+aiosqlite:///file, or postgresql+asyncpg://user:password@host/name",
    )
    key_file: Path | None = Field(None, description="a file outside the data folder")
    web_host: str = Field("127.0.0.1", description="an address of this machine")
    web_port: int = Field(8080, ge=0, le=65535, description="a port from 1 to 65535")
    web_origin: str | None = Field(
        None, description="the public address of the web chat, such as https://coach.example.nl"
    )
    web_tokens: Path | None = Field(
        None, description="a CSS file with your own design tokens for the web chat"
    )
    style_name: str = Field(
        "", max_length=120, description="the organisation's name, as it stands on documents"
    )
    style_logo: Path | None = Field(
        None, description="a PNG, JPEG or SVG file of at most 512 kB, for documents"
    )
    style_colour: str = Field(
        "#0b5963", pattern="^#[0-9a-fA-F]{6}$", description="a colour such as #0b5963"
    )
    style_template: Path | None = Field(
        None, description="a Word document (.docx) whose styles, header and footer are taken"
    )
    content: Path | None = Field(None, description="a folder with frameworks/ and dialogues/ in it")
    start: str = Field("", description="the id of a dialogue that /start begins at once")
    language: Language = Field(DEFAULT, description=" or ".join(LANGUAGES))
    organisation: str = Field(
        "", max_length=200, description="the name of who is responsible for what is kept"
    )
    contact: str = Field("", max_length=300, description="whom to ask, such as a mail address")
    privacy_officer: str = Field(
        "", max_length=300, description="the data protection officer, and how to reach them"
    )
    legal_ground: str = Field(
        "", max_length=500, description="the ground of article 6 of the AVG, as a sentence"
    )
    privacy_url: str | None = Field(
        None, description="the http address of a page on privacy, such as https://example.nl/avg"
    )
    security_contact: str = Field(
        "",
        pattern=r"^((mailto:|https://|tel:)[!-~]+)?$",
        description="where leaks are reported, such as mailto:security@example.nl or an https page",
    )
    security_expires: date | None = Field(
        None, description="the day from which that is to be looked at anew, such as 2027-06-01"
    )
    security_policy: str | None = Field(
        None, description="the https address of a page on how to report a leak"
    )
    retention_days: int = Field(
        0, ge=0, le=36500, description="a number of days from 30 on, or 0 for never"
    )
    backup_days: int = Field(
        90, ge=0, le=36500, description="a number of days; 0 when no copies are made"
    )
    sign_in_idle_minutes: int = Field(
        0, ge=0, le=576000, description="minutes from 15 on, or 0 for as long as the cookie"
    )
    limit_address: int = Field(
        600, ge=0, description="requests a minute from one address, or 0 for no limit"
    )
    limit_newcomers: int = Field(
        60, ge=0, description="new visitors an hour from one address, or 0 for no limit"
    )
    limit_person: int = Field(
        120, ge=0, description="messages a minute of one person, or 0 for no limit"
    )
    limit_connections: int = Field(
        500, ge=0, description="connections that are open at a time, or 0 for no limit"
    )
    limit_request_seconds: int = Field(
        20, ge=1, le=3600, description="seconds in which a request has to be there, from 1 on"
    )
    document_seconds: int = Field(
        20, ge=1, le=600, description="seconds that one document may take, from 1 to 600"
    )
    document_memory: int = Field(
        1024, ge=256, description="MB that a process that makes documents may use, from 256 on"
    )
    trusted_proxies: str = Field(
        "127.0.0.1, ::1", description="addresses and networks, such as 127.0.0.1, 10.0.0.0/8"
    )
    model_url: str | None = Field(
        None,
        description="the address of an OpenAI-compatible server, such as http://localhost:8000/v1; "
        "https, unless it is on this machine or a private network",
    )
    model: str = Field("", max_length=200, description="the name of a model on that server")
    model_key: SecretStr | None = Field(None, description="the key that the server asks for")
    model_owner: str = Field(
        "",
        max_length=120,
        description="whose server it is, as people read it, such as gemeente Meerdam",
    )
    model_seconds: float = Field(
        60.0, ge=1, le=600, description="a number of seconds from 1 to 600"
    )
    model_daily: int = Field(20, ge=1, le=1000, description="a number from 1 to 1000")
    open: bool = Field(False, description="1 to open the web chat in a browser, or 0")
    log: Literal["auto", "json", "console"] = Field("auto", description="auto, json or console")

    @field_validator("retention_days")
    @classmethod
    def _is_long(cls, value: int) -> int:
        if 0 < value < 30:
            raise ValueError("people are told two weeks before: take 30 or more")
        return value

    @field_validator("sign_in_idle_minutes")
    @classmethod
    def _is_some_time(cls, value: int) -> int:
        if 0 < value < 15:
            raise ValueError("clocks may differ by five minutes, and people think: take 15 or more")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        networks(value)
        return value

    @field_validator("content")
    @classmethod
    def _is_folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError(f"{value} is not a folder")
        return value

    @field_validator("web_tokens")
    @classmethod
    def _is_file(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError(f"{value} is not a file")
        return value

    @field_validator("style_logo")
    @classmethod
    def _is_logo(cls, value: Path | None) -> Path | None:
        if value is not None:
            check_logo(value)
        return value

    @field_validator("style_template")
    @classmethod
    def _is_template(cls, value: Path | None) -> Path | None:
        if value is not None:
            check_template(value)
        return value

    @field_validator("telegram_api", "webhook_url", "privacy_url", "security_policy")
    @classmethod
    def _is_address(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
            raise ValueError("it is not an http address")
        if info.field_name == "webhook_url" and value and not value.startswith("https://"):
            host = value.split("/")[2].split(":")[0]
            if host not in ("127.0.0.1", "localhost"):
                raise ValueError("Telegram calls https only")
        return value

    @field_validator("model_url")
    @classmethod
    def _is_near_or_secret(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
            raise ValueError("it is not an http address")
        if parts.username or parts.password:
            raise ValueError("the key has a setting of its own")
        if parts.scheme == "http" and not _is_near(parts.hostname):
            raise ValueError("answers would go over the internet for all to read")
        return value.rstrip("/")

    @field_validator("database")
    @classmethod
    def _is_database(cls, value: str | None) -> str | None:
        return None if value is None else database_address(value)

    @field_validator("web_origin")
    @classmethod
    def _is_origin(cls, value: str | None) -> str | None:
        return None if value is None else origin(value)

    @field_validator("webhook_secret")
    @classmethod
    def _is_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("it has other characters, or too many")
        return value

    @property
    def database_url(self) -> str:
        return self.database or sqlite_address(str(self.data_dir / "samenspraak.sqlite3"))

    @property
    def controller(self) -> Controller:
        """Who is responsible, as people are told."""
        return Controller(
            self.organisation, self.contact, self.privacy_officer, self.legal_ground,
            self.privacy_url or "", self.retention_days, self.backup_days,
        )  # fmt: skip

    @property
    def security_text(self) -> str:
        """What `security.txt` says; empty without a contact."""
        if not self.security_contact or not self.security_expires:
            return ""
        return security_text(
            self.security_contact, self.security_expires, self.web_origin or "",
            self.security_policy or "",
        )  # fmt: skip

    @property
    def untold(self) -> list[str]:
        """The settings without which others, who can reach it, are not told what the law asks."""
        if self.web_host in ("127.0.0.1", "::1", "localhost") and not self.web_origin:
            return []
        return [f"{PREFIX}{name.upper()}" for name in TOLD if not getattr(self, name)]

    def web_address(self, port: int) -> str:
        """Where the web chat is found, when it listens at this port."""
        host = f"[{self.web_host}]" if ":" in self.web_host else self.web_host
        host = "localhost" if self.web_host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host
        return self.web_origin or f"http://{host}:{port}/"

    @property
    def keys(self) -> Path:
        """The key file; by default it stands beside the data folder, never in it."""
        return self.key_file or self.data_dir.absolute().parent / "samenspraak.key"


def read_settings() -> Settings:
    """Raises SettingsError with a line for every wrong value; a token's value is never shown."""
    try:
        settings = Settings(_env_file_encoding=coding_of(ENV_FILE))
    except ValidationError as error:
        lines = (*slips(Settings.model_fields), *map(_line, error.errors()))
        raise SettingsError("\n".join(lines)) from None
    faults = [*slips(Settings.model_fields), *_together(settings)]
    if faults:
        raise SettingsError("\n".join(faults))
    return settings


def _is_near(host: str) -> bool:
    """Whether it is this machine, or one in the same building by its name or number."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".local", ".lan", ".internal"))


def _line(fault: object) -> str:
    assert isinstance(fault, dict)
    name = str(fault["loc"][0])
    why = str(fault["ctx"]["error"]) if "error" in fault.get("ctx", {}) else str(fault["msg"])
    allowed = Settings.model_fields[name].description
    return f"{PREFIX}{name.upper()}: {why} (allowed: {allowed})"


def _together(settings: Settings) -> list[str]:
    """What is wrong with values that are right by themselves."""
    faults = []
    if settings.token and settings.mode == "webhook":
        for name in ("webhook_url", "webhook_secret"):
            if not getattr(settings, name):
                allowed = Settings.model_fields[name].description
                faults.append(f"{PREFIX}{name.upper()}: webhook mode needs it (allowed: {allowed})")
    if settings.model_url:
        faults += [
            f"{PREFIX}{name.upper()}: a language model needs it "
            f"(allowed: {Settings.model_fields[name].description})"
            for name in ("model", "model_owner")
            if not getattr(settings, name).strip()
        ]
    elif settings.model or settings.model_key:
        allowed = Settings.model_fields["model_url"].description
        faults.append(f"{PREFIX}MODEL_URL: a language model needs it (allowed: {allowed})")
    if bool(settings.security_contact) != bool(settings.security_expires):
        missing = "security_expires" if settings.security_contact else "security_contact"
        allowed = Settings.model_fields[missing].description
        faults.append(f"{PREFIX}{missing.upper()}: security.txt needs it (allowed: {allowed})")
    if settings.keys.absolute().is_relative_to(settings.data_dir.absolute()):
        faults.append(
            f"{PREFIX}KEY_FILE: {settings.keys} lies in the data folder, so a copy of the data "
            "would hold its key (allowed: a file outside the data folder)"
        )
    return faults
