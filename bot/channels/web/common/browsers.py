"""In which browser is who signed in. A cookie holds a secret of its own, of which the database has
only a hash: so whoever is signed out here, is out, also with a copy of the cookie.

The secret is another each day. The one of the day before still works, for what a browser was given
it may have lost; who has an older one is not let in. The first cookie of all comes with the first
form. A copy of that form lets nobody in where somebody was: it works again, for who clicked twice,
only as long as the cookie was never used, and each time the cookie is a fresh one.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.common.device import device
from bot.channels.web.common.tokens import COOKIE_AGE, PAGE_AGE, SECONDS_PER_DAY, Keys, Old, Shown
from bot.clock import Clock
from bot.messages.signing import SKEW, is_current
from storage.database.unit_of_work import Work
from storage.repositories import browsers as stored
from storage.repositories.browsers import OLD, TALK, SignedIn
from storage.repositories.people import Address

GROUPS, OWN = "/groups", "/my"
"""The pages of collaborations, and one's own, each with a sign-in of its own."""
NAMES: Mapping[str, str] = {
    TALK: "samenspraak", GROUPS: "samenspraak_groups", OWN: "samenspraak_my",
}  # fmt: skip
"""By home the cookie's name."""
SAID = "samenspraak_said"
HOST = "__Host-"
"""A cookie with such a name came by https from this very host, as browsers see to."""
RENEWED = web.RequestKey("renewed", tuple)
"""Where a request keeps the home and the cookie that its answer is to give."""


@dataclass(frozen=True)
class Browsers:
    """keys: sign cookies
    clock: seconds since the epoch
    secure: served by https
    idle: seconds without a sign of life after which one is signed out; 0 for never
    """

    keys: Keys
    clock: Clock
    secure: bool
    idle: float = 0.0

    def name(self, cookie: str) -> str:
        """As the browser knows a cookie."""
        return f"{HOST}{cookie}" if self.secure else cookie

    def bears(self, request: web.Request, home: str) -> bool:
        """Whether its cookies may say who is signed in."""
        names = {self.name(NAMES[home])} | ({NAMES[TALK]} if home == TALK else set())
        return not names.isdisjoint(request.cookies)

    def shown(self, request: web.Request, home: str) -> Shown | None:
        """What its cookie says, which we signed; that costs no look in the database."""
        return self.keys.shown(request.cookies.get(self.name(NAMES[home]), ""))

    async def known(self, request: web.Request, work: Work, home: str) -> SignedIn | None:
        """The browser that asks, when someone is signed in there. To one that looks a new secret is
        given when it is time."""
        shown = self.shown(request, home)
        one = (
            await self._found(work, shown, home) if shown else await self._old(request, work, home)
        )
        if one is None:
            return None
        now = self.clock()
        if not one.seen or now - one.seen >= SKEW:
            await stored.see(work, one.id, now)
        if shown and request.method == "GET":
            await self._renewed(request, work, one, shown.secret, now)
        return one

    async def _found(self, work: Work, shown: Shown, home: str) -> SignedIn | None:
        one = await stored.find(work, shown.id)
        if one is None or one.home != home or _hash(shown.secret) not in (one.hash, one.before):
            return None
        now = self.clock()
        if self.idle and not is_current(now - (one.seen or one.began), self.idle):
            return None
        return one if home == TALK or is_current(now - one.began, PAGE_AGE) else None

    async def _renewed(
        self, request: web.Request, work: Work, one: SignedIn, secret: str, now: float
    ) -> None:
        """Two requests at a time are given the same: it follows from the one before."""
        following = self.keys.mark("following", secret)
        if _hash(secret) == one.hash:
            if now - one.turned < SECONDS_PER_DAY:
                if not self.keys.is_newest(request.cookies.get(self.name(NAMES[one.home]), "")):
                    request[RENEWED] = (one.home, self._cookie(one.place, one.id, secret))
                return
            one = await stored.turn(work, one, now, _hash(following))
        if _hash(following) != one.hash:
            return  # made with a key of before: what the browser has goes on
        request[RENEWED] = (one.home, self._cookie(one.place, one.id, following))

    async def _old(self, request: web.Request, work: Work, home: str) -> SignedIn | None:
        """Who comes with a cookie of an earlier version is given one of today, once."""
        cookie = request.cookies.get(NAMES[TALK], "") if home == TALK else ""
        old: Old | None = self.keys.old(cookie) if cookie else None
        if old is None or not await stored.gives_access(work, ("web", old.address), old.made):
            return None
        name, secret = OLD + self.keys.mark(OLD, cookie)[:24], self.keys.mark("following", cookie)
        place, now = ("web", old.address), self.clock()
        one = await stored.find(work, name)
        if one is None:
            one = SignedIn(
                name, *place, home, _hash(secret), _hash(cookie), now, now, now, _device(request)
            )
            await stored.put(work, one)
        if _hash(cookie) != one.before:
            return None  # its successor has a successor
        if request.method == "GET":
            request[RENEWED] = (home, self._cookie(place, name, secret))
        return one

    async def first(self, request: web.Request, work: Work, address: str) -> tuple[str, str]:
        """(address, cookie) for who posts the first form; another address where somebody was."""
        name, now = _first(address), self.clock()
        one = await stored.find(work, name)
        fresh = one is not None and not one.seen and is_current(now - one.began, 0.0)
        if not fresh and (one or await stored.is_somebody(work, ("web", address))):
            address = secrets.token_hex(16)
            name = _first(address)
        place = ("web", address)
        return address, await self._enter(request, work, name, place, TALK)

    async def enter(self, request: web.Request, work: Work, place: Address, home: str) -> str:
        """The cookie for who came by a link of theirs. Who was signed in here is so no more."""
        if before := await self.known(request, work, home):
            await stored.end_one(work, before.id)
        return await self._enter(request, work, secrets.token_hex(12), place, home)

    async def _enter(
        self, request: web.Request, work: Work, name: str, place: Address, home: str
    ) -> str:
        secret, now = secrets.token_hex(16), self.clock()
        await stored.put(
            work, SignedIn(name, *place, home, _hash(secret), "", now, now, 0.0, _device(request))
        )
        return self._cookie(place, name, secret)

    def _cookie(self, place: Address, name: str, secret: str) -> str:
        return self.keys.cookie(Shown(self.keys.mark("whose", *place)[:16], name, secret))

    def welcome(self, response: web.StreamResponse, home: str, cookie: str) -> None:
        """Give the cookie."""
        age = COOKIE_AGE if home == TALK else PAGE_AGE
        self.put(response, NAMES[home], cookie, age)
        if self.secure and home == TALK:
            response.del_cookie(NAMES[TALK])  # of an earlier version

    def put(self, response: web.StreamResponse, name: str, value: str, age: int) -> None:
        """Give a cookie, for the whole site: what its name begins with asks that."""
        response.set_cookie(
            self.name(name), value, max_age=age, httponly=True, samesite="Lax", secure=self.secure
        )

    def forget(self, response: web.StreamResponse, name: str) -> None:
        """Take a cookie away, because that was asked."""
        for one in {self.name(name), name}:
            response.del_cookie(one, httponly=True, samesite="Lax", secure=self.secure)


def _first(address: str) -> str:
    """The id of the first browser of an address; whichever key there is, it is the same one."""
    return hashlib.sha256(f"first/{address}".encode()).hexdigest()[:24]


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogateescape")).hexdigest()


def _device(request: web.Request) -> str:
    return device(request.headers.get("User-Agent", ""))
