"""Links that the chat gives: to an invitation, to a round, to a page, and into a group.

One to a page or into a group is personal: it is signed, and works for an hour.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from itsdangerous import BadSignature

from bot.clock import Clock
from bot.messages.signing import SKEW, signing

TELEGRAM = "https://t.me/"
HOUR = 3600
GROUP = "g-"
"""What a link into a group begins with."""
END, SIGNED = 8, 32
"""Hexadecimals of its end in seconds, and of its signature: 128 bits."""


class Links:
    """Makes links. `origin` is the web chat's address, `username` our own in Telegram, once known;
    without them there is nothing to lead to."""

    def __init__(self, secret: bytes, clock: Clock) -> None:
        self.origin = self.username = ""
        self._secret = secret
        self._page = signing(secret, "page", clock)

    def page(self, channel: str, address: str, path: str) -> str:
        """A personal link to a page of the web chat."""
        token = self._page.dumps([channel, address, path])
        return f"{self.origin}/page/{token}"

    def settings(self, channel: str, address: str) -> str:
        """The way to one's settings: the page of the web chat for who is in it, else a link."""
        if channel == "web":
            return f"{self.origin}/settings"
        return self.page(channel, address, "/my/settings")

    def opened(self, token: str) -> tuple[str, str, str] | None:
        """Channel, address and path of a personal link; None when it does not work (any more)."""
        try:
            channel, address, path = self._page.loads(token, max_age=HOUR)
        except (BadSignature, ValueError, TypeError):
            return None
        return str(channel), str(address), str(path)

    def invite(self, token: str) -> Iterator[tuple[str, str]]:
        """The ways to open an invitation, each with the name of its words."""
        if self.origin:
            yield "invite_link_web", f"{self.origin}/i/{token}"
        if self.username:
            yield "invite_link_telegram", self.telegram(token)

    def telegram(self, start: str) -> str:
        """A link that begins a private talk with us in Telegram."""
        return f"{TELEGRAM}{self.username}?start={start}"

    def group(self, collaboration: str, address: str, now: float) -> str:
        """A personal link by which someone in Telegram brings us into a group's chat.

        What it carries may have 64 characters: `g-`, the collaboration's id, its end, and a
        signature of these and of whose it is. With ids of 12 that makes 54.
        """
        until = f"{int(now) + HOUR:0{END}x}"
        signed = self._sign(collaboration, until, address)
        return f"{TELEGRAM}{self.username}?startgroup={GROUP}{collaboration}{until}{signed}"

    def grouped(self, token: str, address: str, now: float) -> str:
        """The collaboration of a link into a group; empty when it does not work (any more), or is
        someone else's. `now` is when it was used."""
        name, until = token.removeprefix(GROUP)[: -END - SIGNED], token[-END - SIGNED : -SIGNED]
        good = hmac.compare_digest(
            self._sign(name, until, address).encode(), token[-SIGNED:].encode()
        )
        return name if good and now < int(until, 16) + SKEW else ""

    def _sign(self, *fields: str) -> str:
        message = "\n".join(("group", *fields)).encode()
        return hmac.digest(self._secret, message, "sha256").hex()[:SIGNED]
