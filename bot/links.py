"""Links that the chat gives: to an invitation, to a round, and personal ones to a page.

A personal link names its person and what it leads to, is signed, and works for an hour.
"""

from __future__ import annotations

from collections.abc import Iterator

from itsdangerous import BadSignature, URLSafeTimedSerializer

HOUR = 3600


class Links:
    """Makes links. `origin` is the web chat's address, `username` our own in Telegram, once known;
    without them there is nothing to lead to."""

    def __init__(self, secret: bytes) -> None:
        self.origin = self.username = ""
        self._page = URLSafeTimedSerializer(secret, salt="page")

    def page(self, channel: str, address: str, path: str) -> str:
        """A personal link to a page of the web chat."""
        token = self._page.dumps([channel, address, path])
        return f"{self.origin}/page/{token}"

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
        return f"https://t.me/{self.username}?start={start}"
