"""What we sign for a browser: its cookies, the token in every form, words for its next page.

Every form carries a token:

- in a browser where someone is signed in: a signature of its id, so that only our own pages there
  can post for them;
- to a newcomer, who has no cookie yet: a signed random number with its time. The address is made
  from it, so that a double submit of the first form leads to one person; who gets in by it, is
  told in `browsers.py`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets as chance
from typing import Any, NamedTuple

from itsdangerous import BadSignature, Signer, URLSafeTimedSerializer

from bot.clock import Clock
from bot.messages.signing import SHA, ClockedSigner, Secrets, oldest_first, signing

SECONDS_PER_DAY = 24 * 3600
COOKIE_AGE = 400 * SECONDS_PER_DAY
PAGE_AGE = 8 * 3600
SAID_AGE = 60
SURE_AGE = 600
NEWCOMER_AGE = SECONDS_PER_DAY


class Shown(NamedTuple):
    """What the cookie of a browser holds: a mark of whose it is, its id, and its secret."""

    whose: str
    id: str
    secret: str


class Old(NamedTuple):
    """The same of a cookie from before browsers had secrets; `made` in seconds since the epoch."""

    address: str
    made: float


class Keys:
    """Signs with the first of the secrets, and checks with all. Each purpose has a salt of its own,
    so that no token passes for another."""

    def __init__(self, secrets: Secrets, clock: Clock) -> None:
        self._secrets, self._clock = secrets, clock
        self._browser = signing(secrets, "browser", clock)
        self._said = signing(secrets, "said", clock)
        self._sure = signing(secrets, "sure", clock)

    def cookie(self, browser: Shown) -> str:
        """The cookie's value for a browser."""
        return str(self._browser.dumps(browser))

    def shown(self, cookie: str) -> Shown | None:
        """What is in a cookie; None when it is not ours, or too old."""
        found = _loaded(self._browser, cookie, COOKIE_AGE)
        return Shown(*found) if found else None

    def is_newest(self, cookie: str) -> bool:
        """Whether the newest key signed it; what another did is to be signed anew."""
        newest = self._secrets()[:1]
        if len(self._secrets()) == len(newest):
            return True
        return (
            _loaded(signing(lambda: newest, "browser", self._clock), cookie, COOKIE_AGE) is not None
        )

    def old(self, cookie: str) -> Old | None:
        """What is in a cookie that an earlier version gave, which signed with the oldest key."""
        options = {"clock": self._clock}
        signed = URLSafeTimedSerializer(
            self._secrets()[-1], salt="cookie", signer=ClockedSigner, signer_kwargs=options
        )
        try:
            address, made = signed.loads(cookie, max_age=COOKIE_AGE, return_timestamp=True)
        except (BadSignature, UnicodeError):
            return None
        return Old(str(address), made.timestamp())

    def said(self, browser: str, words: str) -> str:
        """Words for the next page in this browser alone."""
        return str(self._said.dumps([browser, words]))

    def heard(self, cookie: str, browser: str) -> str:
        """The words for the next page in this browser; empty for none."""
        found = _loaded(self._said, cookie, SAID_AGE)
        return str(found[1]) if found and found[0] == browser else ""

    def sure(self, browser: str, update: str, act: str) -> str:
        """What the form of a yes carries: whose it is, the number by which it counts once, and what
        they were asked."""
        return str(self._sure.dumps([browser, update, act]))

    def agreed(self, token: str, browser: str, update: str, act: str) -> bool:
        """Whether this very thing was asked in this browser, not long ago."""
        return bool(_loaded(self._sure, token, SURE_AGE) == [browser, update, act])

    def form(self, browser: str) -> str:
        """The token for the forms of a page in this browser; without one it is a newcomer's."""
        if browser:
            return self._form().get_signature(browser).decode()
        newest = self._secrets()[0]
        return self._newcomer(newest).sign(chance.token_urlsafe(16)).decode()

    def is_form(self, token: str, browser: str) -> bool:
        """Whether a form of this browser has this token."""
        return bool(browser) and self._form().verify_signature(browser, token)

    def newcomer(self, token: str) -> str:
        """The address that a newcomer's token stands for; empty when it is none. With a newer key
        it is still the same one, so that a first form counts once."""
        for secret in self._secrets():
            try:
                nonce = self._newcomer(secret).unsign(token, max_age=NEWCOMER_AGE)
            except (BadSignature, UnicodeError):
                continue
            return _mark(secret, "address", nonce.decode())
        return ""

    def update(self, address: str, number: str) -> str:
        """A form's number as it is stored and logged: it tells nothing of whose form it is. Made
        without a key, so that a form counts once, whichever key there is by then."""
        return hashlib.sha256(f"update/{address}/{number}".encode()).hexdigest()[:32]

    def mark(self, *names: str) -> str:
        """What stands for these names as long as the key is the same, and gives none away."""
        return _mark(self._secrets()[0], *names)

    def _form(self) -> Signer:
        return Signer(oldest_first(self._secrets), salt="form", **SHA)

    def _newcomer(self, secret: bytes) -> ClockedSigner:
        return ClockedSigner(secret, salt="newcomer", clock=self._clock, **SHA)


def _mark(secret: bytes, *names: str) -> str:
    return hmac.new(secret, "/".join(names).encode(), hashlib.sha256).hexdigest()[:32]


def _loaded(serializer: URLSafeTimedSerializer, token: str, age: int) -> Any:
    """What was signed; None when it is not ours, or too old."""
    try:
        return serializer.loads(token, max_age=age)
    except (BadSignature, UnicodeError):  # a header can hold what is no text
        return None
