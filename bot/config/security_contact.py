"""Whom to tell of a leak, as a file that finders of leaks look for: RFC 9116. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime

from frameworks.definition.languages import LANGUAGES

PATH = "/.well-known/security.txt"


def is_out_of_date(expires: date | None, now: float) -> bool:
    """Whether that day is there, at `now` in seconds since the epoch."""
    return expires is not None and datetime.fromtimestamp(now, UTC).date() >= expires


def security_text(contact: str, expires: date, origin: str = "", policy: str = "") -> str:
    """The whole file. `origin`: our public address; `policy`: that of a page on how to report."""
    fields = {
        "Contact": contact,
        "Expires": f"{expires.isoformat()}T00:00:00Z",
        "Preferred-Languages": ", ".join(LANGUAGES),
        "Canonical": origin.rstrip("/") + PATH if origin else "",
        "Policy": policy,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
