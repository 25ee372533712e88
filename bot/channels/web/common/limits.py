"""Who asks too much is asked to wait, before anything is read or stored for them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil

import structlog
from aiohttp import web

from bot.channels.buckets import Buckets
from bot.channels.web.common.browsers import NAMES, Browsers
from bot.channels.web.common.client_address import FORWARDED, Network, client
from bot.channels.web.common.security import RequestRefusedError

log = structlog.get_logger()
A_MINUTE, AN_HOUR = 60.0, 3600.0
BURSTS = 4
"""A quarter of what an address may ask in a minute, it may ask at once."""
FREE_PATHS = ("/static/", "/health/")
LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")
READING_METHODS = ("GET", "HEAD")
MAX_BODY_BYTES = 64 * 1024
"""Bytes of a body that are read at most."""
BYTES_PER_TOKEN = 1000
"""A long text takes as many tokens as short ones that hold as much."""


class TooManyError(RequestRefusedError):
    """`wait`: after so many seconds it may be tried again. `known`: it is not one of a flood of
    nobodies, and worth the cost of reading what they wrote."""

    def __init__(self, wait: float, known: bool) -> None:
        super().__init__(429, "web_error_busy")
        self.wait, self.known = ceil(wait), known


@dataclass
class Limits:
    """How much may be asked; 0 for no limit.

    address: requests a minute from one address
    newcomers: first messages an hour from one address
    person: messages a minute of one person
    seconds: in which the rest of a request has to come
    trusted: proxies that say truly for whom they ask
    steady: seconds on a clock that nobody sets
    """

    address: int = 0
    newcomers: int = 0
    person: int = 0
    seconds: float = 20.0
    trusted: Sequence[Network] = ()
    steady: Callable[[], float] = time.monotonic
    _buckets: dict[str, Buckets] = field(init=False)
    _warned: bool = False

    def __post_init__(self) -> None:
        self._buckets = {
            "address": Buckets(self.address / BURSTS, A_MINUTE / BURSTS),
            "newcomers": Buckets(self.newcomers, AN_HOUR),
            "person": Buckets(self.person, A_MINUTE),
        }

    def check(self, request: web.Request, browsers: Browsers) -> None:
        """Count a request. Raises TooManyError for one too many."""
        if request.path.startswith(FREE_PATHS):
            return
        size = request.content_length
        if size is None:  # in pieces, or none at all
            size = MAX_BODY_BYTES if request.can_read_body else 0
        cost = 1.0 + size / BYTES_PER_TOKEN
        person = "" if request.method in READING_METHODS else _person(request, browsers)
        if address := self._client(request):
            self._take("address", address, cost, bool(person))
        if request.method in READING_METHODS:
            return
        if person:
            self._take("person", person, cost, True)
        elif address:
            self._take("newcomers", address, 1.0, True)

    def _take(self, kind: str, key: str, cost: float, known: bool) -> None:
        if wait := self._buckets[kind].take(key, self.steady(), cost):
            raise TooManyError(wait, known)

    def _client(self, request: web.Request) -> str:
        """Who asks; a proxy that does not say so stands for many, so it is not held back."""
        found = client(request.remote or "", request.headers.getall(FORWARDED, []), self.trusted)
        unsaid = not found and FORWARDED not in request.headers
        if unsaid and not self._warned and request.url.host not in LOCAL_NAMES:
            log.warning("requests come without X-Forwarded-For: addresses have no limit")
            self._warned = True
        return found


def _person(request: web.Request, browsers: Browsers) -> str:
    """A mark of whoever a cookie is of that we signed; that costs no look in the database."""
    shown = (browsers.shown(request, home) for home in NAMES)
    return next((one.whose for one in shown if one), "")
