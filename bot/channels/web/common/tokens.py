"""Who is posting: the signed cookie, the token in every form, and the personal link.

A cookie holds a random address of 128 bits, signed. Every form carries a token:

- to someone we know: a signature of their address, so that only their own pages can post for them;
- to a newcomer, who has no cookie yet: a signed random number with its time. The address is made
  from it, so that a double submit of the first form leads to one person. It protects nothing that
  exists: a forged first post could only begin an empty talk, and the check of the origin refuses
  even that.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

from itsdangerous import BadSignature, Signer, URLSafeTimedSerializer

from bot.clock import Clock
from bot.messages.signing import signing

COOKIE = "samenspraak"
SECONDS_PER_DAY = 24 * 3600
COOKIE_AGE = 400 * SECONDS_PER_DAY
LINK_AGE = 14 * SECONDS_PER_DAY
PAGE_COOKIE = "samenspraak_page"
PAGE_AGE = 8 * 3600
SAID_COOKIE = "samenspraak_said"
SAID_AGE = 60
SURE_AGE = 600
NEWCOMER_AGE = SECONDS_PER_DAY


class Keys:
    """Signs and checks. Each purpose has a salt of its own, so that no token passes for another."""

    def __init__(self, secret: bytes, clock: Clock) -> None:
        self._secret = secret
        self._cookie = signing(secret, "cookie", clock)
        self._link = signing(secret, "link", clock)
        self._page = signing(secret, "page cookie", clock)
        self._said = signing(secret, "said", clock)
        self._sure = signing(secret, "sure", clock)
        self._form = Signer(secret, salt="form")
        self._newcomer = signing(secret, "newcomer", clock)

    def cookie(self, address: str) -> str:
        """The cookie's value for an address."""
        return str(self._cookie.dumps(address))

    def address(self, cookie: str) -> str:
        """The address in a cookie; empty when it is not ours, or too old."""
        return str(_loaded(self._cookie, cookie, COOKIE_AGE) or "")

    def link(self, address: str) -> str:
        """The token of a personal link."""
        return str(self._link.dumps(address))

    def linked(self, token: str) -> str:
        """The address behind a personal link; empty when it does not work any more."""
        return str(_loaded(self._link, token, LINK_AGE) or "")

    def page_cookie(self, channel: str, address: str) -> str:
        """The cookie's value for who came by a personal link to a collaboration's pages."""
        return str(self._page.dumps([channel, address]))

    def paged(self, cookie: str) -> tuple[str, str] | None:
        """Channel and address in such a cookie; None when it is not ours, or too old."""
        found = _loaded(self._page, cookie, PAGE_AGE)
        return (found[0], found[1]) if found else None

    def said(self, address: str, words: str) -> str:
        """Words for the next page of this person alone."""
        return str(self._said.dumps([address, words]))

    def heard(self, cookie: str, address: str) -> str:
        """The words for this person's next page; empty for none."""
        found = _loaded(self._said, cookie, SAID_AGE)
        return str(found[1]) if found and found[0] == address else ""

    def sure(self, address: str, update: str, act: str) -> str:
        """What the form of a yes carries: whose it is, the number by which it counts once, and what
        they were asked."""
        return str(self._sure.dumps([address, update, act]))

    def agreed(self, token: str, address: str, update: str, act: str) -> bool:
        """Whether this very thing was asked of this person, not long ago."""
        return bool(_loaded(self._sure, token, SURE_AGE) == [address, update, act])

    def form(self, address: str) -> str:
        """The token for the forms of someone's page; an empty address is a newcomer's."""
        if address:
            return self._form.get_signature(address).decode()
        return str(self._newcomer.dumps(secrets.token_urlsafe(16)))

    def update(self, address: str, number: str) -> str:
        """A form's number as it is stored and logged: it tells nothing of whose form it is."""
        text = f"update/{address}/{number}".encode()
        return hmac.new(self._secret, text, hashlib.sha256).hexdigest()[:32]

    def poster(self, token: str, address: str) -> str:
        """The address for which this form may be posted; empty when it may not."""
        if address and self._form.verify_signature(address, token):
            return address
        made = self._made(token)
        return made if made and address in ("", made) else ""

    def _made(self, token: str) -> str:
        """The address that a newcomer's token stands for."""
        nonce = _loaded(self._newcomer, token, NEWCOMER_AGE)
        if not nonce:
            return ""
        text = f"address/{nonce}".encode()
        return hmac.new(self._secret, text, hashlib.sha256).hexdigest()[:32]


def _loaded(serializer: URLSafeTimedSerializer, token: str, age: int) -> Any:
    """What was signed; None when it is not ours, or too old."""
    try:
        return serializer.loads(token, max_age=age)
    except (BadSignature, UnicodeError):  # a header can hold what is no text
        return None
