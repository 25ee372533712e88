"""Addresses as they are set, brought to the one form in which they are compared."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

PORTS = {"http": 80, "https": 443}
SQLITE, POSTGRES = "sqlite+aiosqlite:///", "postgresql+asyncpg://"
DATABASES = (SQLITE, POSTGRES)
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
OPTIONS = ("host", "port", "ssl", "prepared_statement_cache_size")
"""Of an address of PostgreSQL: those that its driver takes from there."""


def origin(address: str) -> str:
    """`HTTPS://Coach.Example.nl:443/` → `https://coach.example.nl`, as browsers send it.

    Raises ValueError for what is no origin.
    """
    parts = urlsplit(address.strip())
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not parts.hostname or any(c.isspace() for c in address.strip()):
        raise ValueError("it is not an http address")
    if parts.username or parts.query or parts.fragment or parts.path.strip("/"):
        raise ValueError("it is more than a scheme, a host and a port: leave out what follows them")
    try:
        host, port = _host(parts.hostname), parts.port
    except ValueError:
        raise ValueError("it is not an http address") from None
    return f"{scheme}://{host}" + ("" if port in (None, PORTS[scheme]) else f":{port}")


def _host(name: str) -> str:
    """In the letters of the name system; an address of IPv6 in brackets."""
    if ":" in name:
        return f"[{name}]"
    return name if name.isascii() else name.encode("idna").decode()


def sqlite_address(path: str) -> str:
    """The address of a file; in an address some marks have a meaning, in a path none has."""
    return SQLITE + path.replace("%", "%25").replace("?", "%3F")


def database_address(address: str) -> str:
    """With PostgreSQL's own `sslmode` as its driver calls it. Raises ValueError."""
    if not address.startswith(DATABASES):
        raise ValueError("it is no address of a database that we know")
    base, mark, query = address.partition("?")
    if address.startswith(SQLITE):
        if mark:
            raise ValueError("write a ? in the name of a file as %3F")
        return address
    place = base.removeprefix(POSTGRES).partition("/")[0].rpartition("@")[2]
    if "@" in query:
        raise ValueError("write a ? in a password as %3F")
    if not re.fullmatch(r"([^:\[\]]*|\[[0-9a-fA-F:.]+\])(:\d{1,5})?", place):
        raise ValueError("its host and port cannot be read")
    options = [
        ("ssl" if name == "sslmode" else name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
    ]
    for name, value in options:
        if name not in OPTIONS:
            raise ValueError(f"the driver does not know {name}: leave it out")
        if name == "ssl" and value not in SSL_MODES:
            raise ValueError(f"sslmode is one of {', '.join(SSL_MODES)}")
    return base + (f"?{urlencode(options)}" if options else "")
